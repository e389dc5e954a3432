"""Reads the grammar of uniparser-eastern-armenian: its paradigms and lexemes as plain values.

The format is that of uniparser-morph: `.` stands for the stem, `<.>` for what a further paradigm appends, `<1>` names the stem
(lexemes list several, parted by `|`, with variants parted by `//`) and `|`, `[`, `]` mark borders of morphemes. `regex-prev`
says after which letters an ending may stand; the grammar knows three such conditions.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field

_INFLECTION = re.compile(r"(?:<([0-9,]+)>)?([^.]*)\.(.*)")
_BORDERS = str.maketrans("", "", "|[] ")
_CONSONANTS = frozenset("բգդզթժլխծկհձղճմյնշչպջռսվտրցփքֆև")


@dataclass(frozen=True, slots=True)
class Inflection:
    stems: frozenset[int]  # numbers of the stems it takes; empty: any
    prefix: str
    ending: str
    continues: bool
    condition: str  # a key of `CONDITIONS` about what stands before the ending, or ""
    links: tuple[str, ...]  # paradigms that may follow


@dataclass(frozen=True, slots=True)
class Lexeme:
    lemma: str
    stems: tuple[tuple[str, ...], ...]  # variants by number
    paradigms: tuple[str, ...]


@dataclass(slots=True)
class _Entry:
    """An inflection as it is written: its value, and the fields below it."""

    value: str
    condition: str = ""
    links: list[str] = field(default_factory=list)


def _after_consonant(text: str) -> bool:
    return text[-1:] in _CONSONANTS or (text[-1:] == "ւ" and text[-2:-1] != "ո")


CONDITIONS: dict[str, Callable[[str], bool]] = {
    "a": lambda text: text.endswith("ա"),
    "consonant": _after_consonant,
    "vowel": lambda text: text[-1:] not in _CONSONANTS,
}


def _condition(pattern: str) -> str:
    """The name of a `regex-prev`. Raises ValueError for one that the grammar did not have when this was written."""
    core = pattern.removeprefix("^").removeprefix(".*").replace("[.<>]*$", "").replace("[<>.]*$", "")
    names = {"": "", "ա": "a", "[^բգդզթժլխծկհձղճմյնշչպջռսվտրցփքֆև<>.]": "vowel"}
    if core in names:
        return names[core]
    if core == "([բգդզթժլխծկհձղճմյնշչպջռսվտրցփքֆև]|[^ո]ւ)":
        return "consonant"
    raise ValueError(f"The grammar has a condition that we do not know: {pattern}")


def paradigms(lines: Iterable[str]) -> dict[str, list[Inflection]]:
    """From the lines of `paradigms.txt`."""
    found: dict[str, list[Inflection]] = {}
    for name, links, written in _paradigms(lines):
        found.setdefault(name, []).extend(
            inflection for entry in written for inflection in _inflections(entry, [*entry.links, *links])
        )
    return found


def _paradigms(lines: Iterable[str]) -> Iterator[tuple[str, list[str], list[_Entry]]]:
    """Name, links that all its inflections share, and these."""
    name, shared, written = "", list[str](), list[_Entry]()
    for line in lines:
        key, _, value = line.strip().partition(": ")
        if key == "-paradigm":
            if name:
                yield name, shared, written
            name, shared, written = value, [], []
        elif key == "-flex":
            written.append(_Entry(value))
        elif key == "paradigm":
            # Indented by two below an inflection, by one below the paradigm itself.
            (written[-1].links if line.startswith("  ") else shared).append(value)
        elif key == "regex-prev":
            written[-1].condition = _condition(value)
    if name:
        yield name, shared, written


def _inflections(entry: _Entry, links: list[str]) -> Iterator[Inflection]:
    for variant in entry.value.split("//"):
        parts = _INFLECTION.fullmatch(variant.strip())
        if parts is None:
            raise ValueError(f"The grammar has an inflection that we do not know: {entry.value}")
        numbers, prefix, ending = parts.groups()
        yield Inflection(
            stems=frozenset(map(int, numbers.split(","))) if numbers else frozenset(),
            prefix=prefix.translate(_BORDERS),
            ending=ending.replace("<.>", "").translate(_BORDERS),
            continues="<.>" in ending,
            condition=entry.condition,
            links=tuple(links),
        )


def lexemes(lines: Iterable[str]) -> Iterator[Lexeme]:
    """From the lines of `lexemes.txt`. Stems are as written but for the dots that say where prefixes and endings go."""
    fields: dict[str, str] = {}
    names: list[str] = []
    for line in [*lines, "-lexeme"]:
        key, _, value = line.strip().partition(": ")
        if key == "-lexeme":
            if fields:
                yield Lexeme(fields["lex"], _stems(fields["stem"]), tuple(names))
            fields, names = {}, []
        elif key == "paradigm":
            names.append(value)
        elif key in ("lex", "stem"):
            fields[key] = value


def _stems(written: str) -> tuple[tuple[str, ...], ...]:
    return tuple(
        tuple(variant.strip().strip(".") for variant in stem.split("//")) for stem in written.split("|")
    )
