"""What a person may ask for next, and what that may cost."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Q
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
    left = _to_do_again(transcription)
    tries = Attempt.objects.filter(transcription__in=left)
    under_way = set(tries.filter(outcome=Outcome.OPEN).values_list("transcription", flat=True))
    tried = set(tries.exclude(outcome=Outcome.VOIDED).values_list("transcription", flat=True))
    doubtful = tried - under_way
    if under_way and not doubtful:
        return RetryOffer(True, True, gettext("Wait for the answer after all: free, it is under way"))
    recording = transcription.recording
    if transcription.track != recording.track or recording.sound_gone_at is not None:
        return RetryOffer(allowed=False, free=False, words="")
    if not doubtful:
        return RetryOffer(True, True, gettext(_PARTS_FREE if transcription.in_parts else _FREE))
    seconds = sum(one.seconds for one in left if one.pk in doubtful)
    cost = about(transcription.stt_model, seconds)
    words = _PARTS_AGAIN if transcription.in_parts else _ONCE_MORE
    return RetryOffer(True, False, gettext(words) % {"cost": cost})


_FREE = gettext_noop("Try again: free, nothing was charged so far")
_ONCE_MORE = gettext_noop("Send again: may cost %(cost)s once more")
_PARTS_FREE = gettext_noop("Try again: only the missing parts are sent, for which nothing was charged so far")
_PARTS_AGAIN = gettext_noop("Send the missing parts again: may cost %(cost)s once more")


def _to_do_again(transcription: Transcription) -> list[Transcription]:
    """What a retry would send: all of it, or of what was cut the parts without words."""
    if not transcription.in_parts:
        return [transcription]
    return list(transcription.parts.exclude(status=Status.COMPLETED).select_related("recording"))


@dataclass(frozen=True, slots=True)
class Order:
    """A transcription that could be asked for: `again` where this model has been over the recording."""

    stt_model: str
    again: bool
    words: str


def orders(recording: Recording, transcriptions: Sequence[Transcription]) -> list[Order]:
    """Of the sound track in use: one a model that is not at work, the other model first, each with what it costs.

    None of silence: it is sent to nobody, whatever the model.
    """
    if not recording.file or recording.voiced == []:
        return []
    of_track = [run for run in transcriptions if run.track == recording.track]
    at_work = {run.stt_model for run in of_track if run.is_active}
    done = {run.stt_model for run in of_track if run.status == Status.COMPLETED}
    found = []
    for model in Model:
        if model.value in at_work:
            continue
        again = model.value in done
        words = _AGAIN if again else _TOO if done else _WITH
        cost = about(model.value, recording.duration)
        found.append(Order(model.value, again, gettext(words) % {"model": model.label, "cost": cost}))
    return sorted(found, key=lambda order: order.again)


_WITH = gettext_noop("Transcribe with %(model)s: %(cost)s")
_TOO = gettext_noop("Transcribe with %(model)s too: %(cost)s")
_AGAIN = gettext_noop("Transcribe again with %(model)s: %(cost)s")


def offer_to_cancel(transcription: Transcription) -> CancelOffer:
    if transcription.status not in sources(Status.CANCELLED):
        return CancelOffer(allowed=False, may_be_billed=False, words="")
    its = Attempt.objects.filter(Q(transcription=transcription) | Q(transcription__part_of=transcription))
    if its.filter(outcome__in=[Outcome.OPEN, Outcome.UNCONFIRMED]).exists():
        return CancelOffer(True, True, gettext("Cancel: it was sent already and may still be charged"))
    if its.filter(outcome=Outcome.SETTLED).exists():
        return CancelOffer(True, True, gettext("Cancel: the parts that are ready have been charged"))
    return CancelOffer(True, False, gettext("Cancel: free"))
