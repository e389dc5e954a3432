"""The cast that every test may lean on.

Anahit owns the newsroom's team, Bagrat edits in it, Vahe reads, Gayane reviews its usage;
Mallory owns a team of her own and has no business here.
"""

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytest_django import Settings

    from transcripts.models import Team, User
    from transcripts.sandbox import Sandbox


@pytest.fixture(autouse=True)
def _no_experience() -> None:
    """What one test's jobs took is nothing to the next."""
    from transcripts.library import expectation

    expectation._remembered.clear()


@pytest.fixture
def own_storage(settings: "Settings", tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path / "media"
    settings.SCRATCH_DIR = tmp_path / "scratch"
    settings.SCRATCH_DIR.mkdir()


@pytest.fixture
def sandbox(settings: "Settings", own_storage: None) -> "Iterator[Sandbox]":
    """In HiSpeech's place, over a real socket, and quick."""
    from transcripts.sandbox import running

    with running(delay=0.05, per_second=0.0) as box:
        settings.HISPEECH_BASE_URL = box.url
        yield box


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
