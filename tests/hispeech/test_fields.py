from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from transcripts.hispeech import fields
from transcripts.text.document import Word

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=8,
)


@pytest.mark.parametrize("value", [True, "true", "True", " TRUE ", 1, "1"])
def test_yes_is_read_leniently(value: object) -> None:
    assert fields.truth(value) is True


@pytest.mark.parametrize("value", [False, "false", 0, "0"])
def test_no_is_read_leniently(value: object) -> None:
    assert fields.truth(value) is False


@pytest.mark.parametrize("value", [None, "", "maybe", 2, 1.0, [], {}, [True]])
def test_what_is_neither_stays_open(value: object) -> None:
    assert fields.truth(value) is None


@pytest.mark.parametrize(("value", "number"), [(3, 3.0), ("3", 3.0), (" 3.5 ", 3.5), (0, 0.0)])
def test_a_number_may_be_written_as_a_string(value: object, number: float) -> None:
    assert fields.number(value) == number


@pytest.mark.parametrize(
    "value", [True, None, "three", "nan", "inf", float("nan"), -1, "-0.1", 10**400, [3], {}]
)
def test_no_length_is_negative_or_endless(value: object) -> None:
    assert fields.number(value) is None


def test_a_text_holds_nothing_that_a_database_cannot() -> None:
    assert fields.text(" a\x00b\ud800c ") == "a\ufffdb\ufffdc"


@given(st.text(st.characters(exclude_categories=())))
def test_every_text_can_be_written(value: str) -> None:
    found = fields.text(value)
    assert found is not None
    assert b"\0" not in found.encode()


@pytest.mark.parametrize("value", [None, True, "", "..", ".", "a\nb", "x" * 201, ["a"], 1.5])
def test_what_cannot_be_an_address_is_no_job_id(value: object) -> None:
    assert fields.job_id(value) == ""


@pytest.mark.parametrize(("value", "job_id"), [("a-1", "a-1"), (17, "17"), (" a ", "a"), ("a/b", "a/b")])
def test_a_job_id_is_text_or_a_number(value: object, job_id: str) -> None:
    assert fields.job_id(value) == job_id


def test_words_stand_at_the_top() -> None:
    said: dict[str, Any] = {"words": [{"word": "Բարի", "start": 0.1, "end": "0.5"}, {"text": " լույս։ "}]}
    assert fields.words(said) == (Word("Բարի", 0.1, 0.5), Word("լույս։"))


def test_words_stand_inside_segments() -> None:
    said: dict[str, Any] = {
        "words": [],
        "segments": [{"words": [{"word": "Բարի", "start": 0, "end": 1}]}, {"words": [{"word": "լույս"}]}],
    }
    assert fields.words(said) == (Word("Բարի", 0.0, 1.0), Word("լույս"))


def test_words_of_odd_shapes_do_not_lose_the_good_ones() -> None:
    odd = [None, 7, "word", {}, {"word": ""}, {"word": 5}, {"word": "լավ", "start": 1, "end": 2}]
    assert fields.words({"words": odd}) == (Word("լավ", 1.0, 2.0),)


def test_a_word_that_ends_before_it_starts_has_no_end() -> None:
    assert fields.word({"word": "ա", "start": 2, "end": 1}) == Word("ա", 2.0, None)


@given(JSON)
def test_times_are_never_negative_and_never_run_backward(value: object) -> None:
    for word in fields.words({"words": value, "segments": value}) + fields.words({"segments": [value]}):
        assert word.text
        times = [time for time in (word.start, word.end) if time is not None]
        assert all(0 <= time < float("inf") for time in times)
        assert times == sorted(times)


@given(st.floats(), st.floats())
def test_any_pair_of_times_is_put_right(start: float, end: float) -> None:
    word = fields.word({"word": "ա", "start": start, "end": end})
    assert word is not None
    times = [time for time in (word.start, word.end) if time is not None]
    assert times == sorted(times)
    assert all(0 <= time < float("inf") for time in times)


def test_retry_after_comes_in_seconds() -> None:
    assert fields.retry_after("120", NOW) == 120.0


def test_retry_after_comes_as_a_date() -> None:
    date = (NOW + timedelta(seconds=90)).strftime("%a, %d %b %Y %H:%M:%S GMT")
    assert fields.retry_after(date, NOW) == 90.0


def test_a_date_without_a_zone_is_in_utc() -> None:
    assert fields.retry_after("Sun, 01 Mar 2026 12:01:00 -0000", NOW) == 60.0


def test_a_date_gone_by_means_at_once() -> None:
    assert fields.retry_after("Sun, 01 Mar 2020 12:00:00 GMT", NOW) == 0.0


def test_a_wait_of_years_is_cut_to_a_day() -> None:
    assert fields.retry_after("9" * 30, NOW) == 86_400.0


@pytest.mark.parametrize("header", ["", "soon", "-5", "nan", "Sun, 99 Mar 2026 12:00:00 GMT"])
def test_a_senseless_retry_after_is_none(header: str) -> None:
    assert fields.retry_after(header, NOW) is None


@given(st.text())
def test_no_header_can_hurt(header: str) -> None:
    seconds = fields.retry_after(header, NOW)
    assert seconds is None or 0 <= seconds <= 86_400


@pytest.mark.parametrize(
    ("said", "complaint"),
    [
        ({"error": "no such model"}, "no such model"),
        ({"error": {"message": "no such model", "code": "x"}}, "no such model"),
        ({"detail": "Not Found"}, "Not Found"),
        ({"message": "Endpoint request timed out"}, "Endpoint request timed out"),
        ({"error": None, "detail": [1]}, ""),
        ({"error": {"message": 3}}, ""),
    ],
)
def test_complaints_come_in_several_shapes(said: dict[str, Any], complaint: str) -> None:
    assert fields.complaint(said) == complaint
