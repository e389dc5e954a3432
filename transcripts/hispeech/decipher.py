"""What an answer means: pure, from status and bytes to an `Answer` or an error of ours.

Whatever the bytes are, nothing but a `HiSpeechError` is raised. The rules about money:

- 401, 403, 413 and 429 were not accepted, whatever else they say; neither was a redirect.
- HiSpeech's own shape (an object with `success`) saying no was not accepted.
- A 4xx that brings a JSON object is a refusal.
- Anything else that is no answer leaves open whether it was bought, unless it arrived before the
  whole order was sent: an order that is not whole cannot be taken in.
"""

import json
from dataclasses import dataclass, field
from datetime import datetime

from transcripts.hispeech import fields
from transcripts.hispeech.errors import (
    AnswerLost,
    Busy,
    HiSpeechError,
    JobFailed,
    JobUnknown,
    KeyRefused,
    LookupFailed,
    LookupRefused,
    OrderRefused,
    TooLarge,
    Trouble,
    Unreachable,
)
from transcripts.hispeech.messages import Answer, State

ACCEPTED = 202
REFUSED_KEY = frozenset({401, 403})
UNKNOWN, LARGE, BUSY = 404, 413, 429
Said = dict[str, object]


@dataclass(frozen=True, slots=True)
class Reply:
    """One HTTP answer. `content_type`, `retry_after` and `location` are headers, empty where missing.

    `order_was_through` says whether our last byte had left before it came; `broken` says, for an
    operator, why `body` is missing where it could not be read to its end.
    """

    status: int
    body: bytes = field(default=b"", repr=False)
    content_type: str = ""
    retry_after: str = ""
    location: str = ""
    order_was_through: bool = True
    broken: str = ""

    @property
    def succeeded(self) -> bool:
        return 200 <= self.status < 300

    @property
    def redirects(self) -> bool:
        return 300 <= self.status < 400

    @property
    def json(self) -> object:
        """None where it is no JSON."""
        try:
            return json.loads(self.body)
        except (ValueError, RecursionError):
            return None

    @property
    def said(self) -> Said:
        """The JSON object, empty where there is none."""
        value = self.json
        return value if isinstance(value, dict) else {}


def upload(reply: Reply, now: datetime) -> Answer:
    """The answer to an upload, waiting or not. Raises NotAccepted or AnswerLost."""
    said = reply.said
    _stop_where_not_accepted(reply, said, now)
    answer = _job(reply, said, now) if reply.succeeded else None
    if answer is None:
        raise _no_answer(reply, said, now)
    return answer


def openai(reply: Reply, now: datetime) -> Answer:
    """The answer at the OpenAI-compatible door, in any of json, verbose_json and text."""
    said = reply.said
    _stop_where_not_accepted(reply, said, now)
    text = _openai_text(reply, said) if reply.succeeded else None
    if text is None:
        raise _no_answer(reply, said, now)
    usage = said.get("usage")
    lengths = (
        said.get("duration"),
        said.get("audio_duration"),
        isinstance(usage, dict) and usage.get("seconds"),
    )
    seconds = next((s for s in map(fields.number, lengths) if s is not None), None)
    return Answer(fields.job_id(said.get("job_id")), State.DONE, text, seconds, fields.words(said))


def look_up(reply: Reply, now: datetime, job_id: str) -> Answer:
    """How the job `job_id` is doing. Raises JobFailed, JobUnknown or LookupFailed."""
    named = fields.job_id(reply.said.get("job_id")) or job_id
    said: Said = {**reply.said, "job_id": named}
    # Somebody else's words, or failure, would be worse than none.
    about_it = reply.succeeded and _own_shape(reply.said) and named.lower() == job_id.lower()
    refused = about_it and _says_no(reply, said)
    status = fields.number(said.get("status")) if refused else reply.status
    if status in REFUSED_KEY:
        raise LookupRefused(_detail(reply, said))
    if status == UNKNOWN:
        raise JobUnknown(_detail(reply, said))
    if refused and status != BUSY:
        raise JobFailed(_detail(reply, said))
    answer = _job(reply, said, now) if about_it and not refused else None
    if answer is None:
        raise LookupFailed(_detail(reply, reply.said), retry_after=fields.retry_after(reply.retry_after, now))
    return answer


def _own_shape(said: Said) -> bool:
    return not said.keys().isdisjoint({"success", "job_id", "transcription"})


def _pending(reply: Reply, said: Said) -> bool:
    """The status inside the answer counts before HTTP's."""
    return (fields.number(said.get("status")) or reply.status) == ACCEPTED


def _says_no(reply: Reply, said: Said) -> bool:
    """A plain no: not yet finished is not failed."""
    unfinished = _pending(reply, said) and fields.job_id(said.get("job_id")) and not fields.error(said)
    return fields.truth(said.get("success")) is False and not unfinished


def _stop_where_not_accepted(reply: Reply, said: Said, now: datetime) -> None:
    """Raises what is known not to have been bought, and only that."""
    says_no = _says_no(reply, said)
    inner = fields.number(said.get("status")) if says_no and reply.succeeded else None
    later = fields.retry_after(reply.retry_after, now)
    for status in (reply.status, inner):
        if status in REFUSED_KEY:
            raise KeyRefused(_detail(reply, said))
        if status == LARGE:
            raise TooLarge(_detail(reply, said))
        if status == BUSY:
            raise Busy(_detail(reply, said), retry_after=later)
    if reply.status >= 500 and (says_no or not reply.order_was_through):
        raise Trouble(_detail(reply, said), retry_after=later)
    if says_no or reply.redirects or _is_refusal(reply, said):
        raise OrderRefused(_detail(reply, said))


def _is_refusal(reply: Reply, said: Said) -> bool:
    contradicts_itself = fields.truth(said.get("success")) is True
    return 400 <= reply.status < 500 and isinstance(reply.json, dict) and not contradicts_itself


def _job(reply: Reply, said: Said, now: datetime) -> Answer | None:
    """A job that was taken in; None where the answer does not say so much."""
    job_id = fields.job_id(said.get("job_id"))
    text = fields.text(said.get("transcription"))
    if job_id and _pending(reply, said):
        text = None
    if text is not None:
        seconds = fields.number(said.get("audio_duration"))
        return Answer(job_id, State.DONE, text, seconds, fields.words(said))
    if not job_id or fields.error(said):
        return None
    seconds = fields.number(said.get("audio_duration"))
    later = fields.retry_after(reply.retry_after, now)
    return Answer(job_id, State.WORKING, seconds=seconds, retry_after=later)


def _openai_text(reply: Reply, said: Said) -> str | None:
    if said:
        return fields.text(said.get("text"))
    value = reply.json
    if isinstance(value, str):
        return fields.text(value)
    if reply.broken or not reply.content_type.lower().startswith("text/plain"):
        return None
    plain = fields.text(reply.body.decode("utf-8-sig", "replace")) or ""
    # A page or half an object under the wrong name is no transcript.
    return None if plain.startswith(("<", "{")) else plain


def _no_answer(reply: Reply, said: Said, now: datetime) -> HiSpeechError:
    """It may have been bought, if the order was whole."""
    if reply.order_was_through:
        return AnswerLost(_detail(reply, said), job_id=fields.job_id(said.get("job_id")))
    later = fields.retry_after(reply.retry_after, now)
    return Unreachable(f"{_detail(reply, said)}, before the recording was sent", retry_after=later)


def _detail(reply: Reply, said: Said) -> str:
    """For the operator: the status and what the answer complains of, never what it transcribes."""
    said_so = fields.complaint(said) or reply.broken
    if reply.redirects:
        said_so = (
            f"redirects to {reply.location.partition('?')[0] or 'nowhere'}; the base address may be wrong"
        )
    if not said_so and not said:
        said_so = f"{len(reply.body)} bytes of {reply.content_type.partition(';')[0] or 'no type'}, no answer of HiSpeech's"
    return f"HTTP {reply.status}: {said_so}" if said_so else f"HTTP {reply.status}"
