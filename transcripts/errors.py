"""The family of errors. Each carries a stable code for programs and a sentence for people.

    TranscriptsError
    ├── Refused          a person asked for what cannot be done; nothing was changed
    │   ├── NotAllowed   … because of who they are
    │   ├── StorageAway  … just now: where the files are kept cannot be reached, or is full
    │   └── BadMedia     … because the file is nothing that we could transcribe (media.problems)
    ├── RaceLost         somebody else changed the record first; look again
    └── HiSpeechError    what went wrong at HiSpeech (hispeech.errors)

Sentences are written in English here and translated where they are shown: `gettext_noop` marks them.
"""

import errno
from typing import ClassVar


def gettext_noop(message: str) -> str:
    """Mark a sentence for the translators; it is translated where it is shown."""
    return message


class TranscriptsError(Exception):
    """Base of all our errors. `params` fill the sentence's `%(name)s` after translation."""

    code: ClassVar[str] = "error"
    sentence: ClassVar[str] = gettext_noop("Something went wrong on our side. Please try again.")

    def __init__(self, detail: str = "", **params: object) -> None:
        super().__init__(detail or self.code)
        self.params = params


class Refused(TranscriptsError):
    """A person asked for something that cannot be done; nothing was changed.

    `field` names the form field or API parameter at fault, where there is one.
    """

    code = "refused"
    field: ClassVar[str] = ""


class NotAllowed(Refused):
    code = "not_allowed"
    sentence = gettext_noop("Your role in this team does not allow that.")


class BadMedia(Refused):
    code = "bad_media"
    field = "file"
    sentence = gettext_noop("This file could not be read as a recording.")


class StorageAway(Refused):
    code = "storage_away"
    sentence = gettext_noop(
        "Recordings cannot be stored or fetched just now. Please try again in a few minutes."
    )


# What a disk, or the folder of another machine, says when it is full or away (errno(3)).
_AWAY = {
    *(errno.ENOSPC, errno.EDQUOT, errno.EIO, errno.ESTALE, errno.ENOTCONN),
    *(errno.EHOSTDOWN, errno.EHOSTUNREACH, errno.ENETDOWN, errno.ENETUNREACH),
}


def storage_is_away(error: Exception) -> bool:
    """It may be back later, and the files with it. (A FileNotFoundError comes from a storage that answers.)"""
    if isinstance(error, ConnectionError | TimeoutError):
        return True
    return isinstance(error, OSError) and error.errno in _AWAY


class RaceLost(TranscriptsError):
    """The record had left the expected state when the change arrived; exactly nothing was written."""

    code = "race_lost"
    sentence = gettext_noop("Somebody else changed this at the same moment. Look again, then decide.")
