from tests.faults.watch import recoveries


def test_recovery_is_counted_from_the_last_kill_to_the_next_progress() -> None:
    hits = [(10.0, frozenset({"a"})), (12.0, frozenset({"a", "b"})), (30.0, frozenset({"b"}))]
    found = recoveries(hits, {"a": [5.0, 15.0, 16.0], "b": [11.0, 13.0]})
    assert sorted(found) == [(1.0, "b"), (3.0, "a")]


def test_a_job_that_no_kill_hit_has_nothing_to_recover_from() -> None:
    assert recoveries([(10.0, frozenset({"a"}))], {"b": [5.0, 15.0]}) == []
