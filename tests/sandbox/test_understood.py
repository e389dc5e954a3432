import os
import time
from pathlib import Path

import pytest

from transcripts.alignment.found import Heard
from transcripts.sandbox import understood
from transcripts.sandbox.understood import KEPT_SECONDS, Understood

SAID = (Heard("բարև", 0.5, 0.9, False), Heard("ձեզ", 0.9, 1.3, True))


def _aged(folder: Path, name: str, seconds: float) -> None:
    then = time.time() - seconds
    os.utime(folder / name, (then, then))


def test_what_was_understood_comes_back_also_after_a_restart(tmp_path: Path) -> None:
    Understood(tmp_path / "words").put("a", SAID)
    again = Understood(tmp_path / "words")
    assert again.get("a") == SAID
    assert again.get("b") is None


def test_it_is_forgotten_after_a_day(tmp_path: Path) -> None:
    kept = Understood(tmp_path)
    for name in ("old", "asked for again", "new"):
        kept.put(name, SAID)
    _aged(tmp_path, "old", KEPT_SECONDS + 60)
    _aged(tmp_path, "asked for again", KEPT_SECONDS + 60)
    assert kept.touch("asked for again")
    kept.put("newest", SAID)
    assert [kept.get(name) for name in ("old", "asked for again", "new", "newest")] == [
        None,
        SAID,
        SAID,
        SAID,
    ]
    assert not kept.touch("old")


def test_a_start_forgets_too(tmp_path: Path) -> None:
    Understood(tmp_path).put("a", SAID)
    _aged(tmp_path, "a", KEPT_SECONDS + 60)
    assert Understood(tmp_path).get("a") is None


def test_all_of_it_stays_small_but_the_newest_stays(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    kept = Understood(tmp_path)
    kept.put("a", SAID)
    size = (tmp_path / "a").stat().st_size
    monkeypatch.setattr(understood, "KEPT_BYTES", 2.5 * size)
    _aged(tmp_path, "a", 30)
    kept.put("b", SAID)
    _aged(tmp_path, "b", 20)
    kept.put("c", SAID)
    assert [bool(kept.get(name)) for name in "abc"] == [False, True, True]
    monkeypatch.setattr(understood, "KEPT_BYTES", 1)
    kept.put("d", SAID)
    assert [bool(kept.get(name)) for name in "abcd"] == [False, False, False, True]


def test_cleared_it_has_understood_nothing(tmp_path: Path) -> None:
    kept = Understood(tmp_path)
    kept.put("a", SAID)
    kept.clear()
    assert kept.get("a") is None
