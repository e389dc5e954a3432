"""HiSpeech's own door, synchronous or with a job id to ask for, and its one shape for everything."""

from email.message import Message
from typing import Any

from transcripts.sandbox.answers import Answer, as_json
from transcripts.sandbox.doors import Wish, Words, asks, joined, last, timed
from transcripts.sandbox.faults import Kind
from transcripts.sandbox.form import Fields
from transcripts.sandbox.jobs import Job

UPLOAD_PATH = "/api/v1/transcriptions/upload"
JOB_PATH = "/api/v1/transcriptions/"

# How it has been met beside `true`.
_SUCCESS: dict[str, object] = {Kind.SUCCESS_TEXT: "true", Kind.SUCCESS_ONE: 1}


class HiSpeechDoor:
    """`x-auth-token`; `stt_model` in the query, `wait_for_result` there or in the form."""

    def key(self, headers: Message) -> str:
        return headers.get("x-auth-token", "").strip()

    def wish(self, query: Fields, form: Fields) -> Wish:
        waits = asks(form, "wait_for_result") or asks(query, "wait_for_result")
        return Wish(
            way="sync" if waits else "async",
            model=last(query, "stt_model"),
            word_times=asks(form, "return_word_timestamps"),
            secure_mode=asks(form, "secure_mode"),
        )

    def complaint(self, wish: Wish) -> str:
        return ""

    def refusal(self, status: int, error: str, wish: Wish | None = None) -> Answer:
        wish = wish or Wish("", "")
        return as_json(
            status, _hispeech(status, wish.secure_mode, wish.word_times, success=False, error=error)
        )

    def finished(self, job: Job, words: Words, wish: Wish) -> Answer:
        return finished(job, words)


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
    about = {"job_id": job.id, "success": _SUCCESS.get(job.fault, True), **said}
    return as_json(status, _hispeech(status, job.secure_mode, job.word_times, **about))


def working(job: Job) -> Answer:
    return _of_job(202, job)


def failed(job: Job) -> Answer:
    return _of_job(200, job, success=False, error=job.error)


def finished(job: Job, words: Words) -> Answer:
    said: dict[str, Any] = {"transcription": joined(words), "audio_duration": job.billed_seconds}
    if job.word_times:
        said["words"] = timed(words)
    return _of_job(200, job, **said)


HISPEECH = HiSpeechDoor()
