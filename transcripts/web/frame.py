"""What stands around the list of recordings: the shelf at the side, where one is, what was chosen, what may be done."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext, gettext_lazy

from transcripts import access
from transcripts.library.filters import GROUPS, NOT_ORDERED, View, day, first_of_month
from transcripts.library.saved import saved_views
from transcripts.library.shelf import Shelf
from transcripts.library.tree import Branch
from transcripts.models import Colour, Status, User
from transcripts.models.transcription import Model

Choices = tuple[tuple[str, str | Promise], ...]

SORTS: Choices = (
    ("", gettext_lazy("Newest first")),
    ("oldest", gettext_lazy("Oldest first")),
    ("title", gettext_lazy("By title")),
    ("longest", gettext_lazy("Longest first")),
    ("shortest", gettext_lazy("Shortest first")),
)
STATUSES: Choices = (
    ("", gettext_lazy("Any")),
    ("ready", gettext_lazy("Ready")),
    ("active", gettext_lazy("In progress")),
    ("attention", gettext_lazy("Needs attention")),
    ("cancelled", gettext_lazy("Cancelled")),
    (NOT_ORDERED, gettext_lazy("Not transcribed")),
)
LENGTHS: Choices = (
    ("", gettext_lazy("Any")),
    ("<10", gettext_lazy("Under 10 minutes")),
    ("10-60", gettext_lazy("10 to 60 minutes")),
    (">60", gettext_lazy("Over an hour")),
)
MODELS: Choices = (("", gettext_lazy("Any")), *((one.value, one.label) for one in Model))


@dataclass(frozen=True, slots=True)
class ShelfRow:
    """One folder at the side. Of those in it only the way to where one is stands open."""

    branch: Branch
    count: int
    is_here: bool


@dataclass(frozen=True, slots=True)
class Chip:
    """Something that was chosen; `address` is the view without it."""

    words: str
    address: str


def frame(user: User, view: View, shelf: Shelf) -> dict[str, Any]:
    people = [(str(pk), name) for pk, name in shelf.people.items()]
    saved = saved_views(user)
    here = shelf.tree.get(view.narrowing.folder_id)
    tag = shelf.tag(view.narrowing.tag_ids[0]) if len(view.narrowing.tags) == 1 else None
    return {
        "view": view,
        "saved": saved,
        "is_saved": any(one.view == view for one in saved),
        "saved_name": next((one.name for one in saved if one.view == view), ""),
        "shelf": shelf,
        "shelf_rows": list(_rows(shelf, here)),
        "here": here,
        "above": shelf.tree.above(here.folder.parent_id) if here else [],
        "here_tag": tag,
        "chips": list(chips(view, shelf, people)),
        "filters": {
            "statuses": STATUSES,
            "lengths": LENGTHS,
            "models": MODELS,
            "sorts": SORTS,
            "people": people,
        },
        "words": _words_of_rows(),
        "may_organise": access.may_upload(user),
        "may_hold": here is not None and access.may_manage(user, here.folder.team),
        "colours": Colour.choices,
        "folder_goals": _goals(shelf, here),
    }


def _words_of_rows() -> dict[str, str]:
    """What each row of a list says, and where it leads: made out once."""
    some = UUID(int=0)
    return {
        "choose": gettext("Choose"),
        "play_from": gettext("Play from"),
        "library": reverse("library"),
        "recordings": reverse("recording", args=[some]).removesuffix(f"{some}/"),
    }


def _rows(shelf: Shelf, here: Branch | None) -> Iterator[ShelfRow]:
    way = {one.folder.pk for one in shelf.tree.above(here.folder.pk if here else None)}

    def opened(level: list[Branch]) -> Iterator[ShelfRow]:
        for branch in level:
            yield ShelfRow(branch, shelf.within(branch), branch is here)
            if branch.folder.pk in way:
                yield from opened(branch.children)

    return opened(shelf.tree.top)


def _goals(shelf: Shelf, here: Branch | None) -> list[Branch]:
    """Where the folder that is shown may be moved."""
    within = shelf.tree.below(here.folder.pk) if here else frozenset()
    return [one for one in shelf.tree.walk() if one.folder.pk not in within]


def chips(view: View, shelf: Shelf, people: list[tuple[str, str]]) -> Iterator[Chip]:
    """What was chosen beside search, folder and a single tag, which the page's head names."""
    chosen = view.narrowing
    named: dict[str, str | Promise] = {
        "status": _words(STATUSES, chosen.status) or _status(chosen.status),
        "model": _words(MODELS, chosen.model),
        "person": _words(tuple(people), chosen.person),
        "month": _month(chosen.month),
        "since": gettext("from %(day)s") % {"day": _day(chosen.since)} if chosen.since else "",
        "until": gettext("until %(day)s") % {"day": _day(chosen.until)} if chosen.until else "",
        "length": _words(LENGTHS, chosen.length) or chosen.length,
    }
    for name, words in named.items():
        if getattr(chosen, name):
            yield _chip(view, str(words or getattr(chosen, name)), **{name: ""})
    yield from _of_tags(view, shelf)
    if view.q and chosen.folder:
        here = shelf.tree.get(chosen.folder_id)
        yield _chip(view, here.words if here else gettext("In no folder"), folder="")


def _of_tags(view: View, shelf: Shelf) -> Iterator[Chip]:
    tags = view.narrowing.tags
    if len(tags) < 2 and not view.q:
        return
    for tag, number in zip(tags, view.narrowing.tag_ids, strict=True):
        known = shelf.tag(number)
        yield _chip(view, known.tag.name if known else tag, tags=tuple(one for one in tags if one != tag))


def _chip(view: View, words: str, **changed: Any) -> Chip:
    return Chip(words, replace(view, narrowing=replace(view.narrowing, **changed)).address)


def _words(choices: Choices | tuple[tuple[str, str], ...], value: str) -> str | Promise:
    return dict(choices).get(value, "") if value else ""


def _status(value: str) -> str:
    return str(Status(value).label).capitalize() if value in Status.values and value not in GROUPS else ""


def _day(value: str) -> str:
    known = day(value)
    return date_format(known, "j M Y") if known else value


def _month(value: str) -> str:
    known = first_of_month(value)
    return date_format(known, "F Y") if known else value
