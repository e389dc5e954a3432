from tests.bench import page
from tests.bench.page import Found
from tests.bench.uploads.files import MiB


def test_a_file_that_differs_has_missed_what_was_promised() -> None:
    whole, broken = (page.rows(2 * MiB, Found(same, 1.0, 3 * MiB)) for same in (True, False))
    assert all(row.kept for row in whole)
    assert [row.kept for row in broken] == [False, True, True]
    assert whole[1].value == "1 MiB"
