"""Ask once more for a transcription that failed, was cancelled, or whose answer was lost."""

from django.db import transaction

from transcripts import access, tasks
from transcripts.actions.transcribe import SoundGone
from transcripts.errors import NotAllowed, RaceLost, Refused, gettext_noop
from transcripts.intake.anew import is_under_way, take_up
from transcripts.models import ACTIVE, Act, Event, Status, Transcription, User


class OtherTrack(Refused):
    code = "other_track"
    sentence = gettext_noop(
        "This was about another sound track. Choose that one again to have it transcribed."
    )


class AtWorkAlready(RaceLost):
    sentence = gettext_noop("It is at work already. Nothing was sent again, and nothing is paid twice.")


class ReadyAlready(RaceLost):
    sentence = gettext_noop("It is ready already: its words are here. Nothing was sent again.")


def retry(*, by: User, transcription: Transcription, may_cost: bool = True) -> Transcription:
    """`may_cost`: they know that something may be paid twice. Where they do not, and it may by now, nothing is sent: CostsByNow.

    Raises NotAllowed, OtherTrack where it would be sent with the sound of a track chosen since, SoundGone, or AtWorkAlready or
    ReadyAlready.

    Whether that may cost again says `library.offers.offer_to_retry`, before the person asks.
    """
    if not access.may_edit(by, transcription.recording):
        raise NotAllowed
    _ensure_over(transcription)
    try:
        _retry(by, transcription, may_cost)
    except RaceLost:
        transcription.refresh_from_db(fields=["status"])
        _ensure_over(transcription)
        raise
    return transcription


def _ensure_over(transcription: Transcription) -> None:
    if transcription.status in ACTIVE:
        raise AtWorkAlready
    if transcription.status == Status.COMPLETED:
        raise ReadyAlready


def _retry(by: User, transcription: Transcription, may_cost: bool) -> None:
    row = transcription.recording
    if not is_under_way(transcription):
        if transcription.track != row.track:
            raise OtherTrack
        if row.sound_gone_at is not None:
            raise SoundGone
    with transaction.atomic():
        take_up(transcription, by=by, may_cost=may_cost)
        Event.record(
            Act.TRANSCRIBED, by=by, team=row.team, on=row, model=transcription.stt_model, retried=True
        )
        transaction.on_commit(tasks.ring)
