"""The door in OpenAI's published shape. It makes no subtitles, as HiSpeech makes none."""

from email.message import Message
from typing import Any

from transcripts.sandbox.answers import Answer, as_json
from transcripts.sandbox.doors import Wish, Words, asks, joined, last, timed
from transcripts.sandbox.form import Fields
from transcripts.sandbox.jobs import Job
from transcripts.text.sentences import sentences

PATH = "/v1/audio/transcriptions"


def _bearer(headers: Message) -> str:
    scheme, _, key = headers.get("Authorization", "").partition(" ")
    return key.strip() if scheme.lower() == "bearer" else ""


class OpenAIDoor:
    """`Authorization: Bearer`; everything in the form. There is no job to ask for, and always a wait."""

    FORMATS = ("json", "text", "verbose_json")

    def key(self, headers: Message) -> str:
        return _bearer(headers)

    def wish(self, query: Fields, form: Fields) -> Wish:
        grains = form.get("timestamp_granularities[]", []) + form.get("timestamp_granularities", [])
        verbose = last(form, "response_format") == "verbose_json"
        return Wish(
            way="openai",
            model=last(form, "model"),
            word_times=verbose and "word" in grains,
            segments=verbose and ("segment" in grains or not grains),
            secure_mode=asks(form, "secure_mode"),
            response_format=last(form, "response_format") or "json",
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

    def finished(self, job: Job, words: Words, wish: Wish) -> Answer:
        if wish.response_format == "text":
            return Answer(200, f"{joined(words)}\n".encode(), "text/plain; charset=utf-8")
        if wish.response_format == "verbose_json":
            return as_json(200, _verbose(job, wish, words))
        return as_json(200, {"text": joined(words)})


def _verbose(job: Job, wish: Wish, words: Words) -> dict[str, Any]:
    said: dict[str, Any] = {
        "task": "transcribe",
        "language": "armenian",
        "duration": round(job.duration, 2),
        "text": joined(words),
    }
    if wish.word_times:
        said["words"] = timed(words)
    if wish.segments:
        said["segments"] = [_segment(i, tuple(part)) for i, part in enumerate(sentences(words))]
    return said


def _segment(number: int, words: Words) -> dict[str, Any]:
    return {
        "id": number,
        "seek": 0,
        "start": words[0].start,
        "end": words[-1].end,
        "text": joined(words),
        "tokens": [],
        "temperature": 0.0,
        "avg_logprob": 0.0,
        "compression_ratio": 1.0,
        "no_speech_prob": 0.0,
    }


OPENAI = OpenAIDoor()
