"""The table of a storm, and docs/reliability.md with the last full one on each stack."""

import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path

STACKS = {"sqlite": "SQLite, embedded broker", "postgres": "PostgreSQL, Redis protocol"}
COUNTED = ("lost", "stuck", "unexplained", "paid twice")


@dataclass(frozen=True, slots=True)
class Result:
    """One storm on one stack. Times in seconds."""

    stack: str
    seed: int
    jobs: int  # ordered
    recordings: int  # brought: some more where the storm had to go on
    statuses: dict[str, int]
    kills: dict[str, int]
    faults: dict[str, int]
    others: dict[str, int]
    uploads: int  # at HiSpeech
    accepted: int
    attempts: int
    asked: int
    cancelled: int
    repeated: int
    recovery: tuple[float, float]
    rest: float  # after the storm, until nothing was active any more
    wall: float
    breaches: list[tuple[str, str]] = field(default_factory=list)

    @property
    def passed(self) -> bool:
        return not self.breaches

    def count(self, kind: str) -> int:
        return sum(one == kind for one, _about in self.breaches)


def save(result: Result, path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(asdict(result), indent=1), encoding="utf-8")


def load(path: Path) -> Result:
    said = json.loads(path.read_text(encoding="utf-8"))
    breaches = [(kind, about) for kind, about in said.pop("breaches")]
    middle, longest = said.pop("recovery")
    return Result(**said, recovery=(middle, longest), breaches=breaches)


def _by_kind(counts: dict[str, int]) -> str:
    named = ", ".join(f"{kind} {number}" for kind, number in sorted(counts.items()))
    return f"{sum(counts.values())} ({named})" if counts else "0"


def rows(result: Result) -> list[tuple[str, str]]:
    """Name and value of each line of the table."""
    other = Counter(kind for kind, _about in result.breaches if kind not in COUNTED)
    return [
        ("jobs brought over HTTP", f"{result.recordings}, {result.repeated} requests repeated"),
        ("kill -9", _by_kind(result.kills)),
        ("faults at HiSpeech", _by_kind(result.faults)),
        *((name, str(number)) for name, number in sorted(result.others.items())),
        ("asked for by people", f"{result.asked} × send again, {result.cancelled} × cancel"),
        ("how the jobs ended", _by_kind(result.statuses)),
        ("uploads at HiSpeech", f"{result.uploads}, accepted {result.accepted}; attempts {result.attempts}"),
        ("**lost**", f"**{result.count('lost')}**"),
        ("**stuck**", f"**{result.count('stuck')}**"),
        ("**unexplained charges**", f"**{result.count('unexplained')}**"),
        ("**paid twice unasked**", f"**{result.count('paid twice')}**"),
        ("other breaches", _by_kind(dict(other))),
        ("recovery after a kill", f"median {result.recovery[0]:.1f} s, longest {result.recovery[1]:.1f} s"),
        ("at rest after the storm", f"{result.rest:.0f} s"),
        ("wall time", f"{result.wall:.0f} s"),
    ]


def table(result: Result) -> str:
    """For the terminal: two columns, then every breach in words."""
    lines = [f"{STACKS[result.stack]}, seed {result.seed}"]
    lines += [f"  {name.strip('*'):<58} {value.strip('*')}" for name, value in rows(result)]
    lines += [f"  BREACH {kind}: {about}" for kind, about in result.breaches]
    lines.append("  The books agree." if result.passed else f"  {len(result.breaches)} breaches.")
    return "\n".join(lines)


INTRODUCTION = """# Reliability: the last full storm

HiSpeech bills by the second and knows no idempotency key. What this program promises is therefore: **no job is lost,
none is stuck, and every charge is explained**. This page is written by the command that proves it.

The command starts the whole site as real processes (site, two workers, broker, database, and the sandbox as HiSpeech),
lets programs upload recordings over HTTP, and meanwhile kills all of it at random with `kill -9`: also in the moment
between HiSpeech's taking a recording in and our storing its answer. Brokers come back empty. Databases are restarted
or locked. Workers stand still for longer than their leases last, and then go on. The same messages are delivered
again and again. One recording in eight is too long for its model here and is transcribed in parts, each a job in the
table. HiSpeech itself answers with every fault that the sandbox knows ([list](sandbox.md#faults)).
A person presses "send again" now and then. When the storm is over, everything has to come to rest by itself. Then the
books are compared: our ledger of attempts with the sandbox's ledger of uploads, one to one, in both directions.

A job may end *unconfirmed*: HiSpeech may have taken it, and its answer was lost. It is not sent again until a
person asks, having read what that may cost. That is why more uploads were accepted than there are jobs: each further
one was asked for by the person in the storm, who presses far more often than people would. For comparison,
measured on Speakr, the strongest of the open programs of this kind: 2.9 payments per recording when killed
with four in flight, none of them asked for.

*Recovery* is from the last kill that hit a job at work to the next thing that happened to it. The longest are of jobs that a
dead worker was just about to look up: another one asks about them ten seconds later. The storm runs with `LEASE_SECONDS=3`. With the default of 30, which leaves a busy machine more time, what a dead worker
held is taken up about half a minute later.

How it is done: [decision 2](decisions/0002-a-clock-in-every-worker.md), [decision 3](decisions/0003-the-mark-before-the-last-byte.md).
What the judge asks for: `tests/faults/judge.py`. Run it yourself; `SEED`, `JOBS` and `STACK` (`sqlite` or `postgres`) may be
left out:
"""


def page(results: Sequence[Result]) -> str:
    parts = [INTRODUCTION]
    for result in results:
        command = f"make faults SEED={result.seed} JOBS={result.jobs} STACK={result.stack}"
        lines = "\n".join(f"| {name} | {value} |" for name, value in rows(result))
        parts.append(f"## {STACKS[result.stack]}\n\n```\n{command}\n```\n\n| | |\n|---|---|\n{lines}\n")
        parts += [f"- breach, {kind}: {about}" for kind, about in result.breaches]
    return "\n".join(parts)
