"""What stands in the address of the library: search, filters, order. Whatever is written there is read; what makes no sense asks for nothing."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields, replace
from datetime import date, datetime, time, timedelta
from typing import Protocol, Self
from urllib.parse import urlencode

from django.utils.timezone import make_aware

from transcripts.library import query
from transcripts.models import ACTIVE, Status
from transcripts.models.transcription import Model

# A folder's name in the address for what lies in none.
NO_FOLDER = "none"
# Groups of statuses, as people think of them; programs may name each status.
GROUPS: dict[str, tuple[Status, ...]] = {
    "ready": (Status.COMPLETED,),
    "active": tuple(sorted(ACTIVE)),
    "attention": (Status.FAILED, Status.UNCONFIRMED),
    "cancelled": (Status.CANCELLED,),
}
NOT_ORDERED = "none"
SORTS = ("newest", "oldest", "title", "longest", "shortest")
LONGEST_VALUE, MOST_TAGS = 60, 8


class Asked(Protocol):
    """A QueryDict, or what is like it."""

    def getlist(self, key: str) -> list[str]: ...


@dataclass(frozen=True, slots=True)
class Narrowing:
    """What was chosen beside the search box; empty: any. Ids as text, a month as `2026-11`, days as `2026-11-28` (both included),
    a length as the search box takes it: `10-30`, `<10`, `>60`, in minutes.
    """

    folder: str = ""
    tags: tuple[str, ...] = ()
    status: str = ""
    model: str = ""
    person: str = ""
    month: str = ""
    since: str = ""
    until: str = ""
    length: str = ""

    @property
    def is_everything(self) -> bool:
        return self == Narrowing()

    @property
    def folder_id(self) -> int | None:
        return _number(self.folder)

    @property
    def tag_ids(self) -> tuple[int, ...]:
        """0, which no tag has, for what is no number."""
        return tuple(_number(tag) or 0 for tag in self.tags)

    @property
    def person_id(self) -> int | None:
        return _number(self.person)

    @property
    def statuses(self) -> tuple[Status, ...]:
        """Of the newest transcription; empty: any, or none at all (`NOT_ORDERED`)."""
        if self.status in Status.values:
            return (Status(self.status),)
        return GROUPS.get(self.status, ())

    @property
    def created(self) -> tuple[datetime | None, datetime | None]:
        """From the first up to before the second."""
        since, until = day(self.since), day(self.until)
        begin, end = _month(self.month)
        firsts = [day for day in (since, begin) if day]
        lasts = [day for day in (until + timedelta(days=1) if until else None, end) if day]
        return _midnight(max(firsts, default=None)), _midnight(min(lasts, default=None))

    @property
    def duration(self) -> tuple[float | None, float | None]:
        """In seconds."""
        asked = query.asked(f"length:{self.length}") if self.length else query.Asked()
        return asked.longer, asked.shorter


@dataclass(frozen=True, slots=True)
class View:
    """All that makes a page of the library what it is, but for how far one has turned the pages."""

    q: str = ""
    narrowing: Narrowing = Narrowing()
    sort: str = ""

    @classmethod
    def of(cls, asked: Asked) -> Self:
        def value(name: str) -> str:
            return "".join(asked.getlist(name)[-1:]).replace("\0", "").strip()[:LONGEST_VALUE]

        tags = tuple(dict.fromkeys(tag.replace("\0", "")[:20] for tag in asked.getlist("tag") if tag))
        narrowing = Narrowing(
            folder=value("folder"),
            tags=tags[:MOST_TAGS],
            status=value("status"),
            model=model_of(value("model")),
            person=value("person"),
            month=value("month"),
            since=value("from"),
            until=value("to"),
            length=value("length"),
        )
        sort = value("sort") if value("sort") in SORTS[1:] else ""
        return cls(one_line("".join(asked.getlist("q")[-1:])), narrowing, sort)

    def pairs(self) -> Iterator[tuple[str, str]]:
        """As they stand in the address."""
        if self.q:
            yield "q", self.q
        for one in fields(Narrowing):
            value = getattr(self.narrowing, one.name)
            name = _NAMES.get(one.name, one.name)
            for each in value if isinstance(value, tuple) else (value,):
                if each:
                    yield name, each
        if self.sort:
            yield "sort", self.sort

    @property
    def address(self) -> str:
        """What stands after the `?`."""
        return urlencode(list(self.pairs()))

    @property
    def is_plain(self) -> bool:
        """A search, or a folder, or everything: what any page can be told to take."""
        just_folder = self.narrowing == Narrowing(folder=str(self.narrowing.folder_id or ""))
        return just_folder and not (self.q and self.narrowing.folder)

    def kept(self) -> str:
        """Equal views are the same text."""
        told: dict[str, list[str]] = {}
        for name, value in self.pairs():
            told.setdefault(name, []).append(value)
        return json.dumps(told, ensure_ascii=False, sort_keys=True)

    @classmethod
    def of_kept(cls, kept: str) -> Self:
        return cls.of(_Kept(json.loads(kept)))

    def turned(self, name: str, value: str) -> "View":
        """With `value` chosen, or no longer where it was; of tags several can be."""
        chosen, tags = self.narrowing, self.narrowing.tags
        if name == "tag":
            others = tuple(one for one in tags if one != value)
            return replace(self, narrowing=replace(chosen, tags=others if value in tags else (*tags, value)))
        other = "" if getattr(chosen, name) == value else value
        return replace(self, narrowing=replace(chosen, **{name: other}))  # type: ignore[arg-type]


class _Kept:
    def __init__(self, told: Mapping[str, str | list[str]]) -> None:
        self._told = {name: [value] if isinstance(value, str) else value for name, value in told.items()}

    def getlist(self, key: str) -> list[str]:
        return self._told.get(key, [])


# What is called otherwise in the address.
_NAMES = {"tags": "tag", "since": "from", "until": "to"}


def one_line(text: str) -> str:
    return " ".join(text.replace("\0", " ").split())[: query.LONGEST]


def model_of(name: str) -> str:
    """A model's id, whether that or its name was given; any other text stays, and nothing has it."""
    return next((one.value for one in Model if name.lower() in (one.value, one.name.lower())), name)


def _number(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 19 else None


def day(text: str) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        return None


def first_of_month(text: str) -> date | None:
    return day(f"{text}-01") if text else None


def _month(text: str) -> tuple[date | None, date | None]:
    first = first_of_month(text)
    return (first, (first + timedelta(days=31)).replace(day=1)) if first else (None, None)


def _midnight(day: date | None) -> datetime | None:
    return make_aware(datetime.combine(day, time())) if day else None
