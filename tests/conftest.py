"""What every test may lean on: a data folder of its own, and the cast.

Anahit owns the newsroom's team, Bagrat edits in it, Vahe reads, Gayane reviews its usage;
Mallory owns a team of her own and has no business here.
"""

import os
import tempfile

# Before Django reads its settings.
os.environ["DATA_DIR"] = tempfile.mkdtemp(prefix="hispeech-tests-")
os.environ["SECRET_KEY"] = "only for tests"
os.environ["CELERY_BROKER_URL"] = "memory://"
for name in [name for name in os.environ if name.startswith("HISPEECH_")]:
    del os.environ[name]

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from transcripts.models import Team, User


@pytest.fixture(autouse=True)
def _plain_static_files(settings: object) -> None:
    """Pages must not need a collectstatic before they can be tested."""
    settings.STORAGES = {  # type: ignore[attr-defined]
        **settings.STORAGES,  # type: ignore[attr-defined]
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }


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
