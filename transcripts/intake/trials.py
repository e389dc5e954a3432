"""Orders trials: both models on one minute of a recording, each bought once."""

from django.utils import timezone

from transcripts.intake.order import Wish, order
from transcripts.library.money import estimate
from transcripts.library.trials import left_to_try, trials_of
from transcripts.library.twins import Wanted
from transcripts.media.cuts import MINUTE
from transcripts.models import Act, Event, Recording, Transcription, User


def order_trials(recording: Recording, by: User, *, confidential: bool = False) -> list[Transcription]:
    """Queue what nobody has asked for yet. Of a recording that is no longer than a minute all is transcribed: it costs the same.

    Call inside the gate: who clicks twice gets one of each. Whoever calls sees to it that a worker hears of it.
    """
    models = left_to_try(recording, list(recording.transcriptions.all()), trials_of(recording))
    if recording.duration > MINUTE:
        return [_trial(recording, model, by, confidential) for model in models]
    wanted = [Wanted(recording.team, model, confidential, recording.track) for model in models]
    return [order(recording, Wish(by, one, recording.sha256)) for one in wanted]


def _trial(recording: Recording, stt_model: str, by: User, confidential: bool) -> Transcription:
    """Which minute is decided as soon as the sound is known."""
    now = timezone.now()
    told = estimate(stt_model, MINUTE)
    Event.record(Act.TRANSCRIBED, by=by, team=recording.team, on=recording, **told, trial=True)
    return Transcription.objects.create(
        recording=recording,
        requested_by=by,
        stt_model=stt_model,
        confidential=confidential,
        track=recording.track,
        is_trial=True,
        part_start=0.0,
        part_end=MINUTE,
        queued_at=now,
        next_look_at=now,
    )
