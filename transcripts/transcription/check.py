"""Which of HiSpeech's ways answer with this key: asked on purpose, by an operator."""

import uuid
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from django.utils import timezone

from transcripts.errors import gettext_noop
from transcripts.hispeech import Answer, HiSpeech, HiSpeechError, JobUnknown, LookupRefused, Order, State
from transcripts.media.audio import extract
from transcripts.models import PollingProof
from transcripts.scratch import work_folder
from transcripts.transcription.recogniser import recogniser


@dataclass(frozen=True, slots=True)
class Finding:
    """`works` is None where the question could not be answered."""

    way: str
    works: bool | None
    words: str


def check_for_nothing() -> Finding:
    """Look up a job that cannot exist: tells whether the service is there and takes our key."""
    try:
        recogniser().look_up(str(uuid.uuid4()))
    except JobUnknown:
        return Finding("look-up", True, gettext_noop("answers, and does not know a job that does not exist"))
    except LookupRefused as error:
        return Finding("look-up", False, f"{gettext_noop('does not accept the key')}: {error}")
    except HiSpeechError as error:
        return Finding("look-up", None, str(error))
    return Finding("look-up", None, gettext_noop("knows a job that cannot exist: the address is another one"))


def check_by_sending(path: Path, stt_model: str) -> Iterator[Finding]:
    """Sends the recording by each way: three times paid. Records whether looking jobs up has proved itself."""
    with work_folder() as folder:
        sound = folder / "sound.flac"
        seconds = extract(path, sound).duration
        waited, answer = _try("sync", HiSpeech.transcribe, sound, stt_model, seconds)
        yield waited
        if answer is not None and answer.job_id:
            yield _prove(answer)
        yield _try("async", HiSpeech.submit, sound, stt_model, seconds)[0]
        yield _try("openai", HiSpeech.transcribe_openai, sound, stt_model, seconds)[0]


def _try(
    way: str, send: Callable[[HiSpeech, Order], Answer], sound: Path, stt_model: str, seconds: float
) -> tuple[Finding, Answer | None]:
    with sound.open("rb") as opened:
        order = Order(
            file=opened,
            size=sound.stat().st_size,
            filename="recording.flac",
            content_type="audio/flac",
            stt_model=stt_model,
            seconds=seconds,
        )
        try:
            answer = send(recogniser(), order)
        except HiSpeechError as error:
            return Finding(way, False, f"{error.code}: {error}"), None
    return Finding(way, True, _summary(answer)), answer


def _summary(answer: Answer) -> str:
    if answer.state is State.WORKING:
        return gettext_noop("took the job in")
    timed = sum(word.start is not None for word in answer.words)
    return f"{len(answer.text.split())} words, {timed} with times, {answer.seconds or '?'} s billed"


def _prove(answer: Answer) -> Finding:
    trouble = ""
    try:
        again = recogniser().look_up(answer.job_id)
        if again.text != answer.text:
            trouble = gettext_noop("brought another text")
    except HiSpeechError as error:
        trouble = f"{error.code}: {error}"
    PollingProof.record(timezone.now(), trouble=trouble)
    return Finding("look-up", not trouble, trouble or gettext_noop("brought the same text: proved"))
