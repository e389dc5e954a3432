"""What goes to HiSpeech and what comes back, as values."""

from dataclasses import dataclass, field
from enum import Enum
from typing import BinaryIO

from transcripts.text.document import Word


@dataclass(frozen=True, slots=True)
class Order:
    """One recording to be transcribed.

    `file` is read from where it stands, exactly `size` bytes; `filename` is what HiSpeech is told;
    `seconds` is the length of the sound, by which we are patient.
    """

    file: BinaryIO = field(repr=False)
    size: int
    filename: str = field(repr=False)
    content_type: str
    stt_model: str
    seconds: float
    confidential: bool = False
    word_times: bool = True


class State(Enum):
    WORKING = "working"
    DONE = "done"


@dataclass(frozen=True, slots=True)
class Answer:
    """What HiSpeech said about a job it took in.

    `job_id` is empty where it named none (the OpenAI-compatible way). While WORKING there is no text.
    DONE with an empty `text` means that it heard no words, which the caller must not take for success.
    `seconds` is the length it says it processed; `words` is empty where it sent no times.
    `retry_after`: while WORKING, in how many seconds it asks to be asked again; None where it said nothing.
    """

    job_id: str
    state: State
    text: str = field(default="", repr=False)
    seconds: float | None = None
    words: tuple[Word, ...] = field(default=(), repr=False)
    retry_after: float | None = None


@dataclass(frozen=True, slots=True)
class Dialect:
    """The names that no document we hold confirms, each with the default that we assume.

    docs/hispeech.md says which setting corrects which. Paths begin with a slash and may carry a
    query; a field with an empty name is not sent.
    """

    upload_path: str = "/api/v1/transcriptions/upload"
    job_path: str = "/api/v1/transcriptions/{job_id}"
    openai_path: str = "/v1/audio/transcriptions"
    word_times_field: str = "return_word_timestamps"
    secure_field: str = "secure_mode"
