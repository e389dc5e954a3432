"""What the steps share: where things go, how to speak, how to run a program, what was done already."""

import hashlib
import os
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
BUILD = ROOT / "build"
VENDOR = ROOT / "static" / "vendor"


class SetupFailed(Exception):
    """Something that we cannot mend ourselves; the message says what to do."""


def say(message: str) -> None:
    sys.stdout.write(f"{message}\n")
    sys.stdout.flush()


def run(*command: str | Path, seconds: float = 900) -> str:
    """Run a program in the checkout. Returns "" where it worked, else what it said at the end."""
    try:
        done = subprocess.run(
            [os.fspath(part) for part in command],
            cwd=ROOT,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            timeout=seconds,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return f"no answer within {seconds:g} seconds"
    except OSError as problem:
        return str(problem)
    if done.returncode == 0:
        return ""
    last_words = done.stdout.decode(errors="replace").strip().splitlines()[-4:]
    return "\n".join(last_words) or f"exit code {done.returncode}"


def digest(files: Iterable[Path], *more: str) -> str:
    """A name for the contents of `files` and the words in `more`."""
    total = hashlib.sha256("\0".join(more).encode())
    for file in files:
        total.update(file.read_bytes())
    return total.hexdigest()


def read(stamp: Path) -> str:
    return stamp.read_text(encoding="ascii").strip() if stamp.is_file() else ""
