from collections import Counter

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from tests.faults.plan import (
    STACKS,
    TROUBLES,
    WORKERS,
    Ambush,
    Bring,
    Freeze,
    HoldLock,
    Kill,
    Redeliver,
    SendAgain,
    Storm,
    Trouble,
    encore,
    storm,
)
from tests.faults.stack import LEASE_SECONDS
from transcripts.sandbox.faults import Kind, fault


def _kills(wild: Storm) -> int:
    """Those that happen whatever comes: many a database is only told to stop."""
    sure = (isinstance(event, Kill) and (event.program != "database" or event.hard) for event in wild.events)
    return sum(sure) + WORKERS * sum(isinstance(event, Ambush) for event in wild.events)


@example(seed=4781, stack="sqlite", jobs=49, kills=38, faults=0)  # the last freeze is at the very end
@settings(max_examples=30)
@given(
    seed=st.integers(0, 10**9),
    stack=st.sampled_from(STACKS),
    jobs=st.integers(1, 60),
    kills=st.integers(0, 40),
    faults=st.integers(0, 60),
)
def test_a_storm_is_as_wild_as_it_was_ordered(
    seed: int, stack: str, jobs: int, kills: int, faults: int
) -> None:
    wild = storm(seed, stack, jobs=jobs, kills=kills, faults=faults)
    assert wild == storm(seed, stack, jobs=jobs, kills=kills, faults=faults)
    brought = [event.number for event in wild.events if isinstance(event, Bring)]
    assert sorted(brought) == list(range(jobs))
    assert _kills(wild) >= kills
    assert sum(isinstance(event, Trouble) for event in wild.events) == faults
    moments = [event.at for event in wild.events]
    assert moments == sorted(moments)
    assert all(0 <= at <= wild.seconds for at in moments)


@pytest.mark.parametrize("stack", STACKS)
def test_a_full_storm_leaves_nothing_out(stack: str) -> None:
    wild = storm(1, stack, jobs=300, kills=110, faults=300)
    kinds = {type(event) for event in wild.events}
    assert {Ambush, Bring, Freeze, Kill, Redeliver, SendAgain, Trouble} <= kinds
    killed = Counter(event.program for event in wild.events if isinstance(event, Kill))
    both = {"worker", "site", "broker"}
    assert set(killed) == (both | {"database"} if stack == "postgres" else both)
    assert (HoldLock in kinds) == (stack == "sqlite")
    ordered = {event.fault["kind"] for event in wild.events if isinstance(event, Trouble)}
    assert ordered == set(Kind)


def test_who_stands_still_does_so_for_longer_than_a_lease_lasts() -> None:
    wild = storm(2, "sqlite", jobs=300, kills=110, faults=0)
    assert all(event.seconds > LEASE_SECONDS for event in wild.events if isinstance(event, Freeze))


def test_the_sandbox_knows_every_trouble() -> None:
    for trouble in TROUBLES:
        assert fault({**trouble, "count": 1, "probability": 0.5}).kind == trouble["kind"]


def test_a_storm_that_struck_too_seldom_goes_on_with_recordings_of_its_own() -> None:
    wild = storm(3, "postgres", jobs=25, kills=9, faults=28)
    more = encore(wild, first=25, kills=4, faults=6)
    assert _kills(more) >= 4
    assert sum(isinstance(event, Trouble) for event in more.events) >= 6
    brought = {event.number for event in more.events if isinstance(event, Bring)}
    assert len(brought) >= 6
    assert min(brought) == 25
    again = encore(wild, first=25 + len(brought), kills=4, faults=-1)
    assert again.events != more.events
    assert not any(isinstance(event, Trouble) for event in again.events)


def test_another_seed_is_another_storm() -> None:
    one, other = (storm(seed, "sqlite", jobs=5, kills=5, faults=5) for seed in (1, 2))
    assert one.events != other.events
