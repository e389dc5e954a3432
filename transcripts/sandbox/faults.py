"""What can be made to go wrong.

docs/sandbox.md lists them for people. A fault strikes in one of three moments: while the body is read,
when it has been read, or when the job has been made (only then would it have been billed).
"""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from enum import StrEnum

LOOK_UP = "lookup"
WAYS = ("sync", "async", "openai", LOOK_UP)


class BadFault(ValueError):
    """A fault that cannot be; the message says why."""


class Moment(StrEnum):
    READING = "reading"
    READ = "read"
    MADE = "made"


class Kind(StrEnum):
    ERROR = "error"
    ERROR_PAGE = "error_page"
    TOO_MANY = "too_many"
    BAD_KEY = "bad_key"
    REFUSAL = "refusal"
    DROP_BEFORE = "drop_before"
    DROP_AFTER = "drop_after"
    BROKEN_JSON = "broken_json"
    SUCCESS_TEXT = "success_text"
    SUCCESS_ONE = "success_one"
    EMPTY_TEXT = "empty_text"
    FAILED_JOB = "failed_job"
    LOST_JOB = "lost_job"
    SLOW = "slow"
    NO_POLLING = "no_polling"


_BEFORE = {Kind.ERROR, Kind.TOO_MANY, Kind.BAD_KEY, Kind.REFUSAL}
# A page in place of the answer may come from a proxy that never let the upload through, or let it.
_EITHER = {Kind.ERROR_PAGE}
# What is the matter with a job itself, whenever and however it is asked for.
OF_THE_JOB = {Kind.SUCCESS_TEXT, Kind.SUCCESS_ONE, Kind.EMPTY_TEXT, Kind.FAILED_JOB, Kind.LOST_JOB}
# A look-up is free, so it can only go wrong in what it says; a refusal would say that the job failed.
_OF_LOOK_UPS = (
    (_BEFORE - {Kind.REFUSAL}) | _EITHER | {Kind.DROP_AFTER, Kind.BROKEN_JSON, Kind.SLOW, Kind.NO_POLLING}
)
OF_LOOK_UPS_INSTEAD = _OF_LOOK_UPS - {Kind.DROP_AFTER, Kind.BROKEN_JSON, Kind.SLOW}
_STATUS = {Kind.ERROR: 500, Kind.ERROR_PAGE: 502}


@dataclass(frozen=True, slots=True)
class Fault:
    """One order for trouble. It strikes requests that fit `way` and `model`; None fits every upload.

    `count`: so many times, None for ever. `probability`: of striking one that fits.
    `status` of an error, `retry_after` (seconds, empty for no header) of `too_many`, `seconds` more of
    `slow`, `after` for an `error_page` that hides a job, `read` is the part of the body that
    `drop_before` still takes.
    """

    kind: Kind
    count: int | None = 1
    probability: float = 1.0
    way: str | None = None
    model: str | None = None
    status: int = 500
    retry_after: str = "1"
    seconds: float = 30.0
    after: bool = False
    read: float = 0.5

    def __post_init__(self) -> None:
        if self.way not in (None, *WAYS):
            raise BadFault(f"way must be one of {', '.join(WAYS)}")
        if self.way == LOOK_UP and self.kind not in _OF_LOOK_UPS:
            raise BadFault(f"{self.kind} cannot happen to a look-up")
        if self.kind is Kind.NO_POLLING and self.way != LOOK_UP:
            raise BadFault("no_polling happens to look-ups only")
        if self.count is not None and self.count < 1:
            raise BadFault("count must be at least one, or null for ever")
        if not (0 <= self.probability <= 1 and 0 <= self.read <= 1 and 0 <= self.seconds < float("inf")):
            raise BadFault("probability and read are parts of one, seconds not negative")
        if not 200 <= self.status <= 599 or (self.kind is Kind.ERROR and self.status < 500):
            raise BadFault("status must be one that an answer can have, 5xx for an error")
        if not self.retry_after.isprintable():
            raise BadFault("retry_after must fit a header")

    @property
    def moment(self) -> Moment:
        if self.kind is Kind.DROP_BEFORE:
            return Moment.READING
        turned_away = self.kind in _BEFORE or (self.kind in _EITHER and not self.after)
        return Moment.READ if turned_away else Moment.MADE

    def fits(self, way: str, model: str) -> bool:
        fits_way = self.way == way or (self.way is None and way != LOOK_UP)
        return fits_way and self.model in (None, model)


def fault(wanted: Mapping[str, object]) -> Fault:
    """From `{"kind": …, …}`. One with a probability goes on for ever unless it has a count. Raises BadFault."""
    given = dict(wanted)
    try:
        kind = Kind(str(given.pop("kind", "")))
    except ValueError:
        raise BadFault(f"kind must be one of {', '.join(Kind)}") from None
    defaults: dict[str, object] = {"status": _STATUS.get(kind, 500)}
    if "probability" in given or kind is Kind.NO_POLLING:
        defaults["count"] = None
    if kind is Kind.NO_POLLING:
        defaults["way"] = LOOK_UP
    return Fault(kind, **_checked({**defaults, **given}))  # type: ignore[arg-type]


_KINDS: dict[str, tuple[type, ...]] = {
    "count": (int, type(None)),
    "probability": (int, float),
    "way": (str, type(None)),
    "model": (str, type(None)),
    "status": (int,),
    "retry_after": (str, int),
    "seconds": (int, float),
    "after": (bool,),
    "read": (int, float),
}


def _checked(given: dict[str, object]) -> dict[str, object]:
    for name, value in given.items():
        if name not in _KINDS:
            raise BadFault(f"a fault has no {name}")
        if not isinstance(value, _KINDS[name]) or (isinstance(value, bool) and bool not in _KINDS[name]):
            raise BadFault(f"{name} has a value of the wrong kind")
    if "retry_after" in given:
        given["retry_after"] = str(given["retry_after"])
    return given


def as_json(fault: Fault) -> dict[str, object]:
    return {f.name: getattr(fault, f.name) for f in fields(fault)}
