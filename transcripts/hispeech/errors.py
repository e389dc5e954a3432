"""What went wrong at HiSpeech. The class says what happens next, and what it means for money.

    HiSpeechError
    ├── NotAccepted          nothing was bought: sending again costs nothing extra
    │   ├── ComeBackLater    … and it may go well in `retry_after` seconds
    │   │   ├── Busy         429
    │   │   ├── Unreachable  the connection failed before the last byte was sent
    │   │   ├── Trouble      5xx in HiSpeech's own words
    │   │   └── FileAway     our own file could not be reached just now; the body was left unfinished
    │   ├── OrderRefused     give up: HiSpeech does not want this order
    │   │   └── TooLarge     413
    │   ├── KeyRefused       401, 403: tell the operator
    │   ├── FileBroken       our own file could not be read to its end; the body was left unfinished
    │   └── JobFailed        a job that HiSpeech took in ended without success
    ├── AnswerLost           nobody knows whether it was bought: never send again unasked
    ├── LookupFailed         a look-up brought nothing; it is free, so try it later
    │   └── LookupRefused    401, 403 at the job's address: tell the operator
    └── JobUnknown           404 at the job's address

A refused key during a look-up is no `KeyRefused`: it says nothing about what was bought before.
`str(error)` is for operators and never holds the key or a word of a transcript.
"""

from typing import ClassVar

from transcripts.errors import TranscriptsError, gettext_noop


class HiSpeechError(TranscriptsError):
    code = "hispeech_error"
    sentence: ClassVar[str] = gettext_noop("Something went wrong at HiSpeech.")


class NotAccepted(HiSpeechError):
    """Nothing was bought."""

    code = "not_accepted"
    sentence = gettext_noop("HiSpeech did not take the recording in.")


class ComeBackLater(NotAccepted):
    """`retry_after` is what HiSpeech asked for, in seconds; None where it said nothing."""

    code = "come_back_later"
    sentence = gettext_noop("HiSpeech cannot take the recording in just now.")

    def __init__(self, detail: str = "", *, retry_after: float | None = None, **params: object) -> None:
        super().__init__(detail, **params)
        self.retry_after = retry_after


class Busy(ComeBackLater):
    code = "busy"
    sentence = gettext_noop("HiSpeech is busy.")


class Unreachable(ComeBackLater):
    code = "unreachable"
    sentence = gettext_noop("HiSpeech could not be reached.")


class Trouble(ComeBackLater):
    code = "trouble"
    sentence = gettext_noop("HiSpeech has trouble of its own.")


class FileAway(ComeBackLater):
    code = "file_away"
    sentence = gettext_noop("The prepared sound could not be reached.")


class OrderRefused(NotAccepted):
    code = "order_refused"
    sentence = gettext_noop("HiSpeech refused the recording.")


class TooLarge(OrderRefused):
    code = "order_too_large"
    sentence = gettext_noop("The recording is too large for HiSpeech.")


class KeyRefused(NotAccepted):
    code = "key_refused"
    sentence = gettext_noop("HiSpeech does not accept our key.")


class FileBroken(NotAccepted):
    code = "file_broken"
    sentence = gettext_noop("The prepared sound could not be read to its end.")


class JobFailed(NotAccepted):
    code = "job_failed"
    sentence = gettext_noop("HiSpeech gave up on the recording.")


class AnswerLost(HiSpeechError):
    """It may have been bought. `job_id` is what a broken answer still told, else empty."""

    code = "answer_lost"
    sentence = gettext_noop("The answer from HiSpeech was lost on its way.")

    def __init__(self, detail: str = "", *, job_id: str = "", **params: object) -> None:
        super().__init__(detail, **params)
        self.job_id = job_id


class LookupFailed(HiSpeechError):
    """The job may be working, finished or failed; we learned nothing. `retry_after` is in seconds or None."""

    code = "lookup_failed"
    sentence = gettext_noop("HiSpeech could not be asked about the recording.")

    def __init__(self, detail: str = "", *, retry_after: float | None = None, **params: object) -> None:
        super().__init__(detail, **params)
        self.retry_after = retry_after


class LookupRefused(LookupFailed):
    code = "lookup_refused"
    sentence = gettext_noop("HiSpeech does not accept our key.")


class JobUnknown(HiSpeechError):
    code = "job_unknown"
    sentence = gettext_noop("HiSpeech does not know this job.")
