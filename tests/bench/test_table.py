from dataclasses import replace

from tests.bench import table
from tests.bench.jobs import Load, Measured
from tests.bench.memory import Taken

LOAD = Load("sync", jobs=4, at_once=2, work=10)
GOOD = Measured(
    wall=22.9,
    filled=0.5,
    last_sent=12.0,
    overhead=[0.1, 0.2, 0.3, 0.4],
    memory=Taken(rss=100, pss=80, family=150),
    computed=0.2,
    finished=4,
    bought=4,
    ways=["sync"],
)


def missed(found: Measured) -> list[str]:
    return [row.name for row in table.rows(LOAD, found) if not row.kept]


def test_the_ideal_is_that_of_full_places() -> None:
    assert LOAD.ideal == 20
    assert replace(LOAD, jobs=5).ideal == 30


def test_within_every_limit_nothing_is_missed() -> None:
    assert missed(GOOD) == []
    assert not any("MISSED" in line for line in table.lines([(LOAD, GOOD)]))


def test_every_limit_can_be_missed() -> None:
    bad = replace(
        GOOD, wall=23.1, overhead=[0.1, 0.2, 1.3, 1.4], memory=Taken(rss=301, pss=90, family=400), finished=3
    )
    assert len(missed(bad)) == 5


def test_what_was_bought_twice_shows() -> None:
    assert missed(replace(GOOD, bought=5)) == ["texts that can be read"]
