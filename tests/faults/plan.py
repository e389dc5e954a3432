"""A storm from a seed, as data: what happens when. Times are seconds from its beginning."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from random import Random
from typing import Any

STACKS = ("sqlite", "postgres")
WORKERS = 2
MODELS = ("formal", "conversational")
# How a worker that is started again speaks to HiSpeech. `auto` is what people have; after the first lost job it is
# the synchronous way.
MODES = ("auto", "auto", "async", "async", "openai")
# One in so many of what strikes a worker waits for the moment after an upload was taken in.
KILLS = {"worker": 10, "ambush": 4, "site": 4, "broker": 3, "database": 2}
# An ambush kills all workers; a database is often only told to stop at once.
KILLED = {"ambush": WORKERS, "database": 0}
LONGEST_FREEZE = 8.0
# Of the faults that are ordered, the least part that must find a request.
STRUCK = 2 / 3
LEAST_JOBS = 10  # of an encore

# Orders for trouble at the sandbox (docs/sandbox.md). A look-up's are only met by jobs that are looked up.
TROUBLES: tuple[Mapping[str, Any], ...] = (
    {"kind": "error", "status": 500},
    {"kind": "error", "status": 503},
    {"kind": "error_page", "status": 502},
    {"kind": "error_page", "status": 200},
    {"kind": "error_page", "status": 502, "after": True},
    {"kind": "too_many", "retry_after": "2"},
    {"kind": "bad_key"},
    {"kind": "refusal"},
    {"kind": "drop_before", "read": 0.5},
    {"kind": "drop_before", "read": 0.0},
    {"kind": "drop_after"},
    {"kind": "drop_after"},
    {"kind": "broken_json"},
    {"kind": "success_text"},
    {"kind": "success_one"},
    {"kind": "empty_text"},
    {"kind": "failed_job"},
    {"kind": "lost_job"},
    {"kind": "slow", "seconds": 3.0},
    {"kind": "slow", "seconds": 6.0},
    {"kind": "error", "status": 503, "way": "lookup"},
    {"kind": "error_page", "status": 502, "way": "lookup"},
    {"kind": "too_many", "retry_after": "2", "way": "lookup"},
    {"kind": "bad_key", "way": "lookup"},
    {"kind": "drop_after", "way": "lookup"},
    {"kind": "broken_json", "way": "lookup"},
    {"kind": "slow", "seconds": 2.0, "way": "lookup"},
    {"kind": "no_polling", "way": "lookup"},
)
# One recording in so many is longer than the sandbox's site lets a model have at once: it goes in three parts.
EVERY_LONG, LONG = 8, 22.0


@dataclass(frozen=True, slots=True)
class Bring:
    """A program uploads recording `number`."""

    at: float
    number: int
    seconds: float
    stt_model: str


@dataclass(frozen=True, slots=True)
class Kill:
    """kill -9, and started again `down` seconds later. `emptied`: the broker forgets what it held.

    `which` is the worker's number. `hard` is a kill of the database's master process; else it is told
    to stop at once, as `pg_ctl restart -m immediate` does.
    """

    at: float
    program: str
    down: float
    which: int = 0
    emptied: bool = False
    hard: bool = True
    mode: str = "auto"


@dataclass(frozen=True, slots=True)
class Ambush:
    """Wait for the next upload that HiSpeech takes in; all workers die `after` seconds later."""

    at: float
    after: float
    down: float
    mode: str = "auto"


@dataclass(frozen=True, slots=True)
class Freeze:
    """A worker stands still for longer than its leases last, then goes on as if nothing had been."""

    at: float
    which: int
    seconds: float


@dataclass(frozen=True, slots=True)
class HoldLock:
    """Somebody else writes into SQLite for so long."""

    at: float
    seconds: float


@dataclass(frozen=True, slots=True)
class Redeliver:
    """Messages for jobs that exist, again and again, from several senders at once."""

    at: float
    times: int


@dataclass(frozen=True, slots=True)
class Trouble:
    at: float
    fault: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class SendAgain:
    """A person looks at what did not work, and presses "send again" for this part of it."""

    at: float
    part: float


@dataclass(frozen=True, slots=True)
class Cancel:
    """A person cancels one that is under way."""

    at: float


Event = Bring | Kill | Ambush | Freeze | HoldLock | Redeliver | Trouble | SendAgain | Cancel


@dataclass(frozen=True, slots=True)
class Storm:
    seed: int
    stack: str
    jobs: int
    seconds: float
    # It is over when so many processes have been killed, and so many faults have struck.
    kills: int
    faults: int
    events: tuple[Event, ...] = field(repr=False)


def storm(seed: int, stack: str, *, jobs: int, kills: int, faults: int, first: int = 0) -> Storm:
    """At least `kills` processes are killed and `faults` ordered, spread evenly with chance between them.

    `first` is the number of the first recording.
    """
    chance = Random(f"{seed}/{stack}/{first}" if first else f"{seed}/{stack}")
    # To the millisecond, as all moments in it: 38 × 2.8 is a little less than 106.4.
    seconds = round(max(20.0, kills * 2.8, jobs * 0.6), 3)
    events: list[Event] = [
        *_brought(chance, range(first, first + jobs), seconds),
        *_kills(chance, stack, kills, seconds),
        *_troubles(chance, faults, seconds),
        *_others(chance, stack, seconds),
        *_people(chance, jobs, seconds),
    ]
    in_order = tuple(sorted(events, key=lambda event: event.at))
    return Storm(seed, stack, jobs, seconds, kills, round(faults * STRUCK), in_order)


def encore(before: Storm, *, first: int, kills: int, faults: int) -> Storm:
    """What follows where so many kills or faults are missing yet: of the same seed, with recordings of its own."""
    jobs, ordered = max(LEAST_JOBS, faults), round(max(0, faults) / STRUCK)
    return storm(before.seed, before.stack, jobs=jobs, kills=max(0, kills), faults=ordered, first=first)


def _moments(chance: Random, count: int, begin: float, end: float) -> list[float]:
    """`count` moments, each in its own part of the time, so that none is without."""
    part = (end - begin) / max(count, 1)
    return [round(begin + part * (i + chance.random()), 3) for i in range(count)]


def _brought(chance: Random, numbers: Sequence[int], until: float) -> Iterator[Event]:
    for number, at in zip(numbers, _moments(chance, len(numbers), 0.0, until * 0.85), strict=True):
        seconds = LONG if number % EVERY_LONG == EVERY_LONG - 1 else round(chance.uniform(1.0, 3.0), 2)
        yield Bring(at, number, seconds, chance.choice(MODELS))


def _kills(chance: Random, stack: str, kills: int, seconds: float) -> Iterator[Event]:
    kinds = _kinds_of_kills(chance, stack, kills)
    for kind, at in zip(kinds, _moments(chance, len(kinds), 1.0, seconds), strict=True):
        yield _kill(chance, kind, at)


def _kinds_of_kills(chance: Random, stack: str, kills: int) -> Sequence[str]:
    """By their weights, each kind early at least once."""
    weights = {kind: weight for kind, weight in KILLS.items() if stack == "postgres" or kind != "database"}
    kinds = list(weights)
    while sum(KILLED.get(kind, 1) for kind in kinds) < kills:
        kinds += chance.choices(list(weights), list(weights.values()))
    chance.shuffle(kinds)
    return kinds


def _kill(chance: Random, kind: str, at: float) -> Event:
    down = round(chance.uniform(0.1, 2.0), 2)
    mode = chance.choice(MODES)
    if kind == "ambush":
        return Ambush(at, round(chance.uniform(0.0, 1.0), 2), down, mode)
    return Kill(
        at, kind, down, which=chance.randrange(WORKERS), emptied=chance.random() < 0.5,
        hard=chance.random() < 0.5, mode=mode,
    )  # fmt: skip


def _troubles(chance: Random, faults: int, seconds: float) -> Iterator[Event]:
    """Shuffled afresh whenever all kinds have had their turn."""
    left: list[Mapping[str, Any]] = []
    for at in _moments(chance, faults, 0.0, seconds * 0.9):
        left = left or chance.sample(TROUBLES, len(TROUBLES))
        yield Trouble(at, {**left.pop(), "count": 1, "probability": round(chance.uniform(0.3, 1.0), 2)})


def _others(chance: Random, stack: str, seconds: float) -> Iterator[Event]:
    often = max(1, int(seconds / 15))
    for at in _moments(chance, often, 2.0, seconds):
        yield Freeze(at, chance.randrange(WORKERS), round(chance.uniform(4.0, LONGEST_FREEZE), 2))
    for at in _moments(chance, often, seconds * 0.2, seconds):
        yield Redeliver(at, chance.randint(20, 60))
    if stack == "sqlite":
        for at in _moments(chance, max(1, often // 2), 2.0, seconds):
            yield HoldLock(at, round(chance.uniform(1.0, 6.0), 2))


def _people(chance: Random, jobs: int, seconds: float) -> Iterator[Event]:
    for at in _moments(chance, max(2, int(seconds / 20)), seconds * 0.2, seconds):
        yield SendAgain(at, round(chance.uniform(0.3, 0.8), 2))
    for at in _moments(chance, max(1, jobs // 25), seconds * 0.1, seconds):
        yield Cancel(at)
