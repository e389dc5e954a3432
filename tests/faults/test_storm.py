"""A short storm with real processes on either stack; `make faults` is the long one."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.faults.plan import STACKS

ROOT = Path(__file__).resolve().parents[2]
# A storm of twenty-five seconds, its beginning and end; a busy machine takes several times as long.
PATIENCE = 400


@pytest.mark.processes
@pytest.mark.parametrize("stack", STACKS)
def test_nothing_is_lost_stuck_or_paid_twice_in_a_short_storm(stack: str) -> None:
    small = ("--seed=3", "--jobs=25", "--kills=9", "--faults=28")
    storm = subprocess.Popen(
        (sys.executable, "-m", "tests.faults", f"--stack={stack}", *small),
        cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
    )  # fmt: skip
    try:
        said, _ = storm.communicate(timeout=PATIENCE)
    finally:
        storm.terminate()  # it takes its processes along
        storm.wait()
    assert storm.returncode == 0, said
    assert "The books agree." in said
