"""How long to wait between two looks at a job, in ever longer steps."""

from datetime import timedelta

SOONEST, LATEST = 0.1, 30.0


# Times are known from looks, each of which came too late: whoever looked only then would be later each time.
EARLIER = 0.95


def first_look(soonest: float) -> timedelta:
    """`soonest`: seconds that nearly all jobs of this kind seem to take. Looking much earlier is of no use."""
    return timedelta(seconds=min(max(soonest * EARLIER, SOONEST), LATEST))


def next_look(age: timedelta) -> timedelta:
    """An eightieth of the time that it has taken so far: who waited for forty minutes can wait half a minute."""
    return timedelta(seconds=min(max(age.total_seconds() / 80, SOONEST), LATEST))
