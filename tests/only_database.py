"""A pytest plugin: leave out what no other database can change."""

import pytest

DATABASE = {"db", "transactional_db", "live_server"}


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    kept = [item for item in items if _asks_the_database(item)]
    config.hook.pytest_deselected(items=[item for item in items if item not in kept])
    items[:] = kept


def _asks_the_database(item: pytest.Item) -> bool:
    """Journeys and whole processes bring the embedded stack with them, and so SQLite."""
    if item.get_closest_marker("journey") or item.get_closest_marker("processes"):
        return False
    fixtures = set(getattr(item, "fixturenames", ()))
    return bool(fixtures & DATABASE or item.get_closest_marker("django_db"))
