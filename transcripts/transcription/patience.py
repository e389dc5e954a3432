"""How long to wait between two looks at a job, in ever longer steps."""

from datetime import timedelta

SOONEST, LATEST = 0.5, 30.0


def first_look(expected: float) -> timedelta:
    """`expected`: seconds that jobs of this kind usually take. Looking much earlier is of no use."""
    return timedelta(seconds=min(max(expected * 0.95, SOONEST), LATEST))


def next_look(age: timedelta) -> timedelta:
    """A twentieth of the time that it has taken so far: who waited an hour can wait half a minute."""
    return timedelta(seconds=min(max(age.total_seconds() / 20, SOONEST), LATEST))
