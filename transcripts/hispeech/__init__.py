"""HiSpeech as seen from here: orders go out, answers or errors come back. The only httpx in the project.

client speaks HTTP · body writes the form · decipher reads answers · messages and errors are what others see.
No Django, no database, no decision when to try again: that is `transcription`'s. docs/hispeech.md says
what is known of the service.
"""

from transcripts.hispeech.client import HiSpeech
from transcripts.hispeech.errors import (
    AnswerLost,
    Busy,
    ComeBackLater,
    FileBroken,
    HiSpeechError,
    JobFailed,
    JobUnknown,
    KeyRefused,
    LookupFailed,
    LookupRefused,
    NotAccepted,
    OrderRefused,
    TooLarge,
    Trouble,
    Unreachable,
)
from transcripts.hispeech.messages import Answer, Dialect, Order, State

__all__ = [
    "Answer",
    "AnswerLost",
    "Busy",
    "ComeBackLater",
    "Dialect",
    "FileBroken",
    "HiSpeech",
    "HiSpeechError",
    "JobFailed",
    "JobUnknown",
    "KeyRefused",
    "LookupFailed",
    "LookupRefused",
    "NotAccepted",
    "Order",
    "OrderRefused",
    "State",
    "TooLarge",
    "Trouble",
    "Unreachable",
]
