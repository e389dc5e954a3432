"""Replace something in one transcript or in many: a new version of each, all undone with one click.

`library.finding` shows beforehand where it stands.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID, uuid4

from transcripts import access
from transcripts.actions import changing, revising
from transcripts.actions.changing import Change
from transcripts.actions.revising import Swap
from transcripts.errors import Refused, gettext_noop
from transcripts.models import Revision, Team, Transcription, User
from transcripts.models.transcript import paragraphs_of
from transcripts.text.diff import blocks
from transcripts.text.finding import Wanted, find, replaced
from transcripts.text.typed import clean, written

LONGEST = 200
MOST_TRANSCRIPTS = 200


class NothingToFind(Refused):
    code = "nothing_to_find"
    field = "find"
    sentence = gettext_noop("Say what is to be found, in at most %(most)d characters.")


class LongReplacement(Refused):
    code = "long_replacement"
    field = "replace"
    sentence = gettext_noop("What comes in its place has at most %(most)d characters.")


class TooMany(Refused):
    code = "too_many"
    field = "recordings"
    sentence = gettext_noop("Choose at most %(most)d recordings at once.")


@dataclass(frozen=True, slots=True)
class Replaced:
    """`count` places in this transcript, whose newest version is `revision`; 0 where nothing was to do."""

    transcription: Transcription
    revision: Revision
    count: int


@dataclass(frozen=True, slots=True)
class Batch:
    """`id` is what `undo` takes. `refused`: transcripts that were left as they are, each with the reason."""

    id: UUID
    done: list[Replaced]
    refused: list[tuple[Transcription, Refused]]

    @property
    def count(self) -> int:
        return sum(one.count for one in self.done)


def asked(text: str, *, folded: bool = False, whole_words: bool = False) -> Wanted:
    """What a person typed. Spaces at its ends count. Raises NothingToFind."""
    text = re.sub(r"\s+", " ", clean(text))
    if not text.strip() or len(text) > LONGEST:
        raise NothingToFind(most=LONGEST)
    return Wanted(text, folded, whole_words)


def replace(*, by: User, transcriptions: Iterable[Transcription], wanted: Wanted, text: str) -> Batch:
    """In the newest version of each, one after the other.

    Raises NotAllowed before anything is changed, LongReplacement or TooMany.
    """
    runs = list(transcriptions)
    for one in runs:
        revising.check_rights(by, one)
    if len(runs) > MOST_TRANSCRIPTS:
        raise TooMany(most=MOST_TRANSCRIPTS)
    if len(text) > LONGEST:
        raise LongReplacement(most=LONGEST)
    batch = Batch(uuid4(), [], [])
    for one in runs:
        try:
            batch.done.append(_replace(by, one, wanted, clean(text), batch.id))
        except Refused as refused:
            batch.refused.append((one, refused))
    return batch


def _replace(by: User, transcription: Transcription, wanted: Wanted, text: str, batch: UUID) -> Replaced:
    counts: dict[int, int] = {}

    def changes(seen: Revision) -> list[Change]:
        rows = {row: len(find(row.text, wanted)) for row in seen.rows()}
        counts[seen.number] = sum(rows.values())
        return [
            Change((row.pk,), (written(replaced(row.text, wanted, text), row.speaker),))
            for row, count in rows.items()
            if count
        ]

    made = changing.apply(by, transcription, None, changes, batch=batch)
    count = counts[made.number - 1] if made.batch == batch else 0
    return Replaced(transcription, made, count)


@dataclass(frozen=True, slots=True)
class Undone:
    """`left`: paragraphs that somebody has changed since; they stay as they are."""

    transcripts: int
    left: int


def undo(*, by: User, batch: UUID, team: Team | None = None) -> Undone:
    """Give every transcript what stood there before, wherever nobody has written since; of `team` alone where one is given.

    Transcripts that the person does not see are passed over. Raises NotAllowed.
    """
    visible = (
        access.transcriptions(by) if team is None else access.transcriptions(by).filter(recording__team=team)
    )
    rows = Revision.objects.filter(batch=batch, transcription__in=visible.order_by().values("pk"))
    rows = rows.select_related("transcription__recording")
    made = list(rows.order_by("pk"))
    for revision in made:
        revising.check_rights(by, revision.transcription)
    done = [_undo(by, revision) for revision in made]
    return Undone(sum(is_undone for is_undone, _left in done), sum(left for _is_undone, left in done))


def _undo(by: User, revision: Revision) -> tuple[bool, int]:
    """Whether anything was given back, and how many places stay."""
    with revising.newest_of(revision.transcription) as newest:
        before = Revision.objects.get(transcription=revision.transcription_id, number=revision.number - 1)
        if newest == revision:
            revising.append(newest, by, before.order, before.characters, restores=before.number)
            return True, 0
        swaps = _back(before, revision)
        standing = [swap for swap in swaps if revising.run_in(newest.order, swap.replaced) is not None]
        made = revising.put(newest, by, standing)
        return made != newest, len(swaps) - len(standing)


def _back(before: Revision, revision: Revision) -> list[Swap]:
    """From what was put to what stood there, paragraph by paragraph where none of them has vanished."""
    found: list[Swap] = []
    for block in blocks(before.order, revision.order):
        if block.is_same:
            continue
        put = revision.order[block.other_first : block.other_behind]
        stood = paragraphs_of(before.order[block.first : block.behind])
        if len(put) == len(stood):
            found += (Swap((one,), (row,)) for one, row in zip(put, stood, strict=True))
        else:
            found.append(Swap(tuple(put), tuple(stood)))
    return found
