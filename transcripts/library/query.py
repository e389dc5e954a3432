"""From the search box to a tree. Whatever is typed is a query: what has no meaning of its own is searched as plain words.

ազգային ժողով          both words, in any form, anywhere in title or transcript
"ազգային ժողով"        side by side; a single word in quotes: exactly this form
«Հայփոստ»-ի            a name with an ending: in any form, as without quotes
-դատարան               without it
title:ժողով            in the title
by:անահիտ              who brought it (name or email address)
model:formal           formal or conversational
folder:Ժողովներ/2026   in this folder or one that lies in it; folder:"…" for a name of several words
tag:կարևոր             with this tag
-tag:կարևոր            without it; in the same way -by: -model: -folder: -before: -after: -length:<10
after:2026-01 before:15.03.2026     days, months or years: from its first day on, and up to the day before it
length:10-30  length:>1h            minutes, or with h, m or s
length:45                           about so long: a tenth less or more, of minutes at least half a one
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date

from transcripts.models.transcription import Model
from transcripts.text.armenian.endings import AFTER_HYPHEN

LONGEST = 300
# What one search may ask for; the rest is not looked at.
MOST_TERMS = 32

# Of the word before it: «Հայփոստ»-ի is no search without ի.
_ENDING = rf"[-֊‐‑–]?(?:{'|'.join(sorted(AFTER_HYPHEN))})(?!\w)"
# Telephones begin with a capital letter, and put a space behind a colon.
_PART = re.compile(
    r"(?P<minus>[-−–]?)(?:(?P<name>(?i:title|by|model|folder|tag|before|after|length)):\s*)?"
    rf'(?:["«“„](?P<quoted>[^"»”“„]*)["»”“](?P<ending>{_ENDING})?|(?P<plain>\S+))'
)
_DATES = (
    re.compile(r"(?P<year>\d{4})(?:[-./](?P<month>\d{1,2})(?:[-./](?P<day>\d{1,2}))?)?"),
    re.compile(r"(?:(?P<day>\d{1,2})[.])?(?P<month>\d{1,2})[./](?P<year>\d{4})"),
)
_SPAN = re.compile(r"(\d{1,6}(?:[.,]\d{1,3})?)(h|m|min|s)?")
_HALF_A_MINUTE = 30.0
_SECONDS = {"h": 3600.0, "m": 60.0, "min": 60.0, "s": 1.0, None: 60.0}


@dataclass(frozen=True, slots=True)
class Term:
    """Words that belong together. `is_phrase`: it was in quotes."""

    text: str
    is_phrase: bool = False
    is_excluded: bool = False
    in_title: bool = False


@dataclass(frozen=True, slots=True)
class Asked:
    """What must all be so. `since` is the first day and `until` the first day behind; lengths in seconds.
    `without`: people, models, folders and tags of which none may be so.
    """

    terms: tuple[Term, ...] = ()
    people: tuple[str, ...] = ()
    models: tuple[str, ...] = field(default=())
    folders: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    since: date | None = None
    until: date | None = None
    longer: float | None = None
    shorter: float | None = None
    without: "Asked | None" = None

    @property
    def is_everything(self) -> bool:
        return self == Asked()


def asked(box: str) -> Asked:
    """Never raises."""
    found = Asked()
    for part in parts(box):
        found = _with(found, part)
    return found


def parts(box: str) -> list[re.Match[str]]:
    """Each with a `minus` and a `name`, where it has them, and with what is `quoted` or `plain`."""
    return list(_PART.finditer(box[:LONGEST].replace("\0", " ")))[:MOST_TERMS]


def misread(box: str) -> Iterator[tuple[str, str]]:
    """Names with values that say nothing, for which plain words are looked for."""
    for part in parts(box):
        name, value = (part["name"] or "").lower(), part["quoted"] or part["plain"] or ""
        if (
            name in _SPECIAL
            and value.strip()
            and not _narrowed(Asked(), name, value, excluded=bool(part["minus"]))
        ):
            yield name, value


def unfinished(box: str) -> Iterator[str]:
    """Names behind which nothing stands: `before:`. They, too, are looked for as plain words."""
    for part in parts(box):
        name, colon, behind = (part["plain"] or "").lower().partition(":")
        if not part["name"] and colon and not behind and name in _NAMES:
            yield name


def _with(found: Asked, part: re.Match[str]) -> Asked:
    quoted, name = part["quoted"], (part["name"] or "").lower()
    value = quoted if quoted is not None else part["plain"]
    if not value.strip():
        return found
    excluded = bool(part["minus"])
    is_phrase = quoted is not None and not (part["ending"] and len(value.split()) == 1)
    if name == "title":
        return _and(found, Term(value, is_phrase, excluded, in_title=True))
    if narrowed := _narrowed(found, name, value, excluded=excluded):
        return narrowed
    text = f"{name}:{value}" if name else value
    return _and(found, Term(text, is_phrase, excluded))


def _narrowed(found: Asked, name: str, value: str, *, excluded: bool) -> Asked | None:
    """None for what is plain words."""
    if not excluded:
        return _SPECIAL[name](found, value) if name in _SPECIAL else None
    if name in _TURNED:
        return _TURNED[name](found, value)
    unwanted = _NAMED[name](found.without or Asked(), value) if name in _NAMED else None
    return replace(found, without=unwanted) if unwanted else None


def _and(found: Asked, term: Term) -> Asked:
    return replace(found, terms=(*found.terms, term))


def _by(found: Asked, value: str) -> Asked:
    return replace(found, people=(*found.people, value))


def _of_model(found: Asked, value: str) -> Asked | None:
    known = [one for one in Model if value.lower() in (one.value, one.name.lower())]
    return replace(found, models=(*found.models, known[0].value)) if known else None


def _in_folder(found: Asked, value: str) -> Asked:
    return replace(found, folders=(*found.folders, value))


def _with_tag(found: Asked, value: str) -> Asked:
    return replace(found, tags=(*found.tags, value))


def _after(found: Asked, value: str) -> Asked | None:
    day = _first_day(value)
    return replace(found, since=day) if day else None


def _before(found: Asked, value: str) -> Asked | None:
    day = _first_day(value)
    return replace(found, until=day) if day else None


def _length(found: Asked, value: str) -> Asked | None:
    low, dash, high = value.partition("-")
    if dash:
        least, most = _seconds(low), _seconds(high)
        if least is None or most is None:
            return None
        return replace(found, longer=min(least, most), shorter=max(least, most))
    seconds = _seconds(value.lstrip("<>="))
    if seconds is None:
        return None
    if value[0] in "<>":
        return replace(found, longer=seconds) if value[0] == ">" else replace(found, shorter=seconds)
    near = max(seconds / 10, 0 if value.endswith("s") else _HALF_A_MINUTE)
    return replace(found, longer=max(seconds - near, 0.0), shorter=seconds + near)


def _not_so_long(found: Asked, value: str) -> Asked | None:
    """Of what has one end; all but a stretch in the middle cannot be asked for."""
    sides = {"<": ">", ">": "<"}
    return _length(found, sides[value[0]] + value[1:]) if value[0] in sides else None


_Reader = Callable[[Asked, str], Asked | None]
# What can be excluded, too.
_NAMED: dict[str, _Reader] = {"by": _by, "model": _of_model, "folder": _in_folder, "tag": _with_tag}
_SPECIAL: dict[str, _Reader] = {
    **_NAMED,
    "after": _after,
    "before": _before,
    "length": _length,
}
_NAMES = frozenset({"title", *_SPECIAL})

# What is excluded by asking for the other side.
_TURNED: dict[str, _Reader] = {"before": _after, "after": _before, "length": _not_so_long}


def _first_day(written: str) -> date | None:
    """Of a day, month or year; None for what is no date."""
    parts = next((found for pattern in _DATES if (found := pattern.fullmatch(written))), None)
    if parts is None:
        return None
    try:
        return date(int(parts["year"]), int(parts["month"] or 1), int(parts["day"] or 1))
    except ValueError:
        return None


def _seconds(written: str) -> float | None:
    parts = _SPAN.fullmatch(written.strip())
    return float(parts[1].replace(",", ".")) * _SECONDS[parts[2]] if parts else None
