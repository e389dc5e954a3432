from argparse import ArgumentParser
from pathlib import Path

import pytest

from transcripts.sandbox.options import BadOption, Options, add_arguments, from_arguments


def test_the_delay_follows_the_length_up_to_a_bound_divided_by_the_speed() -> None:
    options = Options(delay=1, per_second=0.1, longest=10)
    assert [options.seconds_for(duration) for duration in (0, 20, 3600)] == [1, 3, 10]
    assert Options(delay=1, per_second=0, speed=4).seconds_for(99) == 0.25


def test_the_command_line_sets_what_it_names_and_leaves_the_rest() -> None:
    parser = ArgumentParser()
    add_arguments(parser)
    given = parser.parse_args(
        ["--speed", "5", "--capacity", "3", "--when-full", "429", "--state", "a", "--key", "k"]
    )
    assert from_arguments(given) == Options(speed=5, capacity=3, when_full="429", state=Path("a"), key="k")
    assert from_arguments(vars(parser.parse_args([]))) == Options()


def test_the_key_is_not_shown() -> None:
    assert "secret" not in repr(Options(key="secret"))


def test_whole_numbers_do_for_seconds() -> None:
    assert Options(delay=0).changed({"delay": 0.5, "speed": 2}) == Options(delay=0.5, speed=2)


@pytest.mark.parametrize(
    "change",
    [{"speed": 0}, {"delay": -1}, {"delay": "1"}, {"delay": True}, {"capacity": 1.5}, {"when_full": "cry"},
     {"max_bytes": 0}, {"state": "a"}, {"colour": "red"}, {"longest": float("nan")}],
    ids=str,
)  # fmt: skip
def test_a_setting_that_makes_no_sense_is_refused(change: dict[str, object]) -> None:
    with pytest.raises(BadOption):
        Options().changed(change)
