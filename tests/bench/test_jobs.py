"""A small run, so that the benchmark works on the day on which it is wanted. Its speed is not looked at."""

import subprocess
import sys

import pytest

from hispeech_web.places import ROOT
from tests.bench.sound import recording

pytestmark = pytest.mark.processes


def test_a_small_load_is_carried_and_told() -> None:
    command = (sys.executable, "-m", "tests.bench", "--mode=auto", "--jobs=6", "--at-once=3", "--work=0.5")
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=180, check=False)
    assert "6, bought 6" in done.stdout, done.stderr
    assert "async" in done.stdout
    assert done.returncode in (0, 1)


def test_no_recording_is_like_another() -> None:
    assert len({recording(number, 0.1) for number in range(50)}) == 50
    assert recording(7, 0.1) == recording(7, 0.1)
