"""The lexicon: which lemmas a form may belong to. A table on the disk, made at set-up, shared by all processes.

`stems.marisa` is a trie from stems to the numbers of entries, mapped into memory; `table.json` says what an entry
is (class of inflection, how the lemma differs from the stem) and which endings each class takes after each prefix.
"""

import json
import struct
from functools import cache
from pathlib import Path
from typing import TypedDict

import marisa_trie

PLACE = Path(__file__).resolve().parents[3] / "build" / "lexicon"
STEMS, TABLE = "stems.marisa", "table.json"
ENTRY = struct.Struct("<H")
# What a missing or damaged table raises; marisa's own errors are RuntimeErrors.
BROKEN = (OSError, ValueError, KeyError, TypeError, RuntimeError)


class Table(TypedDict):
    """What `table.json` holds. A class is a number; classes that take an ending are a bit mask, named by its place in `masks`."""

    edition: str
    entries: list[tuple[int, int, str]]  # class, letters to cut from the stem, letters to add: the lemma
    masks: list[int]
    prefixes: list[str]
    endings: dict[str, list[int]]  # for each prefix the place of a mask; 0 is the empty one


class Lexicon:
    """One table. Safe for threads: nothing changes after loading."""

    def __init__(self, folder: Path) -> None:
        """Raises one of `BROKEN` where no whole table lies in `folder`."""
        table: Table = json.loads((folder / TABLE).read_bytes())
        self.edition = table["edition"]
        self._entries = [tuple(entry) for entry in table["entries"]]
        self._masks = table["masks"]
        self._prefixes = list(enumerate(table["prefixes"]))
        self._endings = table["endings"]
        self._longest = max(map(len, self._endings))
        self._stems = marisa_trie.BytesTrie().mmap(str(folder / STEMS))

    def stems(self) -> list[str]:
        """Of all lexemes; where a stem takes no ending it is a word."""
        return list(self._stems.keys())

    def lemmas(self, word: str) -> set[str]:
        """All lemmas that `word`, folded, may be a form of; empty where the lexicon does not know it."""
        found: set[str] = set()
        for number, prefix in self._prefixes:
            if word.startswith(prefix):
                self._collect(word[len(prefix) :], number, found)
        return found

    def _collect(self, word: str, prefix: int, found: set[str]) -> None:
        for at in range(max(1, len(word) - self._longest), len(word) + 1):
            masks = self._endings.get(word[at:])
            if not masks or not (mask := self._masks[masks[prefix]]):
                continue
            for value in self._stems.get(word[:at], ()):
                kind, cut, added = self._entries[ENTRY.unpack(value)[0]]
                if mask >> kind & 1:
                    found.add(word[: at - cut] + added)


@cache
def installed() -> Lexicon | None:
    """The table that set-up has made, or None where there is none."""
    try:
        return Lexicon(PLACE)
    except BROKEN:
        return None


def lemmas(word: str) -> set[str]:
    """As `Lexicon.lemmas`; without a table no word is known."""
    known = installed()
    return known.lemmas(word) if known else set()
