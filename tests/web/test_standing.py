"""What the site says about itself, to everybody and to its administrators."""

from collections.abc import Callable, Iterator

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from tests import factories
from transcripts.alignment import packages
from transcripts.models import PollingProof, Reason, Status, User
from transcripts.web import standing
from transcripts.web.standing import about_the_sandbox

Lacking = Callable[[str], None]


@pytest.fixture
def lacking(monkeypatch: pytest.MonkeyPatch) -> Iterator[Lacking]:
    """Says what is missing; nothing, to begin with."""

    def say(sentence: str) -> None:
        monkeypatch.setattr(packages, "missing", lambda: sentence)
        standing._missing.cache_clear()

    say("")
    yield say
    standing._missing.cache_clear()


def test_with_a_key_there_is_no_sandbox_to_speak_of(lacking: Lacking, settings: Settings) -> None:
    settings.SANDBOX = False
    lacking(packages.NO_MODEL)
    assert about_the_sandbox() == ""


def test_a_sandbox_that_listens_is_said_to_be_rough(lacking: Lacking, settings: Settings) -> None:
    settings.SANDBOX_HEAR = "listen"
    assert "writes down roughly what it hears" in about_the_sandbox()
    assert "made up" not in about_the_sandbox()


def test_a_sandbox_that_would_listen_says_what_it_lacks(lacking: Lacking, settings: Settings) -> None:
    settings.SANDBOX_HEAR = "listen"
    lacking(packages.NO_MODEL)
    assert "made up by the sandbox" in about_the_sandbox()
    assert "armspeech" in about_the_sandbox()


def test_a_sandbox_that_shall_not_listen_lacks_nothing(lacking: Lacking, settings: Settings) -> None:
    settings.SANDBOX_HEAR = "sound"
    lacking(packages.NO_MODEL)
    assert "made up by the sandbox" in about_the_sandbox()
    assert "armspeech" not in about_the_sandbox()


def test_administrators_are_told_what_is_missing_and_what_to_do(
    lacking: Lacking, client: Client, anahit: User
) -> None:
    anahit.is_staff = anahit.is_superuser = True
    anahit.save()
    client.force_login(anahit)
    for page in ("/admin/", "/usage/"):
        assert "make run" not in client.get(page).content.decode()
    lacking(packages.NO_RUNTIME)
    for page in ("/admin/", "/usage/"):
        content = client.get(page).content.decode()
        assert "ai-edge-litert" in content
        assert "make run" in content


def test_others_are_not_bothered_with_it(lacking: Lacking, client: Client, anahit: User) -> None:
    lacking(packages.NO_RUNTIME)
    client.force_login(anahit)
    assert "ai-edge-litert" not in client.get("/usage/").content.decode()


def test_administrators_are_told_of_a_refused_key_until_another_one_works(
    lacking: Lacking, client: Client, anahit: User
) -> None:
    anahit.is_staff = anahit.is_superuser = True
    anahit.save()
    client.force_login(anahit)
    job = factories.transcription(factories.recording(anahit), Status.FAILED, reason=Reason.KEY_REFUSED)
    factories.attempt(job, "voided", error_code=Reason.KEY_REFUSED)
    assert "does not accept the key" in client.get("/admin/").content.decode()
    factories.attempt(job, "settled", created_at=timezone.now())
    assert "does not accept the key" not in client.get("/admin/").content.decode()


def test_administrators_are_told_that_looking_up_worked_and_does_no_longer(
    lacking: Lacking, client: Client, anahit: User, settings: Settings
) -> None:
    settings.HISPEECH_MODE = "auto"
    anahit.is_staff = anahit.is_superuser = True
    anahit.save()
    client.force_login(anahit)
    PollingProof.record(timezone.now(), trouble="it never worked")
    assert "it never worked" not in client.get("/admin/").content.decode()
    PollingProof.record(timezone.now())
    PollingProof.record(timezone.now(), trouble="a job is not known")
    assert "a job is not known" in client.get("/admin/").content.decode()
    assert "a job is not known" in client.get("/usage/").content.decode()
    PollingProof.record(timezone.now())
    assert "Looking jobs up" not in client.get("/admin/").content.decode()
