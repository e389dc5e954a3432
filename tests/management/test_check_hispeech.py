import pytest
from django.core.management import CommandError, call_command
from pytest_django import Settings

from tests import factories
from transcripts.models import PollingProof
from transcripts.sandbox import Sandbox

pytestmark = pytest.mark.django_db
MEETING = str(factories.SAMPLES / "meeting.mp3")


def test_without_a_file_nothing_is_bought(sandbox: Sandbox, capsys: pytest.CaptureFixture[str]) -> None:
    call_command("check_hispeech")
    assert "look-up  yes" in capsys.readouterr().out
    assert not any(entry.accepted for entry in sandbox.ledger())


def test_with_a_file_all_ways_are_tried_and_polling_is_proved(
    sandbox: Sandbox, capsys: pytest.CaptureFixture[str]
) -> None:
    call_command("check_hispeech", MEETING)
    said = capsys.readouterr().out
    for line in ("sync     yes", "async    yes", "openai   yes", "same text: proved"):
        assert line in said
    assert PollingProof.stands()


def test_a_missing_polling_address_is_told(sandbox: Sandbox, capsys: pytest.CaptureFixture[str]) -> None:
    sandbox.fault("no_polling")
    call_command("check_hispeech", MEETING)
    said = capsys.readouterr().out
    assert "sync     yes" in said
    assert "look-up  NO" in said
    assert not PollingProof.stands()


def test_nobody_there_is_a_failure(settings: Settings) -> None:
    settings.HISPEECH_BASE_URL = "http://127.0.0.1:9"
    with pytest.raises(CommandError):
        call_command("check_hispeech")


def test_what_is_no_recording_is_told(sandbox: Sandbox) -> None:
    with pytest.raises(CommandError, match="could not be read"):
        call_command("check_hispeech", str(factories.SAMPLES / "bad/text_named.mp3"))
