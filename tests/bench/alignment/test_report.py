import xml.etree.ElementTree as ElementTree

from tests.bench.alignment.beside import Beside
from tests.bench.alignment.judging import Judged
from tests.bench.alignment.long import Long
from tests.bench.alignment.plot import drawing
from tests.bench.alignment.report import Spread, beside, kept

GOOD = [0.01] * 99 + [0.4]


def test_the_spread_is_told_in_milliseconds() -> None:
    assert Spread.of([0.01, 0.02, 0.03, 0.04, 0.5]) == Spread(30, 500, 500)


def test_what_is_promised_is_kept() -> None:
    long = Long(hours=8, factor=0.1, memory=200, stopping=0.3, starts=(0.01,))
    assert all(row[2] for row in kept(GOOD, GOOD, GOOD, Judged(0.999, 97, 97), long))


def test_what_is_missed_is_said() -> None:
    rows = kept([0.1] * 100, [0.3] * 100, GOOD, Judged(0.9, 97, 94), None)
    missed = [name for name, _, good in rows if not good]
    assert [name.split(",")[0] for name in missed] == [
        "start",
        "start",
        "own text against another's (area)",
        "invented sentences named",
    ]


def test_a_site_that_slows_down_is_said() -> None:
    assert beside(Beside(alone=40, listening=50))[2]
    assert not beside(Beside(alone=40, listening=90))[2]


def test_the_drawing_is_well_formed() -> None:
    drawn = ElementTree.fromstring(drawing({"ours": GOOD, "by length": [0.5, 40.0, 0.0]}))
    assert len(drawn.findall("{http://www.w3.org/2000/svg}polyline")) == 2
