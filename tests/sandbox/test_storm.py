from collections.abc import Iterator
from itertools import islice

import pytest

from transcripts.sandbox.faults import BadFault, Fault, Kind, Moment, fault
from transcripts.sandbox.speech import CONVERSATIONAL, FORMAL
from transcripts.sandbox.storm import Storm


def strikes(storm: Storm, way: str = "sync", model: str = FORMAL) -> Iterator[Kind | None]:
    while True:
        struck = storm.draw(way, model, tuple(Moment))
        yield struck.kind if struck else None


def test_a_fault_strikes_as_often_as_was_asked() -> None:
    storm = Storm(0)
    storm.add(fault({"kind": "error", "count": 2}))
    assert list(islice(strikes(storm), 3)) == [Kind.ERROR, Kind.ERROR, None]
    assert not storm.in_force()


def test_the_oldest_that_fits_strikes_first() -> None:
    storm = Storm(0)
    storm.add(fault({"kind": "error", "model": CONVERSATIONAL}))
    storm.add(fault({"kind": "too_many"}))
    storm.add(fault({"kind": "refusal"}))
    assert list(islice(strikes(storm), 3)) == [Kind.TOO_MANY, Kind.REFUSAL, None]


def test_a_fault_strikes_only_in_its_moment() -> None:
    storm = Storm(0)
    storm.add(fault({"kind": "drop_after"}))
    assert storm.draw("sync", FORMAL, [Moment.READING, Moment.READ]) is None
    assert storm.draw("sync", FORMAL, [Moment.MADE]) is not None


def test_chance_strikes_about_as_often_as_it_should_and_the_same_for_the_same_seed() -> None:
    def storm_of(seed: int) -> list[Kind | None]:
        storm = Storm(seed)
        storm.add(fault({"kind": "error", "probability": 0.2}))
        return list(islice(strikes(storm), 1000))

    assert 150 < storm_of(1).count(Kind.ERROR) < 250
    assert storm_of(1) == storm_of(1)
    assert storm_of(1) != storm_of(2)


def test_chance_begins_anew_after_a_reset() -> None:
    storm = Storm(1)
    rounds = []
    for _ in range(2):
        storm.clear()
        storm.add(fault({"kind": "error", "probability": 0.5}))
        rounds.append(list(islice(strikes(storm), 50)))
    assert rounds[0] == rounds[1]


def test_a_fault_of_no_way_leaves_look_ups_alone() -> None:
    storm = Storm(0)
    storm.add(fault({"kind": "error", "count": None}))
    assert next(strikes(storm, "lookup")) is None
    assert next(strikes(storm, "openai")) is Kind.ERROR


def test_a_fault_can_be_removed_by_its_number() -> None:
    storm = Storm(0)
    number = storm.add(fault({"kind": "no_polling"}))
    assert storm.remove(number)
    assert not storm.remove(number)
    assert next(strikes(storm, "lookup")) is None


def test_a_page_that_hides_a_job_comes_after_it() -> None:
    assert fault({"kind": "error_page"}) == Fault(Kind.ERROR_PAGE, status=502)
    assert fault({"kind": "error_page"}).moment is Moment.READ
    assert fault({"kind": "error_page", "after": True}).moment is Moment.MADE


@pytest.mark.parametrize(
    "wanted",
    [
        {},
        {"kind": "earthquake"},
        {"kind": "error", "status": 404},
        {"kind": "error", "status": "500"},
        {"kind": "error", "count": True},
        {"kind": "error", "count": 0},
        {"kind": "error", "way": "pigeon"},
        {"kind": "error", "when": "now"},
        {"kind": "error", "probability": 2},
        {"kind": "slow", "seconds": -1},
        {"kind": "slow", "seconds": float("nan")},
        {"kind": "too_many", "retry_after": "1\r\nSet-Cookie: a"},
        {"kind": "refusal", "way": "lookup"},
        {"kind": "no_polling", "way": "sync"},
    ],
    ids=str,
)
def test_a_fault_that_cannot_be_is_refused(wanted: dict[str, object]) -> None:
    with pytest.raises(BadFault):
        fault(wanted)
