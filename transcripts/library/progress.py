"""How far a transcription is and how long it will still take, for people who wait."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from statistics import median

from django.utils.translation import gettext_lazy as _

from transcripts.models import Status, Transcription

STAGES = (
    (Status.QUEUED, _("Waiting")),
    (Status.PREPARING, _("Preparing")),
    (Status.SUBMITTING, _("Sending")),
    (Status.TRANSCRIBING, _("Transcribing")),
)
# Until the site has seen jobs of its own: a few seconds, and a sixth of the recording's length.
FIRST_GUESS_BASE = 3.0
FIRST_GUESS_FACTOR = 1 / 6
EXPERIENCES = 20


@dataclass(frozen=True, slots=True)
class Progress:
    """`stage` counts from 0 into `stages`; `remaining` is None where it cannot be told."""

    stage: int
    stages: tuple[str, ...]
    elapsed: timedelta
    remaining: timedelta | None


def _expected_seconds(transcription: Transcription) -> float:
    """Length of the work at HiSpeech, from the latest jobs of the same model."""
    duration = transcription.recording.duration
    done = (
        Transcription.objects.filter(stt_model=transcription.stt_model, status=Status.COMPLETED)
        .exclude(submitting_at=None)
        .order_by("-finished_at")
        .values_list("submitting_at", "finished_at", "recording__duration")[:EXPERIENCES]
    )
    factors = [
        max(0.0, (finished - began).total_seconds() - FIRST_GUESS_BASE) / length
        for began, finished, length in done
        if began and finished and length > 0
    ]
    return FIRST_GUESS_BASE + (median(factors) if factors else FIRST_GUESS_FACTOR) * duration


def progress(transcription: Transcription, now: datetime) -> Progress:
    """Of an active transcription; a finished one is past the last stage with nothing remaining."""
    stages = tuple(str(words) for _status, words in STAGES)
    order = [status for status, _words in STAGES]
    elapsed = (transcription.finished_at or now) - transcription.created_at
    if transcription.status not in order:
        return Progress(len(stages), stages, elapsed, None)
    stage = order.index(Status(transcription.status))
    began = transcription.submitting_at
    if stage < 2 or began is None:
        return Progress(stage, stages, now - transcription.queued_at, None)
    left = timedelta(seconds=_expected_seconds(transcription)) - (now - began)
    return Progress(stage, stages, now - transcription.queued_at, max(left, timedelta()))
