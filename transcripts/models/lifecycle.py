"""The life of a transcription as data: the statuses, the arrows between them, why one failed."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Status(models.TextChoices):
    QUEUED = "queued", _("waiting for its turn")
    PREPARING = "preparing", _("preparing the sound")
    SUBMITTING = "submitting", _("sending")
    TRANSCRIBING = "transcribing", _("transcribing")
    COMPLETED = "completed", _("ready")
    FAILED = "failed", _("did not work")
    CANCELLED = "cancelled", _("cancelled")
    UNCONFIRMED = "unconfirmed", _("answer lost")


Q, P, S, T = Status.QUEUED, Status.PREPARING, Status.SUBMITTING, Status.TRANSCRIBING
OK, NO, OFF, LOST = Status.COMPLETED, Status.FAILED, Status.CANCELLED, Status.UNCONFIRMED

# From → to. What is not here cannot happen: the verbs on Transcription guard their updates with it.
ARROWS: dict[Status, frozenset[Status]] = {
    # (to the end at once: a lost answer arrives while it waits to be sent again)
    Q: frozenset({P, OK, NO, OFF}),
    P: frozenset({S, OK, Q, NO, OFF}),
    # back to the queue where HiSpeech asks to come back later, or our worker died in time
    S: frozenset({T, OK, Q, NO, OFF, LOST}),
    T: frozenset({OK, Q, NO, OFF, LOST}),
    # looked up and found, or a person said "send again" or gave up
    LOST: frozenset({T, OK, Q, NO, OFF}),
    # a person's retry, or an answer that arrived after we had stopped waiting
    NO: frozenset({Q, OK}),
    # likewise; or the person waits after all for what is still under way
    OFF: frozenset({Q, T, OK}),
    OK: frozenset(),
}

# The machine is at work, or will be.
ACTIVE = frozenset({Q, P, S, T})
# Nothing happens any more unless a person asks.
FINISHED = frozenset({OK, NO, OFF, LOST})
# Its person is told, unless they were there: for the machine brought it there, not they themselves.
TOLD = frozenset({OK, NO, LOST})
# HiSpeech has it, or may have it.
AT_HISPEECH = frozenset({S, T})


def sources(target: Status) -> list[Status]:
    """The statuses from which an arrow leads to `target`."""
    return [status for status, targets in ARROWS.items() if target in targets]


class Reason(models.TextChoices):
    """Why a transcription failed or waits: stable codes, put into words by `library.reasons`."""

    MEDIA_UNREADABLE = "media_unreadable", _("the sound could not be read")
    NO_SOUND = "no_sound", _("there is no sound in it")
    FILE_MISSING = "file_missing", _("the file is no longer in storage")
    EMPTY_TEXT = "empty_text", _("HiSpeech found no words")
    REFUSED = "refused", _("HiSpeech refused the recording")
    TOO_LARGE = "too_large", _("too large for HiSpeech")
    KEY_REFUSED = "key_refused", _("HiSpeech does not accept our key")
    UNREACHABLE = "unreachable", _("HiSpeech could not be reached")
    JOB_FAILED = "job_failed", _("HiSpeech gave up on it")
    ANSWER_LOST = "answer_lost", _("the answer was lost on its way")
    SAME_SOUND_LOST = "same_sound_lost", _("the same sound may have been bought before")
    INTERNAL = "internal", _("a mistake in this program")
