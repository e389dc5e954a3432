from tests.faults.plan import storm
from tests.faults.storming import mild


def test_a_storm_that_struck_less_than_ordered_proves_nothing() -> None:
    wild = storm(1, "sqlite", jobs=300, kills=111, faults=300)
    assert (wild.kills, wild.faults) == (111, 200)
    assert list(mild(wild, 111, 200)) == []
    assert [kind for kind, _about in mild(wild, 110, 199)] == ["mild", "mild"]
