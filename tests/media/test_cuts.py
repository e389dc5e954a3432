"""Where a long recording is cut."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from transcripts.media.cuts import MINUTE, Stretch, cut, first_minute


@st.composite
def recordings(draw: st.DrawFn) -> tuple[float, list[Stretch]]:
    """A duration, and voiced stretches in it, in order and apart."""
    at, voiced = 0.0, []
    for pause, voice in draw(st.lists(st.tuples(st.floats(0.01, 60), st.floats(0.1, 200)), max_size=30)):
        voiced.append((at + pause, at + pause + voice))
        at += pause + voice
    return at + draw(st.floats(0.1, 60)), voiced


@given(recordings(), st.floats(10, 500))
def test_no_part_is_too_long_and_no_voice_is_lost_or_sent_twice(
    recording: tuple[float, list[Stretch]], longest: float
) -> None:
    duration, voiced = recording
    parts = cut(duration, voiced, longest)
    assert all(0 <= start < end <= duration and end - start <= longest + 1e-6 for start, end in parts)
    assert all(before[1] <= after[0] for before, after in pairwise(parts))
    for start, end in voiced:
        covered = sum(max(0.0, min(end, b) - max(start, a)) for a, b in parts)
        assert abs(covered - (end - start)) < 1e-6


@given(recordings(), st.floats(10, 500))
def test_every_part_has_a_voice(recording: tuple[float, list[Stretch]], longest: float) -> None:
    duration, voiced = recording
    for start, end in cut(duration, voiced, longest):
        assert any(a < end and b > start for a, b in voiced)


def test_what_fits_is_one_part() -> None:
    assert cut(60.0, [(1.0, 59.0)], 60.0) == [(0.0, 60.0)]


def test_it_is_cut_in_the_middle_of_the_longest_pause_in_reach() -> None:
    voiced = [(0.0, 30.0), (31.0, 75.0), (75.2, 80.0), (81.0, 95.0), (95.1, 180.0)]
    assert cut(180.0, voiced, 100.0) == [(0.0, 80.5), (80.5, 180.0)]


def test_of_good_pauses_the_latest_is_taken() -> None:
    voiced = [(0.0, 70.0), (75.0, 90.0), (92.0, 150.0)]
    assert cut(150.0, voiced, 100.0)[0] == (0.0, 91.0)


def test_who_never_pauses_is_cut_at_the_limit() -> None:
    assert cut(250.0, [(0.0, 250.0)], 100.0) == [(0.0, 100.0), (100.0, 200.0), (200.0, 250.0)]


def test_a_part_without_a_voice_is_not_paid_for() -> None:
    parts = cut(400.0, [(10.0, 60.0), (350.0, 390.0)], 100.0)
    assert len(parts) == 2
    assert parts[0][1] < 100
    assert parts[1][0] > 300


@given(recordings())
def test_the_minute_to_try_lies_in_the_recording(recording: tuple[float, list[Stretch]]) -> None:
    duration, voiced = recording
    start, end = first_minute(duration, voiced)
    assert 0 <= start < end <= duration
    assert abs(end - start - min(MINUTE, duration)) < 0.001


@given(recordings())
def test_the_minute_to_try_is_the_first_in_which_people_speak_half_of_the_time(
    recording: tuple[float, list[Stretch]],
) -> None:
    duration, voiced = recording

    def spoken(begin: float) -> float:
        return sum(max(0.0, min(e, begin + MINUTE) - max(s, begin)) for s, e in voiced)

    start, _end = first_minute(duration, voiced)
    begins = [max(0.0, min(s - 0.5, duration - MINUTE)) for s, _e in voiced] or [0.0]
    if spoken(start) >= MINUTE / 2:
        assert all(spoken(one) < MINUTE / 2 for one in begins if one < start)
    else:
        assert spoken(start) >= max(map(spoken, begins)) - 1e-6


def test_the_minute_to_try_begins_behind_the_music() -> None:
    assert first_minute(7200.0, [(0.2, 1.0), (184.0, 7000.0)]) == (183.5, 243.5)


def test_where_nobody_is_known_to_speak_it_is_the_first_minute() -> None:
    assert first_minute(7200.0, []) == (0.0, 60.0)
    assert first_minute(18.6, []) == (0.0, 18.6)
