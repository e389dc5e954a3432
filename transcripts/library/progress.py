"""How far a transcription is and how long it will still take, for people who wait."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils.translation import gettext_lazy as _

from transcripts.library.expectation import expected_seconds
from transcripts.models import Status, Transcription

STAGES = (
    (Status.QUEUED, _("Waiting")),
    (Status.PREPARING, _("Preparing")),
    (Status.SUBMITTING, _("Sending")),
    (Status.TRANSCRIBING, _("Transcribing")),
)


@dataclass(frozen=True, slots=True)
class Progress:
    """`stage` counts from 0 into `stages`; `remaining` is None where it cannot be told.

    `parts` counts what a long recording was cut into, and `ready` those of them that have their words; else 0.
    """

    stage: int
    stages: tuple[str, ...]
    elapsed: timedelta
    remaining: timedelta | None
    parts: int = 0
    ready: int = 0


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
    if transcription.in_parts:
        return _of_parts(transcription, stage, stages, now)
    expected = expected_seconds(transcription.stt_model, transcription.seconds)
    left = timedelta(seconds=expected) - (now - began)
    return Progress(stage, stages, now - transcription.queued_at, max(left, timedelta()))


def _of_parts(whole: Transcription, stage: int, stages: tuple[str, ...], now: datetime) -> Progress:
    """How many are at work at once changes from minute to minute: what is ready says more than a guess."""
    statuses = list(whole.parts.values_list("status", flat=True))
    ready = statuses.count(Status.COMPLETED)
    return Progress(stage, stages, now - whole.queued_at, None, len(statuses), ready)
