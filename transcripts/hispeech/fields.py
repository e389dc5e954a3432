"""Single values out of an answer, read leniently: whatever stands there, nothing is raised."""

import math
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from transcripts.text.document import Word

LONGEST_JOB_ID = 200
# A wait beyond a day is a mistake in a header, not a plan.
LONGEST_RETRY_AFTER = 86_400.0
# Lone surrogates cannot be written as UTF-8, and PostgreSQL stores no NUL.
_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")


def truth(value: object) -> bool | None:
    """`true`, `"true"` and `1` have been met. None where it is neither yes nor no."""
    said = str(value).strip().lower() if isinstance(value, bool | int | str) else ""
    return {"true": True, "1": True, "false": False, "0": False}.get(said)


def text(value: object) -> str | None:
    """What a database can hold of it; None where it is no text."""
    return _UNSTORABLE.sub("\ufffd", value).strip() if isinstance(value, str) else None


def job_id(value: object) -> str:
    """Empty where there is none that could stand in an address of ours."""
    found = str(value) if isinstance(value, int) and not isinstance(value, bool) else text(value) or ""
    usable = found.isprintable() and len(found) <= LONGEST_JOB_ID and found not in {".", ".."}
    return found if usable else ""


def number(value: object) -> float | None:
    """Finite and not negative; a number written as a string counts."""
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        return None
    try:
        found = float(value)
    except (ValueError, OverflowError):
        return None
    return found if math.isfinite(found) and found >= 0 else None


def word(value: object) -> Word | None:
    """`{"word", "start", "end"}`, `text` also standing for `word`; times that make no sense are unknown."""
    if not isinstance(value, dict):
        return None
    written = text(value.get("word")) or text(value.get("text"))
    if not written:
        return None
    start, end = number(value.get("start")), number(value.get("end"))
    if start is not None and end is not None and end < start:
        end = None
    return Word(written, start, end)


def words(said: dict[str, object]) -> tuple[Word, ...]:
    """From `words` at the top, else from those inside `segments`; what is no word is left out."""
    found = tuple(_words_in(said))
    return found or tuple(w for segment in _list(said.get("segments")) for w in _words_in(segment))


def _words_in(value: object) -> Iterator[Word]:
    listed = value.get("words") if isinstance(value, dict) else None
    return (found for found in map(word, _list(listed)) if found)


def _list(value: object) -> list[object]:
    return value if isinstance(value, list) else []


def error(said: dict[str, object]) -> str:
    """The answer's `error`, as text or as OpenAI's object; empty where there is none."""
    found = said.get("error")
    return text(found.get("message") if isinstance(found, dict) else found) or ""


def complaint(said: dict[str, object]) -> str:
    """What an answer has to say for itself, also where a web framework speaks instead of HiSpeech."""
    return error(said) or text(said.get("detail")) or text(said.get("message")) or ""


def retry_after(header: str, now: datetime) -> float | None:
    """Seconds from `now`, from either form of the header (RFC 9110, 10.2.3)."""
    seconds = number(header)
    if seconds is None:
        seconds = _until(header, now)
    return None if seconds is None else min(seconds, LONGEST_RETRY_AFTER)


def _until(date: str, now: datetime) -> float | None:
    try:
        moment = parsedate_to_datetime(date)
    except (ValueError, OverflowError, TypeError, IndexError):
        return None
    # "-0000" gives a naive time, which is in UTC by RFC 5322.
    aware = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return max(0.0, (aware - now).total_seconds())
