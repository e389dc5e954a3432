from dataclasses import replace
from pathlib import Path

from tests.faults import report

RESULT = report.Result(
    stack="sqlite", seed=7, jobs=25, recordings=25, statuses={"completed": 24, "unconfirmed": 1},
    kills={"worker": 6, "site": 2}, faults={"drop_after": 3}, others={"the broker lost all it held": 1},
    uploads=30, accepted=26, attempts=31, asked=2, cancelled=1, repeated=0, recovery=(1.5, 6.25), rest=3.0, wall=42.0,
)  # fmt: skip
STUCK = replace(RESULT, breaches=[("stuck", "job x is still queued"), ("words", "job y has other words")])


def test_what_was_saved_is_what_is_loaded(tmp_path: Path) -> None:
    report.save(STUCK, tmp_path / "results" / "sqlite.json")
    assert report.load(tmp_path / "results" / "sqlite.json") == STUCK


def test_the_table_tells_every_breach_in_words() -> None:
    assert "The books agree." in report.table(RESULT)
    said = report.table(STUCK)
    assert "job x is still queued" in said
    assert "2 breaches" in said


def test_the_page_names_the_command_that_made_it() -> None:
    page = report.page([STUCK])
    assert "make faults SEED=7 JOBS=25 STACK=sqlite" in page
    assert "| **stuck** | **1** |" in page
    assert "| **lost** | **0** |" in page
    assert "| other breaches | 1 (words 1) |" in page
