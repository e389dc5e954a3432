"""What a person may ask for next, and what that may cost."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Q
from django.utils.translation import gettext

from transcripts.errors import gettext_noop
from transcripts.library.money import about
from transcripts.library.twins import earlier_of_sound, would_buy_twice
from transcripts.media.cuts import MINUTE
from transcripts.models import ACTIVE, Attempt, Outcome, Reason, Recording, Status, Transcription
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
    """`then`: what becomes of what was sent already; "" where nothing was."""

    allowed: bool
    may_be_billed: bool
    words: str
    then: str = ""


def offer_to_retry(transcription: Transcription) -> RetryOffer:
    if transcription.status in ACTIVE or transcription.status not in sources(Status.QUEUED):
        return _NOT_AGAIN
    left = _to_do_again(transcription)
    tries = Attempt.objects.filter(transcription__in=left)
    under_way = set(tries.filter(outcome=Outcome.OPEN).values_list("transcription", flat=True))
    tried = set(tries.exclude(outcome=Outcome.VOIDED).values_list("transcription", flat=True))
    again = [one for one in left if one.pk in tried - under_way]
    new = [one for one in left if one.pk not in tried]
    recording = transcription.recording
    if not again and (not new or recording.voiced == []):
        return RetryOffer(True, True, gettext(_WAIT if under_way else _NOTHING))
    if transcription.track != recording.track or recording.sound_gone_at is not None:
        return _NOT_AGAIN
    if transcription.reason == Reason.SAME_SOUND_LOST:
        return _after_a_lost_twin(transcription)
    costs = {"cost": _cost([*again, *new]), "again": _cost(again)}
    words = _words_for(transcription, bool(again), bool(new), bool(under_way))
    return RetryOffer(True, not again, gettext(words) % costs)


def _after_a_lost_twin(transcription: Transcription) -> RetryOffer:
    """What came of the other one meanwhile decides: its words are taken over, or waited for, by whoever asks again."""
    cost = {"cost": _cost([transcription])}
    if would_buy_twice(transcription):
        return RetryOffer(True, False, gettext(_ALL_THE_SAME) % cost)
    twin = earlier_of_sound(transcription)
    if twin is None:
        return RetryOffer(True, True, gettext(_FIRST) % cost)
    return RetryOffer(True, True, gettext(_TAKE_OVER if twin.status == Status.COMPLETED else _WAIT_FOR_OTHER))


def _words_for(transcription: Transcription, again: bool, new: bool, under_way: bool) -> str:
    """`again`: some of it may have been bought before; `new`: some of it was not."""
    if not transcription.in_parts:
        return _ONCE_MORE if again else _FIRST
    if again:
        return _PARTS_BOTH if new else _PARTS_AGAIN
    return _PARTS_GO_ON if under_way else _PARTS_FIRST


_NOT_AGAIN = RetryOffer(allowed=False, free=False, words="")
_WAIT = gettext_noop("Wait for the answer after all: free, it is under way")
_NOTHING = gettext_noop("Try again: free, nothing was charged so far")
_FIRST = gettext_noop("Try again: free until it works, then %(cost)s")
_ONCE_MORE = gettext_noop("Send again: may cost %(cost)s once more")
_ALL_THE_SAME = gettext_noop("Send it all the same: may cost %(cost)s once more")
_TAKE_OVER = gettext_noop("Take over the words of the same sound: free")
_WAIT_FOR_OTHER = gettext_noop("Wait for the words of the same sound: free")
_PARTS_FIRST = gettext_noop("Try again: free until it works, then %(cost)s for the missing parts")
_PARTS_GO_ON = gettext_noop("Go on: free for what is under way, then %(cost)s for the other parts")
_PARTS_AGAIN = gettext_noop("Send the missing parts again: may cost %(cost)s once more")
_PARTS_BOTH = gettext_noop(
    "Send the missing parts: %(cost)s, of which %(again)s may have been charged before"
)


def _to_do_again(transcription: Transcription) -> list[Transcription]:
    """What a retry would send: all of it, or of what was cut the parts without words."""
    if not transcription.in_parts:
        return [transcription]
    return list(transcription.parts.exclude(status=Status.COMPLETED).select_related("recording"))


def _cost(runs: Sequence[Transcription]) -> str:
    return about(runs[0].stt_model, sum(map(_seconds, runs))) if runs else ""


def _seconds(run: Transcription) -> float:
    """Which minute a trial sends is not known before there is a sound."""
    is_open = run.is_trial and run.part_end is None
    return min(run.recording.duration, MINUTE) if is_open else run.seconds


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
    tried = _tried(transcription)
    is_lost = transcription.status == Status.UNCONFIRMED
    if Outcome.OPEN in tried or is_lost:
        return CancelOffer(True, True, gettext(_SENT), gettext(_KEPT))
    if Outcome.UNCONFIRMED in tried:
        return CancelOffer(True, True, gettext(_SENT_BEFORE), gettext(_KEPT))
    if Outcome.SETTLED in tried:
        return CancelOffer(True, True, gettext(_SOME_READY if transcription.in_parts else _CHARGED_BEFORE))
    return CancelOffer(True, False, gettext("Cancel: free"))


_SENT = gettext_noop("Cancel: it was sent already and may still be charged")
_SENT_BEFORE = gettext_noop("Cancel: free, but an earlier try may have been charged")
_SOME_READY = gettext_noop("Cancel: free from here on, but the parts that are ready have been charged")
_CHARGED_BEFORE = gettext_noop("Cancel: free, but an earlier try was charged")
_KEPT = gettext_noop("If its answer comes all the same, the words are kept.")


def after_cancelling(transcription: Transcription) -> str:
    """What a cancelled one has cost, or may cost yet."""
    tried = _tried(transcription)
    if tried & {Outcome.OPEN, Outcome.UNCONFIRMED}:
        return gettext(
            "It had been sent already: HiSpeech may charge for it. If its answer comes all the same, the words are kept."
        )
    if Outcome.SETTLED in tried:
        return gettext("What HiSpeech had answered by then was charged; nothing more is.")
    return gettext("Nothing was charged.")


def _tried(transcription: Transcription) -> set[str]:
    """How its tries, and those of its parts, have ended."""
    its = Attempt.objects.filter(Q(transcription=transcription) | Q(transcription__part_of=transcription))
    return set(its.order_by().values_list("outcome", flat=True).distinct())


def stopping(recordings: Sequence[UUID], *, for_good: bool = False) -> str:
    """What becomes of the money for work on recordings that are about to go; "" where none is at work."""
    at_hispeech = Attempt.objects.filter(transcription__recording__in=recordings, outcome=Outcome.OPEN)
    if at_hispeech.exists():
        return gettext(_SENT_AND_GONE if for_good else _SENT_AND_KEPT)
    at_work = Transcription.every.filter(recording__in=recordings, status__in=ACTIVE)
    return gettext("What was at work there had not been sent yet: free.") if at_work.exists() else ""


_SENT_AND_KEPT = gettext_noop(
    "What has been sent to HiSpeech already may still be charged. If its answer comes, the words are kept in the trash."
)
_SENT_AND_GONE = gettext_noop(
    "What has been sent to HiSpeech already may still be charged; its words will not be kept."
)
