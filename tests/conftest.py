"""The cast that every test may lean on.

Anahit owns the newsroom's team, Bagrat edits in it, Vahe reads, Gayane reviews its usage;
Mallory owns a team of her own and has no business here.
"""

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from transcripts.models import Team, User


@pytest.fixture(autouse=True)
def _no_experience() -> None:
    """What one test's jobs took is nothing to the next."""
    from transcripts.library import expectation

    expectation._remembered.clear()


@pytest.fixture
def team(db: None) -> "Team":
    from transcripts.models import Team

    return Team.objects.create(name="Լրատուն")


def _member(name: str, team: "Team", role: str) -> "User":
    from tests.factories import person
    from transcripts.models import Role

    return person(name, team, Role(role))


@pytest.fixture
def anahit(team: "Team") -> "User":
    return _member("Anahit", team, "owner")


@pytest.fixture
def bagrat(team: "Team") -> "User":
    return _member("Bagrat", team, "editor")


@pytest.fixture
def vahe(team: "Team") -> "User":
    return _member("Vahe", team, "viewer")


@pytest.fixture
def gayane(team: "Team") -> "User":
    return _member("Gayane", team, "billing")


@pytest.fixture
def mallory(db: None) -> "User":
    from transcripts.models import Team

    return _member("Mallory", Team.objects.create(name="Strangers"), "owner")
