"""`python -m tests`: everything on SQLite, and what touches the database once more on PostgreSQL.

Arguments go to pytest; without any, two things run at a time. The last line adds both runs up, in pytest's own words.
"""

import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import IO

from tests import postgres

ROOT = Path(__file__).resolve().parent.parent
BROWSERS = ("chromium", "chromium-browser", "google-chrome")
NO_TESTS = 5  # pytest's exit code where nothing was selected
NO_JOURNEYS = ("-m", "not journey")
ORDER = ("failed", "passed", "skipped", "xfailed", "xpassed", "error")


def main(arguments: list[str]) -> int:
    began = time.monotonic()
    has_browser = _has_browser()
    if has_browser is None:
        return 2
    total: Counter[str] = Counter()
    without = () if has_browser else NO_JOURNEYS
    if arguments or not has_browser:
        codes = [_on_sqlite(total, *without, *arguments), _on_postgresql(total, *arguments)]
    else:
        codes = _side_by_side(total)
    counts = ", ".join(f"{total[kind]} {kind}" for kind in ORDER if total[kind]) or "no tests ran"
    print(f"\n{counts} in {time.monotonic() - began:.2f}s", flush=True)
    # What was asked for need not touch the database.
    return codes[0] or next((code for code in codes if code not in (0, NO_TESTS)), 0)


def _side_by_side(total: "Counter[str]") -> list[int]:
    """Journeys mostly wait for a browser, so they and PostgreSQL go beside the rest; what they say follows in the end."""
    with ThreadPoolExecutor() as pool, tempfile.TemporaryFile("w+b") as said:
        beside = pool.submit(
            lambda: [
                _on_sqlite(total, "-m", "journey", said=said),
                _on_postgresql(total, said=said),
            ]
        )
        codes = [_on_sqlite(total, *NO_JOURNEYS), *beside.result()]
        said.seek(0)
        sys.stdout.write(said.read().decode(errors="replace"))
    return codes


def _on_sqlite(total: "Counter[str]", *arguments: str, said: "IO[bytes] | None" = None) -> int:
    return _pytest(total, *arguments, said=said, DATABASE_URL="")


def _on_postgresql(total: "Counter[str]", *arguments: str, said: "IO[bytes] | None" = None) -> int:
    with postgres.server() as url:
        # The database goes with its server, whoever still has a connection to it.
        only = ("-p", "tests.only_database", "--reuse-db")
        return _pytest(total, *only, *arguments, said=said, DATABASE_URL=url)


def _has_browser() -> bool | None:
    """None where it cannot be done without one."""
    if any(map(shutil.which, BROWSERS)):
        return True
    print("There is no Chromium here (on Debian: apt-get install chromium).", flush=True)
    if os.environ.get("CI"):
        return None
    print("The journeys through the site in a browser are left out.", flush=True)
    return False


def _pytest(
    total: "Counter[str]", *arguments: str, said: "IO[bytes] | None" = None, DATABASE_URL: str
) -> int:
    """`said` takes the output instead of the terminal."""
    title = (
        f"\nOn {'PostgreSQL' if DATABASE_URL else 'SQLite'}{' (journeys)' if 'journey' in arguments else ''}:"
    )
    if said:
        said.write(f"{title}\n".encode())
        said.flush()
    else:
        print(title, flush=True)
    with tempfile.TemporaryDirectory() as folder:
        tally = Path(folder) / "tally.json"
        told = {"DATABASE_URL": DATABASE_URL, "TALLY": str(tally)}
        command = (sys.executable, "-m", "pytest", "-p", "tests.tally", *arguments)
        run = subprocess.run(
            command,
            cwd=ROOT,
            env=os.environ | told,
            check=False,
            stdout=said,
            stderr=said and subprocess.STDOUT,
        )
        if tally.is_file():
            total.update(json.loads(tally.read_text(encoding="ascii")))
    return run.returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
