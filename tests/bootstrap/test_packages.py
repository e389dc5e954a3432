"""What is installed, and how one knows that it is."""

import sys
from pathlib import Path

import pytest

from hispeech_web.bootstrap import packages, shell


@pytest.fixture
def checkout(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Locks of a few bytes, and an environment that seems to be there."""
    for name in ("tools", "base", "dev"):
        (tmp_path / f"{name}.txt").write_text(name)
    monkeypatch.setattr(packages, "REQUIREMENTS", tmp_path)
    monkeypatch.setattr(packages, "STAMP", tmp_path / "installed")
    monkeypatch.setattr(packages, "PYTHON", Path(sys.executable))
    return tmp_path


@pytest.fixture
def installed(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Which sets were installed, instead of installing them."""
    sets: list[str] = []
    monkeypatch.setattr(packages, "_make_environment", lambda: None)
    monkeypatch.setattr(packages, "_install", sets.append)
    return sets


def test_a_second_start_installs_nothing(checkout: Path, installed: list[str]) -> None:
    packages.ensure("base")
    packages.ensure("base")
    assert installed == ["base"]


def test_running_after_testing_installs_nothing(checkout: Path, installed: list[str]) -> None:
    packages.ensure("dev")
    packages.ensure("base")
    assert installed == ["dev"]


def test_testing_after_running_installs_the_rest(checkout: Path, installed: list[str]) -> None:
    packages.ensure("base")
    packages.ensure("dev")
    assert installed == ["base", "dev"]


def test_a_changed_lock_installs_again(checkout: Path, installed: list[str]) -> None:
    packages.ensure("base")
    (checkout / "base.txt").write_text("newer")
    packages.ensure("base")
    assert installed == ["base", "base"]


def test_an_installation_that_failed_is_tried_again(
    checkout: Path, installed: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(kind: str) -> None:
        raise shell.SetupFailed("no network")

    with monkeypatch.context() as offline:
        offline.setattr(packages, "_install", fail)
        with pytest.raises(shell.SetupFailed):
            packages.ensure("base")
    packages.ensure("base")
    assert installed == ["base"]


def test_the_locks_hold_hashes_and_no_addresses() -> None:
    for lock in (shell.ROOT / "requirements").glob("*.txt"):
        words = lock.read_text(encoding="ascii")
        assert "--hash=sha256:" in words, lock.name
        assert "://" not in words, lock.name


def test_what_a_program_said_last_is_told() -> None:
    assert shell.run(sys.executable, "-c", "pass") == ""
    assert shell.run(sys.executable, "-c", "raise SystemExit('no such package')") == "no such package"
    assert "0.1 seconds" in shell.run(sys.executable, "-c", "import time; time.sleep(5)", seconds=0.1)
    assert "No such file" in shell.run("a-program-that-is-not-there")
