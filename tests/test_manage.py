"""The command line, started as the README tells: by whichever Python the machine has."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from hispeech_web.places import ROOT

pytestmark = pytest.mark.processes


def _strangers() -> str:
    """A Python that knows nothing of Django: the one below our own environment, without its packages."""
    return str(getattr(sys, "_base_executable", sys.executable))


def _ask(folder: Path) -> "subprocess.CompletedProcess[str]":
    command = (_strangers(), "-S", "manage.py", "version")
    environment = {"PATH": os.environ["PATH"]}
    return subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)


@pytest.mark.skipif(not (ROOT / ".venv").is_dir(), reason="set up elsewhere")
def test_the_right_python_takes_over() -> None:
    done = _ask(ROOT)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("5.") or done.stdout.startswith("6.")


def test_before_anything_is_set_up_it_says_what_to_do(tmp_path: Path) -> None:
    shutil.copy(ROOT / "manage.py", tmp_path)
    done = _ask(tmp_path)
    assert done.returncode == 1
    assert done.stderr == "Nothing is set up here yet: `make run` does it.\n"
