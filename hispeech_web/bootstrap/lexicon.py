"""The Armenian lexicon: fetched as a grammar, compiled into a table that search reads. Without it the site guesses at endings.

`uniparser-eastern-armenian` (MIT) is a source, not a dependency: only its data are read, once, and its licence stays with the table.
"""

import shutil
import tempfile
from pathlib import Path

from hispeech_web.bootstrap.packages import PYTHON, REQUIREMENTS
from hispeech_web.bootstrap.shell import BUILD, ROOT, digest, read, run, say

LOCK = REQUIREMENTS / "lexicon.txt"
MADE = BUILD / "lexicon"
STAMP = BUILD / "lexicon.made"
COMPILER = ROOT / "transcripts" / "text" / "armenian"
FIRST_TRY, LATER_TRY = 120, 20  # seconds; a machine without the registry should not wait at each start


def ensure() -> None:
    wanted = digest(
        [
            LOCK,
            *(COMPILER / f"{name}.py" for name in ("grammar", "lexicon", "make", "spelling", "supplement")),
        ]
    )
    if read(STAMP) == wanted and MADE.is_dir():
        return
    problem = _make(LATER_TRY if read(STAMP) == f"missed-{wanted}" else FIRST_TRY)
    if problem:
        last = problem.splitlines()[-1]
        say(
            f"Warning: the Armenian lexicon could not be made ({last}). Search guesses at endings until then."
        )
    STAMP.write_text(f"missed-{wanted}" if problem else wanted, encoding="ascii")


def _make(seconds: float) -> str:
    """Returns "" where it worked, else what went wrong; a table that is there already stays."""
    with tempfile.TemporaryDirectory(dir=BUILD, prefix="grammar-") as folder:
        problem = _fetch(folder, seconds)
        return problem or _compile(Path(folder))


def _fetch(folder: str, seconds: float) -> str:
    quietly = ("--quiet", "--disable-pip-version-check", "--retries", "1")
    alone = ("--no-deps", "--no-compile", "--require-hashes", "--target", folder)
    return run(PYTHON, "-m", "pip", "install", *quietly, *alone, "-r", LOCK, seconds=seconds)


def _compile(fetched: Path) -> str:
    data = fetched / "uniparser_eastern_armenian" / "data"
    problem = run(PYTHON, "-m", "transcripts.text.armenian.make", data, MADE)
    for licence in () if problem else fetched.glob("uniparser_eastern_armenian-*.dist-info/**/LICENSE*"):
        shutil.copyfile(licence, MADE / "LICENSE")
    return problem
