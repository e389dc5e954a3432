"""A small run, so that the benchmark works on the day on which it is wanted. Its speed is not looked at."""

import subprocess
import sys

import pytest

from hispeech_web.places import ROOT

pytestmark = pytest.mark.processes


def test_small_uploads_are_measured_and_told() -> None:
    sizes = ("--rough=5", "--piece=256", "--copied=16", "--stalled=3", "--rounds=1")
    command = (sys.executable, "-m", "tests.bench.uploads", *sizes)
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=300, check=False)
    assert "5 MiB, 3 kills and 10 cuts" in done.stdout, done.stderr
    assert "DIFFERS" not in done.stdout
    assert "method 'recv' of '_socket.socket'" in done.stdout
    assert "a page beside 3 silent senders" in done.stdout
    assert done.returncode in (0, 1)
