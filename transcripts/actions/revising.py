"""What all acts that write a new version share: one writer at a time, what others have saved is kept, nothing is lost silently.

A version is a list of paragraph ids, so two people's changes are merged by these: a change names the run of paragraphs that it
replaces, and goes in wherever that run still stands, whatever has become of the others meanwhile.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils import timezone

from transcripts import access
from transcripts.actions.keeping_breaks import keep_breaks
from transcripts.errors import NotAllowed, RaceLost, Refused, gettext_noop
from transcripts.library.index import refresh
from transcripts.models import Act, Event, Paragraph, Revision, Timing, Transcription, User
from transcripts.models.transcript import paragraphs_of


class NoTranscript(Refused):
    code = "no_transcript"
    sentence = gettext_noop("There is no transcript yet.")


class NoSuchRevision(Refused):
    code = "no_such_revision"
    field = "base"
    sentence = gettext_noop("There is no version with this number.")


class NoSuchParagraph(Refused):
    code = "no_such_paragraph"
    field = "changes"
    sentence = gettext_noop("These paragraphs do not stand together in that version.")


class Wordless(Refused):
    code = "no_words"
    field = "text"
    sentence = gettext_noop("A transcript needs at least one word. To be rid of it, delete the recording.")


@dataclass(frozen=True, slots=True)
class Standing:
    """What now stands in the place of the paragraphs `replaced`, and who wrote it (None: nobody knows any more)."""

    replaced: tuple[int, ...]
    paragraphs: tuple[Paragraph, ...]
    author: User | None


class Clash(RaceLost):
    """Somebody else has changed the same paragraphs since. Nothing was written; `standing` says what is there now."""

    code = "clash"
    sentence = gettext_noop(
        "Somebody else has changed the same paragraph meanwhile. Look at both, then decide."
    )

    def __init__(self, revision: Revision, standing: Sequence[Standing]) -> None:
        super().__init__(f"{len(standing)} places changed since, now revision {revision.number}")
        self.revision = revision
        self.standing = tuple(standing)


@dataclass(frozen=True, slots=True)
class Swap:
    """The paragraphs `replaced` (ids, neighbours in what the writer saw) give way to `rows`, new ones not saved yet."""

    replaced: tuple[int, ...]
    rows: tuple[Paragraph, ...]


@contextmanager
def newest_of(transcription: Transcription) -> Iterator[Revision]:
    """The newest version, with nobody else writing a newer one until the transaction has ended. Raises NoTranscript."""
    with transaction.atomic():
        Transcription.every.select_for_update(no_key=True).get(pk=transcription.pk)
        newest = newest_revision(transcription)
        if newest is None:
            raise NoTranscript
        yield newest


def newest_revision(transcription: Transcription) -> Revision | None:
    newest = Revision.objects.filter(transcription=transcription).order_by("-number").first()
    if newest is not None:
        newest.transcription = transcription
    return newest


def check_rights(by: User, transcription: Transcription) -> None:
    """Raises NotAllowed."""
    if not access.may_edit(by, transcription.recording):
        raise NotAllowed


def seen_by_writer(newest: Revision, base: int | None) -> Revision:
    """The version that the writer saw. Raises NoSuchRevision."""
    if base is None or base == newest.number:
        return newest
    seen = Revision.objects.filter(transcription=newest.transcription_id, number=base).first()
    if seen is None:
        raise NoSuchRevision
    return seen


def run_in(order: Sequence[int], run: Sequence[int]) -> int | None:
    """Where `run` stands in `order` as it is; None where it does not, or not together."""
    if not run or run[0] not in order:
        return None
    at = order.index(run[0])
    return at if list(order[at : at + len(run)]) == list(run) else None


def stands_now(newest: Revision, seen: Revision, run: tuple[int, ...]) -> tuple[int, ...]:
    """What stands in `newest` between the paragraphs around `run` that are still there. Raises NoSuchParagraph."""
    at = run_in(seen.order, run)
    if at is None:
        raise NoSuchParagraph
    places = {one: place for place, one in enumerate(newest.order)}
    before = next((places[one] for one in reversed(seen.order[:at]) if one in places), -1)
    behind = next((places[one] for one in seen.order[at + len(run) :] if one in places), len(newest.order))
    return tuple(newest.order[before + 1 : behind])


def author_of(newest: Revision, seen: Revision, ids: Sequence[int]) -> User | None:
    """Who brought one of these paragraphs last; where none is left, who saved last."""
    later = Revision.objects.filter(transcription=newest.transcription_id, number__gt=seen.number)
    wanted = set(ids) - set(seen.order)
    for revision in later.select_related("author").order_by("-number"):
        if wanted and not wanted <= set(revision.order):
            break
        newest = revision
    return newest.author


def put(newest: Revision, by: User, swaps: Sequence[Swap], **told: Any) -> Revision:
    """The next version, with all swaps, whose runs stand in `newest`; `newest` itself where they change nothing.

    Call inside `newest_of`. `told` are fields of the revision. Raises Wordless where nothing would be left.
    """
    order, characters = list(newest.order), newest.characters
    gone = {row.pk: row for row in paragraphs_of({one for swap in swaps for one in swap.replaced})}
    made = [row for swap in swaps for row in swap.rows if row.pk is None]
    Paragraph.objects.bulk_create(made, batch_size=500)
    keep_breaks([([gone[one] for one in swap.replaced], swap.rows) for swap in swaps], made)
    for swap in swaps:
        at = run_in(order, swap.replaced)
        if at is None:
            raise NoSuchParagraph
        order[at : at + len(swap.replaced)] = [row.pk for row in swap.rows]
        characters += sum(len(row.text) + 2 for row in swap.rows)
        characters -= sum(len(gone[one].text) + 2 for one in swap.replaced)
    return append(newest, by, order, characters, **told)


def append(newest: Revision, by: User, order: list[int], characters: int, **told: Any) -> Revision:
    """The version behind `newest`, which is given back where nothing has changed. Call inside `newest_of`."""
    if order == newest.order:
        return newest
    if not order:
        raise Wordless
    transcription = newest.transcription
    made = Revision.objects.create(
        transcription=transcription,
        number=newest.number + 1,
        author=by,
        order=order,
        characters=characters,
        **told,
    )
    Timing.want(transcription, timezone.now())
    row = transcription.recording
    refresh(row)
    told = {"transcription": str(transcription.pk)}
    Event.record(Act.CHANGED, by=by, team=row.team, on=row, hourly=True, **told)
    return made
