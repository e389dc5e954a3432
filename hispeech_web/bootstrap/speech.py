"""The speech model and what runs it: they give recordings word times of our own. Without them the site does without.

Installed by pip and without dependencies: armspeech refuses the Pythons we need (uv cannot be told to ignore that), and only
its model is taken; what LiteRT names as dependencies is for converting models.
"""

from hispeech_web.bootstrap.packages import PYTHON, REQUIREMENTS, VENV
from hispeech_web.bootstrap.shell import BUILD, digest, read, run, say

LOCK = REQUIREMENTS / "speech.txt"
STAMP = BUILD / "speech"
# What must be there; installing the other packages may have swept it away.
PARTS = ("armspeech/model/model.tflite", "ai_edge_litert/interpreter.py")
FIRST_TRY, LATER_TRY = 300, 20  # seconds; a machine without the registry should not wait at each start


def ensure() -> None:
    wanted = digest([LOCK], str(VENV))
    if _is_there() and read(STAMP) == wanted:
        return
    problem = _install(LATER_TRY if read(STAMP) == f"missed-{wanted}" else FIRST_TRY)
    if problem:
        last = problem.splitlines()[-1]
        say(f"Warning: the speech model could not be fetched ({last}). Word times of our own wait for it.")
    STAMP.write_text(f"missed-{wanted}" if problem else wanted, encoding="ascii")


def _is_there() -> bool:
    places = list(VENV.glob("lib/python3.*/site-packages"))
    return any(all((place / part).is_file() for part in PARTS) for place in places)


def _install(seconds: float) -> str:
    """Returns "" where it worked, else what went wrong."""
    quietly = ("--quiet", "--disable-pip-version-check", "--retries", "1")
    alone = ("--no-deps", "--ignore-requires-python", "--require-hashes")
    return run(PYTHON, "-m", "pip", "install", *quietly, *alone, "-r", LOCK, seconds=seconds)
