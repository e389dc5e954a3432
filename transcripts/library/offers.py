"""What a person may ask for next, and what that may cost."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext

from transcripts.errors import gettext_noop
from transcripts.library.money import about
from transcripts.models import ACTIVE, Attempt, Outcome, Recording, Status, Transcription
from transcripts.models.lifecycle import sources
from transcripts.models.transcription import Model


@dataclass(frozen=True, slots=True)
class RetryOffer:
    """`free`: no earlier try was or may have been billed, so only the one that succeeds is paid."""

    allowed: bool
    free: bool
    words: str


@dataclass(frozen=True, slots=True)
class CancelOffer:
    allowed: bool
    may_be_billed: bool
    words: str


def offer_to_retry(transcription: Transcription) -> RetryOffer:
    if transcription.status in ACTIVE or transcription.status not in sources(Status.QUEUED):
        return RetryOffer(allowed=False, free=False, words="")
    tries = Attempt.objects.filter(transcription=transcription)
    if tries.filter(outcome=Outcome.OPEN).exists():
        return RetryOffer(True, True, gettext("Wait for the answer after all: free, it is under way"))
    if not tries.exclude(outcome=Outcome.VOIDED).exists():
        return RetryOffer(True, True, gettext("Try again: free, nothing was charged so far"))
    cost = about(transcription.stt_model, transcription.recording.duration)
    return RetryOffer(True, False, gettext("Send again: may cost %(cost)s once more") % {"cost": cost})


@dataclass(frozen=True, slots=True)
class Order:
    """A transcription that could be asked for: `again` where this model has been over the recording."""

    stt_model: str
    again: bool
    words: str


def orders(recording: Recording, transcriptions: Sequence[Transcription]) -> list[Order]:
    """One a model that is not at work, the other model first, each with what it costs."""
    at_work = {run.stt_model for run in transcriptions if run.is_active}
    done = {run.stt_model for run in transcriptions if run.status == Status.COMPLETED}
    found = []
    for model in Model:
        if model.value in at_work:
            continue
        again = model.value in done
        words = _AGAIN if again else _WITH
        cost = about(model.value, recording.duration)
        found.append(Order(model.value, again, gettext(words) % {"model": model.label, "cost": cost}))
    return sorted(found, key=lambda order: order.again)


_WITH = gettext_noop("Transcribe with %(model)s too: %(cost)s")
_AGAIN = gettext_noop("Transcribe again with %(model)s: %(cost)s")


def offer_to_cancel(transcription: Transcription) -> CancelOffer:
    if transcription.status not in sources(Status.CANCELLED):
        return CancelOffer(allowed=False, may_be_billed=False, words="")
    sent = Attempt.objects.filter(
        transcription=transcription, outcome__in=[Outcome.OPEN, Outcome.UNCONFIRMED]
    ).exists()
    if sent:
        return CancelOffer(True, True, gettext("Cancel: it was sent already and may still be charged"))
    return CancelOffer(True, False, gettext("Cancel: free"))
