"""How long HiSpeech will probably work on so much sound, from what it took lately."""

import time
from dataclasses import dataclass
from datetime import datetime
from statistics import median

from django.db.models import F
from django.db.models.functions import Coalesce

from transcripts.models import Status, Transcription

# Until the site has seen jobs of its own: a few seconds, and a sixth of the recording's length.
BASE = 3.0
FIRST_GUESS = 1 / 6
# Enough of them that a crowd which ended together, and was found late together, is not all that is known.
EXPERIENCES = 100
REMEMBERED_FOR = 20.0


@dataclass(frozen=True, slots=True)
class Factors:
    """Seconds for a second of sound, beyond `BASE`: `usual` from the first byte sent to the words; `soon` is what
    nine of ten take at least from the last byte to the words. Most hold what we ourselves were late: who learnt from them
    would look late again, and learn from that.
    """

    usual: float
    soon: float


_remembered: dict[str, tuple[Factors, float]] = {}


def expected_seconds(stt_model: str, duration: float) -> float:
    """From the first byte sent to the words, in seconds, for `duration` seconds of sound."""
    return BASE + _factors(stt_model).usual * duration


def soonest_seconds(stt_model: str, duration: float) -> float:
    """From the last byte sent: before that it is of little use to ask."""
    return BASE + _factors(stt_model).soon * duration


def _factors(stt_model: str) -> Factors:
    """Read anew every `REMEMBERED_FOR` seconds."""
    known, until = _remembered.get(stt_model, (None, 0.0))
    if known is None or time.monotonic() >= until:
        known = _measured(stt_model)
        _remembered[stt_model] = known, time.monotonic() + REMEMBERED_FOR
    return known


def _measured(stt_model: str) -> Factors:
    done = (
        Transcription.every.filter(stt_model=stt_model, status=Status.COMPLETED, in_parts=False)
        .exclude(submitting_at=None)
        .annotate(length=Coalesce(F("part_end") - F("part_start"), F("recording__duration")))
        .order_by("-finished_at")
        .values_list("submitting_at", "transcribing_at", "finished_at", "length")[:EXPERIENCES]
    )
    seen = [row for row in done if row[2] and row[3] > 0]
    if not seen:
        return Factors(FIRST_GUESS, FIRST_GUESS)
    usual = [_factor(began, finished, length) for began, _sent, finished, length in seen]
    soon = sorted(_factor(sent or began, finished, length) for began, sent, finished, length in seen)
    return Factors(median(usual), soon[len(soon) // 10])


def _factor(began: datetime | None, finished: datetime | None, length: float) -> float:
    if began is None or finished is None:
        return 0.0
    return max(0.0, (finished - began).total_seconds() - BASE) / length
