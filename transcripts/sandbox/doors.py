"""The two doors that uploads come in by: how each names its wishes, and how each answers.

HiSpeech's own (synchronous, or with a job id to ask for) and the one in OpenAI's published shape.
"""

from dataclasses import dataclass
from email.message import Message
from typing import Any, Protocol

from transcripts.sandbox.answers import Answer, as_json
from transcripts.sandbox.faults import Kind
from transcripts.sandbox.form import Fields
from transcripts.sandbox.jobs import Job
from transcripts.text.document import Word
from transcripts.text.sentences import sentences

TRUE = {"true", "1", "yes", "on"}
UPLOAD_PATH = "/api/v1/transcriptions/upload"
JOB_PATH = "/api/v1/transcriptions/"
OPENAI_PATH = "/v1/audio/transcriptions"


@dataclass(frozen=True, slots=True)
class Wish:
    """What an upload asks for. `way` is one of faults.WAYS, `response_format` OpenAI's."""

    way: str
    model: str
    word_times: bool = False
    segments: bool = False
    secure_mode: bool = False
    response_format: str = "json"

    @property
    def wait(self) -> bool:
        return self.way != "async"


class Door(Protocol):
    def key(self, headers: Message) -> str: ...

    def wish(self, query: Fields, form: Fields) -> Wish: ...

    def complaint(self, wish: Wish) -> str:
        """What this door does not do, empty where it does it all."""

    def refusal(self, status: int, error: str, wish: Wish | None = None) -> Answer:
        """No. `status` 200 stands for a refusal that is nobody's trouble."""

    def finished(self, job: Job, wish: Wish) -> Answer: ...


def _last(fields: Fields, name: str) -> str:
    return fields.get(name, [""])[-1].strip()


def _asks(fields: Fields, name: str) -> bool:
    return _last(fields, name).lower() in TRUE


def _bearer(headers: Message) -> str:
    scheme, _, key = headers.get("Authorization", "").partition(" ")
    return key.strip() if scheme.lower() == "bearer" else ""


def _timed(words: tuple[Word, ...]) -> list[dict[str, Any]]:
    return [{"word": word.text, "start": word.start, "end": word.end} for word in words]


def _text(words: tuple[Word, ...]) -> str:
    return " ".join(word.text for word in words)


class HiSpeechDoor:
    """`x-auth-token`; `stt_model` in the query, `wait_for_result` there or in the form."""

    def key(self, headers: Message) -> str:
        return headers.get("x-auth-token", "").strip()

    def wish(self, query: Fields, form: Fields) -> Wish:
        waits = _asks(form, "wait_for_result") or _asks(query, "wait_for_result")
        return Wish(
            way="sync" if waits else "async",
            model=_last(query, "stt_model"),
            word_times=_asks(form, "return_word_timestamps"),
            secure_mode=_asks(form, "secure_mode"),
        )

    def complaint(self, wish: Wish) -> str:
        return ""

    def refusal(self, status: int, error: str, wish: Wish | None = None) -> Answer:
        wish = wish or Wish("", "")
        return as_json(
            status, _hispeech(status, wish.secure_mode, wish.word_times, success=False, error=error)
        )

    def finished(self, job: Job, wish: Wish) -> Answer:
        return finished(job)


def _hispeech(status: int, secure_mode: bool, word_times: bool, **said: Any) -> dict[str, Any]:
    """HiSpeech's one shape for everything."""
    return {
        "job_id": None,
        "error": None,
        "success": True,
        "secure_mode": secure_mode,
        "return_word_timestamps": word_times,
        "status": status,
        "transcription": None,
        "audio_duration": None,
        **said,
    }


def _of_job(status: int, job: Job, **said: Any) -> Answer:
    return as_json(status, _hispeech(status, job.secure_mode, job.word_times, job_id=job.id, **said))


def working(job: Job) -> Answer:
    return _of_job(202, job)


def failed(job: Job) -> Answer:
    return _of_job(200, job, success=False, error=job.error)


def finished(job: Job) -> Answer:
    words = job.words()
    said: dict[str, Any] = {"transcription": _text(words), "audio_duration": job.billed_seconds}
    if job.word_times:
        said["words"] = _timed(words)
    if job.fault in (Kind.SUCCESS_TEXT, Kind.SUCCESS_ONE):
        said["success"] = "true" if job.fault == Kind.SUCCESS_TEXT else 1
    return _of_job(200, job, **said)


class OpenAIDoor:
    """`Authorization: Bearer`; everything in the form. There is no job to ask for, and always a wait."""

    FORMATS = ("json", "text", "verbose_json")

    def key(self, headers: Message) -> str:
        return _bearer(headers)

    def wish(self, query: Fields, form: Fields) -> Wish:
        grains = form.get("timestamp_granularities[]", []) + form.get("timestamp_granularities", [])
        verbose = _last(form, "response_format") == "verbose_json"
        return Wish(
            way="openai",
            model=_last(form, "model"),
            word_times=verbose and "word" in grains,
            segments=verbose and ("segment" in grains or not grains),
            secure_mode=_asks(form, "secure_mode"),
            response_format=_last(form, "response_format") or "json",
        )

    def complaint(self, wish: Wish) -> str:
        if wish.response_format in self.FORMATS:
            return ""
        return f"response_format must be one of {', '.join(self.FORMATS)}; subtitles are not made here."

    def refusal(self, status: int, error: str, wish: Wish | None = None) -> Answer:
        status = 400 if status == 200 else status
        kind = {401: "authentication_error", 429: "rate_limit_error"}.get(status, "invalid_request_error")
        if status >= 500:
            kind = "server_error"
        return as_json(status, {"error": {"message": error, "type": kind, "param": None, "code": None}})

    def finished(self, job: Job, wish: Wish) -> Answer:
        words = job.words()
        if wish.response_format == "text":
            return Answer(200, f"{_text(words)}\n".encode(), "text/plain; charset=utf-8")
        if wish.response_format == "verbose_json":
            return as_json(200, _verbose(job, wish, words))
        return as_json(200, {"text": _text(words)})


def _verbose(job: Job, wish: Wish, words: tuple[Word, ...]) -> dict[str, Any]:
    said: dict[str, Any] = {
        "task": "transcribe",
        "language": "armenian",
        "duration": round(job.duration, 2),
        "text": _text(words),
    }
    if wish.word_times:
        said["words"] = _timed(words)
    if wish.segments:
        said["segments"] = [_segment(i, tuple(part)) for i, part in enumerate(sentences(words))]
    return said


def _segment(number: int, words: tuple[Word, ...]) -> dict[str, Any]:
    return {
        "id": number,
        "seek": 0,
        "start": words[0].start,
        "end": words[-1].end,
        "text": _text(words),
        "tokens": [],
        "temperature": 0.0,
        "avg_logprob": 0.0,
        "compression_ratio": 1.0,
        "no_speech_prob": 0.0,
    }


HISPEECH, OPENAI = HiSpeechDoor(), OpenAIDoor()
