"""`python -m transcripts.text.armenian.make GRAMMAR FOLDER`: compiles the grammar into the lexicon's table, once, at set-up.

GRAMMAR is the folder of uniparser-eastern-armenian that holds `lexemes.txt`. FOLDER is replaced as a whole.
"""

import hashlib
import json
import shutil
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

import marisa_trie

from transcripts.text.armenian.grammar import CONDITIONS, Inflection, Lexeme, lexemes, paradigms
from transcripts.text.armenian.lexicon import ENTRY, STEMS, TABLE, Table
from transcripts.text.armenian.spelling import fold
from transcripts.text.armenian.supplement import supplemented

Affixes = frozenset[tuple[str, str]]  # prefix, ending
# The stems that take it (none named: any), prefix, ending, and names of conditions that the stem's end must meet.
Form = tuple[frozenset[int], str, str, frozenset[str]]


class Paradigms:
    """The grammar's paradigms with all that follows them written out."""

    def __init__(self, written: dict[str, list[Inflection]]) -> None:
        self._written = written
        self._forms = cache(self._write_out)

    def affixes(self, names: Iterable[str], numbers: frozenset[int], true: frozenset[str]) -> Affixes:
        """What a stem may take that has these numbers in its lexeme, and for whose end these conditions are true."""
        return frozenset(
            (prefix, ending)
            for name in names
            for stems, prefix, ending, conditions in self._forms(name)
            if (not stems or stems & numbers) and conditions <= true
        )

    def _write_out(self, name: str) -> frozenset[Form]:
        """A few paradigms that lexemes name are written nowhere; they have no forms."""
        return frozenset(
            form for inflection in self._written.get(name, ()) for form in self._follow(inflection)
        )

    def _follow(self, first: Inflection) -> Iterator[Form]:
        own = frozenset({first.condition} - {""})
        if not first.continues:
            yield first.stems, first.prefix, first.ending, own
            return
        for stems, prefix, ending, conditions in (form for link in first.links for form in self._forms(link)):
            if first.stems and stems and not first.stems & stems:
                continue
            if first.ending and not all(CONDITIONS[name](first.ending) for name in conditions):
                continue
            both = first.stems & stems or first.stems | stems
            # After an empty ending it is the stem that what follows stands behind.
            left = own if first.ending else own | conditions
            yield both, first.prefix + prefix, first.ending + ending, left


class Compiler:
    """Gathers stems, entries and classes, each written once."""

    def __init__(self, known: Paradigms) -> None:
        self.classes: dict[Affixes, int] = {}
        self.entries: dict[tuple[int, int, str], int] = {}
        self.stems: set[tuple[str, bytes]] = set()
        self._affixes = cache(known.affixes)

    def add(self, lexeme: Lexeme) -> None:
        """Leaves out what is written with other than Armenian letters: words are parted at spaces and hyphens anyway."""
        lemma = fold(lexeme.lemma)
        if not _is_armenian(lemma):
            return
        numbers: defaultdict[str, set[int]] = defaultdict(set)
        for number, variants in enumerate(lexeme.stems):
            for stem in filter(_is_armenian, map(fold, variants)):
                numbers[stem].add(number)
        for stem, own in numbers.items():
            shared = _shared(stem, lemma)
            entry = (self._class(lexeme, stem, frozenset(own)), len(stem) - shared, lemma[shared:])
            self.stems.add((stem, ENTRY.pack(self.entries.setdefault(entry, len(self.entries)))))

    def _class(self, lexeme: Lexeme, stem: str, numbers: frozenset[int]) -> int:
        true = frozenset(name for name, holds in CONDITIONS.items() if holds(stem))
        return self.classes.setdefault(self._affixes(lexeme.paradigms, numbers, true), len(self.classes))

    def _edition(self) -> str:
        """The same for the same words and forms, however they were come by."""
        known = (sorted(self.stems), list(self.entries), [sorted(affixes) for affixes in self.classes])
        return hashlib.sha256(repr(known).encode()).hexdigest()[:16]

    def table(self) -> Table:
        prefixes = sorted({prefix for affixes in self.classes for prefix, _ in affixes})
        masks: dict[int, int] = {0: 0}
        endings: defaultdict[str, list[int]] = defaultdict(lambda: [0] * len(prefixes))
        for affixes, number in self.classes.items():
            for prefix, ending in affixes:
                endings[ending][prefixes.index(prefix)] |= 1 << number
        placed = {
            ending: [masks.setdefault(mask, len(masks)) for mask in row]
            for ending, row in sorted(endings.items())
        }
        return {
            "edition": self._edition(),
            "entries": list(self.entries),
            "masks": list(masks),
            "prefixes": prefixes,
            "endings": placed,
        }


def _is_armenian(word: str) -> bool:
    return bool(word) and all("ա" <= letter <= "և" for letter in word)


def _shared(one: str, other: str) -> int:
    """How many letters both begin with."""
    pairs = zip(one, other, strict=False)
    return next((at for at, (a, b) in enumerate(pairs) if a != b), min(len(one), len(other)))


def compile_grammar(grammar: Path) -> Compiler:
    with (grammar / "paradigms.txt").open(encoding="utf-8-sig") as lines:
        known = Paradigms(paradigms(lines))
    with (grammar / "lexemes.txt").open(encoding="utf-8-sig") as lines:
        compiler = Compiler(known)
        for lexeme in supplemented(lexemes(lines)):
            compiler.add(lexeme)
    return compiler


def write(compiler: Compiler, folder: Path) -> None:
    """The new folder takes the old one's place when it is whole."""
    new, old = folder.with_name(f"{folder.name}.new"), folder.with_name(f"{folder.name}.old")
    for left_behind in (new, old):
        shutil.rmtree(left_behind, ignore_errors=True)
    new.mkdir(parents=True)
    marisa_trie.BytesTrie(sorted(compiler.stems)).save(str(new / STEMS))
    table = json.dumps(compiler.table(), ensure_ascii=False, separators=(",", ":"))
    (new / TABLE).write_text(table, encoding="utf-8")
    if folder.exists():
        folder.rename(old)
    new.rename(folder)
    shutil.rmtree(old, ignore_errors=True)


def main(*given: str) -> None:
    grammar, folder = map(Path, given)
    write(compile_grammar(grammar), folder)


if __name__ == "__main__":
    main(*sys.argv[1:])
