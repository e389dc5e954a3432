"""The speech model and what runs it: they give recordings word times of our own. Without them the site does without.

A first start waits a little for them; on a slow line, or where the registry cannot be reached just then, the site starts, and
`python -m hispeech_web.bootstrap.speech` goes on trying beside it. They are used as soon as they are there.

Installed by pip and without dependencies: armspeech refuses the Pythons we need (uv cannot be told to ignore that), and only
its model is taken; what LiteRT names as dependencies is for converting models.
"""

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager

from hispeech_web.bootstrap.packages import PYTHON, REQUIREMENTS, VENV
from hispeech_web.bootstrap.shell import BUILD, digest, read, run, say

LOCK = REQUIREMENTS / "speech.txt"
STAMP, LOCKED = BUILD / "speech", BUILD / "speech.lock"
# What must be there; installing the other packages may have swept it away.
PARTS = ("armspeech/model/model.tflite", "ai_edge_litert/interpreter.py")
# Seconds. 42 MB; the rest of set-up is as much again and is waited for anyhow.
FIRST_TRY, LATER_TRY, BESIDE_THE_SITE = 45, 10, 3600


def ensure() -> None:
    wanted = digest([LOCK], str(VENV))
    if _is_there() and read(STAMP) == wanted:
        return
    with _alone() as alone:
        if alone:
            _fetch(wanted, LATER_TRY if read(STAMP) == f"missed-{wanted}" else FIRST_TRY)


def ensure_in_time() -> None:
    """While the site runs: nobody waits for it."""
    with _alone() as alone:
        if alone and not _fetch(digest([LOCK], str(VENV)), BESIDE_THE_SITE):
            say("The speech model is here now.")


def _fetch(wanted: str, seconds: float) -> str:
    """Returns what `_install` does."""
    problem = _install(seconds)
    if problem:
        last = problem.splitlines()[-1]
        say(f"Warning: the speech model could not be fetched ({last}). Word times of our own wait for it.")
    STAMP.write_text(f"missed-{wanted}" if problem else wanted, encoding="ascii")
    return problem


@contextmanager
def _alone() -> Iterator[bool]:
    """False where another process is fetching already."""
    BUILD.mkdir(exist_ok=True)
    with LOCKED.open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            yield False
        else:
            yield True


def _is_there() -> bool:
    places = list(VENV.glob("lib/python3.*/site-packages"))
    return any(all((place / part).is_file() for part in PARTS) for place in places)


def _install(seconds: float) -> str:
    """Returns "" where it worked, else what went wrong."""
    quietly = ("--quiet", "--disable-pip-version-check", "--retries", "1")
    alone = ("--no-deps", "--ignore-requires-python", "--require-hashes")
    return run(PYTHON, "-m", "pip", "install", *quietly, *alone, "-r", LOCK, seconds=seconds)


if __name__ == "__main__":
    ensure_in_time()
