"""The speech model is fetched once, and never ends the set-up."""

from pathlib import Path

import pytest

from hispeech_web.bootstrap import speech


@pytest.fixture
def environment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An environment without packages; returns where they would be."""
    (tmp_path / "speech.txt").write_text("armspeech==0.1.4")
    monkeypatch.setattr(speech, "LOCK", tmp_path / "speech.txt")
    monkeypatch.setattr(speech, "BUILD", tmp_path)
    monkeypatch.setattr(speech, "STAMP", tmp_path / "speech")
    monkeypatch.setattr(speech, "LOCKED", tmp_path / "speech.lock")
    monkeypatch.setattr(speech, "VENV", tmp_path)
    return tmp_path / "lib" / "python3.11" / "site-packages"


@pytest.fixture
def tries(environment: Path, monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """How long each installation may take; instead of installing, files appear."""
    seconds: list[float] = []

    def install(patience: float) -> str:
        seconds.append(patience)
        for part in speech.PARTS:
            (environment / part).parent.mkdir(parents=True, exist_ok=True)
            (environment / part).touch()
        return ""

    monkeypatch.setattr(speech, "_install", install)
    return seconds


def test_a_second_start_installs_nothing(tries: list[float]) -> None:
    speech.ensure()
    speech.ensure()
    assert tries == [speech.FIRST_TRY]


def test_what_another_installation_swept_away_comes_back(environment: Path, tries: list[float]) -> None:
    speech.ensure()
    (environment / speech.PARTS[0]).unlink()
    speech.ensure()
    assert len(tries) == 2


def test_without_a_network_set_up_goes_on_and_later_starts_wait_less(
    environment: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    tries: list[float] = []

    def fail(patience: float) -> str:
        tries.append(patience)
        return "one line\nno network"

    monkeypatch.setattr(speech, "_install", fail)
    speech.ensure()
    speech.ensure()
    assert tries == [speech.FIRST_TRY, speech.LATER_TRY]
    assert "could not be fetched (no network)" in capsys.readouterr().out


def test_beside_the_site_it_is_fetched_without_haste(
    tries: list[float], capsys: pytest.CaptureFixture[str]
) -> None:
    speech.ensure_in_time()
    speech.ensure()
    assert tries == [speech.BESIDE_THE_SITE]
    assert "is here now" in capsys.readouterr().out


def test_who_comes_while_another_fetches_does_not_wait(environment: Path, tries: list[float]) -> None:
    with speech._alone() as alone:
        assert alone
        speech.ensure()
        speech.ensure_in_time()
    assert tries == []
    speech.ensure()
    assert len(tries) == 1
