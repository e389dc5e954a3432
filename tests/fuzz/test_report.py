from collections import Counter
from dataclasses import replace

from tests.fuzz.report import Result, page, table

RESULT = Result(
    seed=7,
    files=20,
    taken=8,
    refused=Counter({"cut_off": 12}),
    ends=Counter({"completed": 8}),
    copies=Counter(),
    pages=Counter({"page 200": 8, "cut short": 0}),
    slowest=0.7,
    wall=17.0,
    trouble=[],
)


def test_the_page_says_how_to_run_it_again_and_that_nothing_was_found() -> None:
    written = page(RESULT)
    assert "make fuzz SEED=7 FILES=20" in written
    assert "| **what must not be** | **nothing** |" in written
    assert "8 (page 200 8)" in written


def test_every_trouble_is_told() -> None:
    found = table(replace(RESULT, trouble=["file 3 was answered 500 ?", "work-x is left in scratch"]))
    assert "file 3 was answered 500 ?; work-x is left in scratch" in found
