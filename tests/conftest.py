"""The cast that every test may lean on.

Anahit owns the newsroom's team, Bagrat edits in it, Vahe reads, Gayane reviews its usage;
Mallory owns a team of her own and has no business here.
"""

from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, cast

import pytest
from hypothesis import HealthCheck
from hypothesis import settings as examples

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from pytest_django import Settings

    from hispeech_web.bucket import Bucket
    from tests.s3 import Server, Servers
    from transcripts.models import Team, User
    from transcripts.sandbox import Sandbox

# How long an example takes says how busy the machine is, and nothing about the code.
examples.register_profile("patient", deadline=None, suppress_health_check=[HealthCheck.too_slow])
examples.load_profile("patient")


@pytest.fixture(autouse=True)
def _no_experience() -> None:
    """What one test's jobs took is nothing to the next."""
    from transcripts.library import expectation, remembered

    expectation._remembered.clear()
    remembered.forget()
    remembered._settled.clear()


@pytest.fixture(autouse=True, scope="session")
def _flushed_with_its_log() -> "Iterator[None]":
    """Tests with transactions of their own empty all tables afterwards, which the audit log refuses. The flush's
    `post_migrate` guards it again, and need not write two hundred permissions that nobody here is asked for.
    """
    from django.db import connection
    from django.db.models.signals import post_migrate
    from django.test import TransactionTestCase

    from transcripts.models import append_only

    flush: Callable[[TransactionTestCase], None] = TransactionTestCase._fixture_teardown  # type: ignore[attr-defined]

    def lifted(case: TransactionTestCase) -> None:
        append_only.lift(connection)
        flush(case)

    post_migrate.disconnect(dispatch_uid="django.contrib.auth.management.create_permissions")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(TransactionTestCase, "_fixture_teardown", lifted)
        yield


@pytest.fixture(autouse=True)
def _nobody_at_the_door() -> "Iterator[None]":
    """Who came in by a test's call of a view alone, without the site around it, is forgotten with the test."""
    from transcripts.models.origin import Origin, coming_from

    with coming_from(Origin()):
        yield


@pytest.fixture
def own_storage(settings: "Settings", tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path / "media"
    settings.SCRATCH_DIR = tmp_path / "scratch"
    settings.SCRATCH_DIR.mkdir()


@pytest.fixture(scope="session")
def s3_servers(tmp_path_factory: pytest.TempPathFactory) -> "Iterator[Servers]":
    from tests.s3 import Servers

    with ExitStack() as stack:
        yield Servers(stack, tmp_path_factory.mktemp("s3"))


@pytest.fixture
def s3(s3_servers: "Servers") -> "Server":
    """The strict one."""
    return s3_servers["nanio"]


@pytest.fixture
def bucket(s3: "Server", settings: "Settings", own_storage: None) -> "Iterator[Bucket]":
    """The site keeps its files in an empty bucket, in place of the folder."""
    from django.core.files.storage import storages

    from tests.s3 import close

    options = s3.new_bucket()
    settings.STORAGES = {
        **settings.STORAGES,
        "default": {"BACKEND": "hispeech_web.bucket.Bucket", "OPTIONS": options},
    }
    settings.AWS_STORAGE_BUCKET_NAME = options["bucket_name"]
    here = cast("Bucket", storages["default"])
    yield here
    close(here)


@pytest.fixture(params=["folder", "bucket"])
def any_storage(request: pytest.FixtureRequest, own_storage: None) -> str:
    """The test runs with both."""
    if request.param == "bucket":
        request.getfixturevalue("bucket")
    return str(request.param)


@pytest.fixture
def sandbox(settings: "Settings", own_storage: None) -> "Iterator[Sandbox]":
    """In HiSpeech's place, over a real socket, and quick."""
    from transcripts.sandbox import running
    from transcripts.transcription import recogniser

    with running(delay=0.05, per_second=0.0) as box:
        settings.HISPEECH_BASE_URL = box.url
        yield box
        # Each test has a sandbox of its own: a client that was kept would keep its connections until the very end.
        settings.HISPEECH_BASE_URL = box.url
        recogniser.recogniser().close()
        recogniser._client.cache_clear()


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
