"""Ask once more for a transcription that failed, was cancelled, or whose answer was lost."""

from django.db import transaction
from django.utils import timezone

from transcripts import access, tasks
from transcripts.actions.transcribe import SoundGone
from transcripts.errors import NotAllowed, Refused, gettext_noop
from transcripts.models import ACTIVE, Act, Attempt, Event, Outcome, Status, Transcription, User


class OtherTrack(Refused):
    code = "other_track"
    sentence = gettext_noop(
        "This was about another sound track. Choose that one again to have it transcribed."
    )


def retry(*, by: User, transcription: Transcription) -> Transcription:
    """Raises NotAllowed, OtherTrack where it would be sent with the sound of a track chosen since, SoundGone, or RaceLost where
    it is at work or finished already.

    Whether that may cost again says `library.offers.offer_to_retry`, before the person asks.
    """
    if not access.may_edit(by, transcription.recording):
        raise NotAllowed
    with transaction.atomic():
        _again(transcription, by)
        for part in transcription.parts.exclude(status__in=[*ACTIVE, Status.COMPLETED]):
            _again(part, by)
        row = transcription.recording
        Event.record(
            Act.TRANSCRIBED, by=by, team=row.team, on=row, model=transcription.stt_model, retried=True
        )
        transaction.on_commit(tasks.ring)
    return transcription


def _again(transcription: Transcription, by: User) -> None:
    if Attempt.objects.filter(transcription=transcription, outcome=Outcome.OPEN).exists():
        transcription.wait_after_all(timezone.now(), by=by)
    elif transcription.track != transcription.recording.track:
        raise OtherTrack
    elif transcription.recording.sound_gone_at is not None:
        raise SoundGone
    else:
        transcription.queue_again(timezone.now(), by=by)
