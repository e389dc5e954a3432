from hypothesis import given
from hypothesis import strategies as st

from transcripts.sandbox.jobs import Job, Turns


def test_without_a_limit_all_are_worked_on_at_once() -> None:
    turns = Turns()
    assert [turns.begin(100, 5, 0) for _ in range(3)] == [105, 105, 105]


def test_with_a_limit_the_rest_take_turns() -> None:
    turns = Turns()
    assert [turns.begin(100, 5, 2) for _ in range(5)] == [105, 105, 110, 110, 115]
    assert turns.begin(200, 5, 2) == 205


@given(st.lists(st.tuples(st.floats(0, 5), st.floats(0.1, 9)), max_size=40), st.integers(1, 4))
def test_never_more_are_worked_on_than_the_limit_says(
    arrivals: list[tuple[float, float]], capacity: int
) -> None:
    turns, now, spans = Turns(), 0.0, []
    for after, seconds in arrivals:
        now += after
        end = turns.begin(now, seconds, capacity)
        assert end >= now + seconds
        spans.append((end - seconds, end))
    for start, _ in spans:
        at_once = [1 for other, end in spans if other <= start + 1e-6 and end > start + 2e-6]
        assert len(at_once) <= capacity


def test_nobody_enters_a_full_house_until_somebody_leaves() -> None:
    turns = Turns()
    assert turns.enter(100, 2) == 0
    assert turns.enter(100, 2) == 0
    assert turns.enter(100, 2) > 0
    turns.leave()
    assert turns.enter(100, 2) == 0
    assert turns.begin(100, 7, 0) == 107
    assert turns.begin(100, 9, 0) == 109
    assert turns.enter(101, 2) == 6
    assert turns.enter(108, 2) == 0


def test_a_job_is_billed_in_whole_seconds_and_at_least_one() -> None:
    def billed(duration: float) -> int:
        return Job("id", 1, "m", "", False, False, duration=duration).billed_seconds

    assert [billed(seconds) for seconds in (0.05, 3.02, 18.64)] == [1, 3, 19]
