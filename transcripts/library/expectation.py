"""How long HiSpeech will probably work on so much sound, from what it took lately."""

import time
from statistics import median

from django.db.models import F
from django.db.models.functions import Coalesce

from transcripts.models import Status, Transcription

# Until the site has seen jobs of its own: a few seconds, and a sixth of the recording's length.
BASE = 3.0
FIRST_GUESS = 1 / 6
EXPERIENCES = 20
REMEMBERED_FOR = 20.0

_remembered: dict[str, tuple[float, float]] = {}


def expected_seconds(stt_model: str, duration: float) -> float:
    """From the first byte sent to the words, in seconds, for `duration` seconds of sound."""
    return BASE + factor_of(stt_model) * duration


def factor_of(stt_model: str) -> float:
    """Seconds of work for a second of sound, beyond `BASE`; read anew every `REMEMBERED_FOR` seconds."""
    factor, until = _remembered.get(stt_model, (0.0, 0.0))
    if time.monotonic() >= until:
        factor = _measured(stt_model)
        _remembered[stt_model] = factor, time.monotonic() + REMEMBERED_FOR
    return factor


def _measured(stt_model: str) -> float:
    done = (
        Transcription.every.filter(stt_model=stt_model, status=Status.COMPLETED, in_parts=False)
        .exclude(submitting_at=None)
        .annotate(length=Coalesce(F("part_end") - F("part_start"), F("recording__duration")))
        .order_by("-finished_at")
        .values_list("submitting_at", "finished_at", "length")[:EXPERIENCES]
    )
    factors = [
        max(0.0, (finished - began).total_seconds() - BASE) / length
        for began, finished, length in done
        if began and finished and length > 0
    ]
    return median(factors) if factors else FIRST_GUESS
