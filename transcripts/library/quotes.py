"""What it would cost to have several recordings transcribed by a model, before anybody says yes."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db.models import QuerySet

from transcripts import access
from transcripts.library.money import about
from transcripts.library.twins import WORTH_USING
from transcripts.models import Recording, Transcription, User

AT_ONCE = 500
# What is bought together is the same sound, to the same model, with the same options.
_Same = tuple[UUID, str, int | None, bool]


@dataclass(frozen=True, slots=True)
class Order:
    recording: UUID
    seconds: float
    confidential: bool


@dataclass(frozen=True, slots=True)
class Quote:
    """`orders` are to be paid; `known` have it already or are at work, `silent` have no sound, `undecided` no track chosen."""

    stt_model: str
    orders: list[Order]
    known: int
    silent: int
    undecided: int

    @property
    def count(self) -> int:
        return len(self.orders)

    @property
    def ids(self) -> str:
        return ",".join(order.recording.hex for order in self.orders)

    @property
    def cost(self) -> str:
        return about(self.stt_model, sum(order.seconds for order in self.orders))


def quote(user: User, recordings: Sequence[UUID], stt_model: str) -> Quote:
    """Of those that the person may have transcribed. Each sound counts once, however often it is among them."""
    found = Quote(stt_model, [], 0, 0, 0)
    orders, counted = found.orders, {"known": 0, "silent": 0, "undecided": 0}
    seen: set[_Same] = set()
    for row, confidential, bought in _with_history(user, recordings, stt_model):
        same = (row.team_id, row.sha256, row.track, confidential)
        if why := _why_not(row, same in bought or same in seen):
            counted[why] += 1
            continue
        seen.add(same)
        orders.append(Order(row.pk, row.duration, confidential))
    return Quote(stt_model, orders, **counted)


def _why_not(row: Recording, is_known: bool) -> str:
    if not row.file:
        return "silent"
    if len(row.tracks) > 1 and row.track is None:
        return "undecided"
    return "known" if is_known else ""


def _with_history(
    user: User, recordings: Sequence[UUID], stt_model: str
) -> Iterator[tuple[Recording, bool, set[_Same]]]:
    """Each with whether it went the confidential way last, and what is there of these sounds."""
    for at in range(0, len(recordings), AT_ONCE):
        rows = list(_rows(user, recordings[at : at + AT_ONCE]))
        bought, confidential = _bought(rows, stt_model), _confidential(rows)
        for row in rows:
            yield row, row.pk in confidential, bought


def _rows(user: User, ids: Sequence[UUID]) -> QuerySet[Recording]:
    rows = access.editable(user).filter(pk__in=ids).order_by("-created_at", "-pk")
    return rows.only("team", "file", "sha256", "track", "tracks", "duration")


def _bought(rows: Iterable[Recording], stt_model: str) -> set[_Same]:
    runs = Transcription.objects.filter(
        recording__team__in={row.team_id for row in rows},
        recording__sha256__in={row.sha256 for row in rows if row.sha256},
        recording__deleted_at=None,
        stt_model=stt_model,
        status__in=WORTH_USING,
    )
    return set(
        runs.order_by()
        .values_list("recording__team", "recording__sha256", "track", "confidential")
        .distinct()
    )


def _confidential(rows: Iterable[Recording]) -> set[UUID]:
    """Whose newest transcription went that way: the next one does, too."""
    runs = Transcription.objects.filter(recording__in=rows).order_by("created_at", "pk")
    newest = dict(runs.values_list("recording_id", "confidential"))
    return {recording for recording, is_confidential in newest.items() if is_confidential}
