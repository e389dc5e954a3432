from tests.bench.workspace import Found, rows


def test_what_misses_its_promise_says_so() -> None:
    good = Found([0.4, 0.5, 2.0], 300_000, [16.7] * 100, [40.0, 90.0], 1500)
    assert all(row.kept for row in rows(good))
    bad = Found([1.4, 1.5, 0.2], 3_000_000, [25.0] * 100, [40.0, 900.0], 1500)
    assert [row.kept for row in rows(bad)] == [False, False, False, True, True, False, True]


def test_frames_are_counted_by_the_time_that_they_took() -> None:
    found = Found([], 0, [10.0, 30.0], [], 0)
    assert found.per_second == 50
