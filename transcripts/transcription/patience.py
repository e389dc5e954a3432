"""How long to wait between two looks at a job, in ever longer steps."""

from datetime import timedelta

SOONEST, LATEST = 0.25, 30.0


def first_look(expected: float) -> timedelta:
    """`expected`: seconds that jobs of this kind usually take. Looking much earlier is of no use.

    A little earlier it is: what jobs "usually take" is known from looks, so it would only ever grow.
    """
    return timedelta(seconds=min(max(expected * 0.98, SOONEST), LATEST))


def next_look(age: timedelta) -> timedelta:
    """A fortieth of the time that it has taken so far: who waited for twenty minutes can wait half a minute."""
    return timedelta(seconds=min(max(age.total_seconds() / 40, SOONEST), LATEST))
