from collections import Counter
from uuid import UUID, uuid4

from hypothesis import given
from hypothesis import strategies as st

from transcripts.transcription.turns import Waiting, in_turn

PEOPLE = st.tuples(st.sampled_from("AB"), st.sampled_from("xyz"))


def queue(*who: tuple[str, str]) -> list[Waiting]:
    return [Waiting(uuid4(), team, person) for team, person in who]


def test_one_file_is_not_held_up_by_two_hundred() -> None:
    waiting = queue(*[("A", "x")] * 200, ("B", "y"))
    assert waiting[-1].id in in_turn(waiting, {}, 2)


def test_people_of_one_team_share_its_turns() -> None:
    waiting = queue(*[("A", "x")] * 10, ("A", "y"))
    assert waiting[-1].id in in_turn(waiting, {}, 2)


def test_who_has_work_going_on_lets_others_first() -> None:
    waiting = queue(("A", "x"), ("B", "y"))
    assert in_turn(waiting, {("A", "x"): 1}, 1) == [waiting[1].id]


def test_among_equals_the_oldest_begins() -> None:
    waiting = queue(("A", "x"), ("A", "x"))
    assert in_turn(waiting, {}, 1) == [waiting[0].id]


@given(st.lists(PEOPLE), st.lists(PEOPLE), st.integers(0, 12))
def test_turns_fill_the_room_and_name_nobody_twice(
    who: list[tuple[str, str]], busy: list[tuple[str, str]], room: int
) -> None:
    waiting = queue(*who)
    chosen: list[UUID] = in_turn(waiting, Counter(busy), room)
    assert len(chosen) == len(set(chosen)) == min(room, len(waiting))


@given(st.lists(PEOPLE, min_size=1), st.integers(1, 20))
def test_no_team_gets_two_more_than_another_that_waits(who: list[tuple[str, str]], room: int) -> None:
    waiting = queue(*who)
    chosen = set(in_turn(waiting, {}, room))
    got = {team: sum(w.team == team and w.id in chosen for w in waiting) for team in "AB"}
    still = {w.team for w in waiting if w.id not in chosen}
    for team in still:
        assert got[str(team)] >= max(got.values()) - 1
