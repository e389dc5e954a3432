"""`python -m transcripts.text.armenian.make GRAMMAR FOLDER`: compiles the grammar into the lexicon's table, once, at set-up.

GRAMMAR is the folder of uniparser-eastern-armenian that holds `lexemes.txt`. FOLDER is replaced as a whole.
"""

import hashlib
import json
import shutil
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path

import marisa_trie

from transcripts.text.armenian.grammar import CONDITIONS, Inflection, Lexeme, lexemes, paradigms
from transcripts.text.armenian.lexicon import ENTRY, STEMS, TABLE, Table
from transcripts.text.armenian.spelling import fold

# What goes around a stem, and what the stem's end must be like: prefix, ending, names of conditions.
Form = tuple[str, str, frozenset[str]]
Affixes = frozenset[tuple[str, str]]


class Paradigms:
    """The grammar's paradigms with all that follows them written out."""

    def __init__(self, written: dict[str, list[Inflection]]) -> None:
        self._written = written
        self._known: dict[str, frozenset[tuple[frozenset[int], Form]]] = {}

    def affixes(self, names: Iterable[str], stem: str, numbers: frozenset[int]) -> Affixes:
        """Prefixes and endings that `stem`, being the stems of these numbers of its lexeme, may take."""
        true = {name for name, holds in CONDITIONS.items() if holds(stem)}
        return frozenset(
            (prefix, ending)
            for name in names
            for stems, (prefix, ending, conditions) in self._forms(name)
            if (not stems or stems & numbers) and conditions <= true
        )

    def _forms(self, name: str) -> frozenset[tuple[frozenset[int], Form]]:
        """A few paradigms that lexemes name are written nowhere; they have no forms."""
        if name not in self._known:
            self._known[name] = frozenset(
                form for inflection in self._written.get(name, ()) for form in self._of(inflection)
            )
        return self._known[name]

    def _of(self, inflection: Inflection) -> Iterator[tuple[frozenset[int], Form]]:
        own = frozenset({inflection.condition} - {""})
        if not inflection.continues:
            yield inflection.stems, (inflection.prefix, inflection.ending, own)
            return
        for link in inflection.links:
            for stems, (prefix, ending, conditions) in self._forms(link):
                both = inflection.stems & stems if inflection.stems and stems else inflection.stems | stems
                if (inflection.stems and stems and not both) or not _follows(inflection.ending, conditions):
                    continue
                left = own if inflection.ending else own | conditions
                yield both, (inflection.prefix + prefix, inflection.ending + ending, left)


def _follows(ending: str, conditions: Iterable[str]) -> bool:
    """Whether what has conditions may follow `ending`; where that is empty, the stem decides later."""
    return not ending or all(CONDITIONS[name](ending) for name in conditions)


class Compiler:
    """Gathers stems, entries and classes, each written once."""

    def __init__(self, known: Paradigms) -> None:
        self._paradigms = known
        self._known: dict[tuple[tuple[str, ...], frozenset[int], frozenset[str]], int] = {}
        self.classes: dict[Affixes, int] = {}
        self.entries: dict[tuple[int, int, str], int] = {}
        self.stems: set[tuple[str, bytes]] = set()

    def add(self, lexeme: Lexeme) -> None:
        """Leaves out what is written with other than Armenian letters: words are parted at spaces and hyphens anyway."""
        lemma = fold(lexeme.lemma)
        if not _is_armenian(lemma):
            return
        numbers: defaultdict[str, set[int]] = defaultdict(set)
        for number, variants in enumerate(lexeme.stems):
            for stem in map(fold, variants):
                if _is_armenian(stem):
                    numbers[stem].add(number)
        for stem, own in numbers.items():
            shared = _shared(stem, lemma)
            entry = (self._class(lexeme, stem, frozenset(own)), len(stem) - shared, lemma[shared:])
            number = self.entries.setdefault(entry, len(self.entries))
            self.stems.add((stem, ENTRY.pack(number)))

    def _class(self, lexeme: Lexeme, stem: str, numbers: frozenset[int]) -> int:
        end = frozenset(name for name, holds in CONDITIONS.items() if holds(stem))
        key = (lexeme.paradigms, numbers, end)
        if key not in self._known:
            affixes = self._paradigms.affixes(lexeme.paradigms, stem, numbers)
            self._known[key] = self.classes.setdefault(affixes, len(self.classes))
        return self._known[key]

    def table(self, edition: str) -> Table:
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
            "edition": edition,
            "entries": list(self.entries),
            "masks": list(masks),
            "prefixes": prefixes,
            "endings": placed,
        }


def _is_armenian(word: str) -> bool:
    return bool(word) and all("ա" <= letter <= "և" for letter in word)


def _shared(one: str, other: str) -> int:
    """Letters that both begin with."""
    return next(
        (at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other))
    )


def compile_grammar(grammar: Path) -> Compiler:
    with (grammar / "paradigms.txt").open(encoding="utf-8-sig") as lines:
        compiler = Compiler(Paradigms(paradigms(lines)))
    with (grammar / "lexemes.txt").open(encoding="utf-8-sig") as lines:
        for lexeme in lexemes(lines):
            compiler.add(lexeme)
    return compiler


def write(compiler: Compiler, folder: Path, edition: str) -> None:
    """The new folder takes the old one's place when it is whole."""
    new = folder.with_name(f"{folder.name}.new")
    shutil.rmtree(new, ignore_errors=True)
    new.mkdir(parents=True)
    marisa_trie.BytesTrie(sorted(compiler.stems)).save(str(new / STEMS))
    table = json.dumps(compiler.table(edition), ensure_ascii=False, separators=(",", ":"))
    (new / TABLE).write_text(table, encoding="utf-8")
    shutil.rmtree(folder, ignore_errors=True)
    new.rename(folder)


def main() -> None:
    grammar, folder = map(Path, sys.argv[1:])
    total = hashlib.sha256(Path(__file__).read_bytes())
    for name in ("paradigms.txt", "lexemes.txt"):
        total.update((grammar / name).read_bytes())
    write(compile_grammar(grammar), folder, total.hexdigest()[:16])


if __name__ == "__main__":
    main()
