"""`python -m tests`: everything on SQLite, then what touches the database once more on PostgreSQL.

Arguments go to pytest. The last line adds both runs up, in pytest's own words.
"""

import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

from tests import postgres

ROOT = Path(__file__).resolve().parent.parent
BROWSERS = ("chromium", "chromium-browser", "google-chrome")
NO_TESTS = 5  # pytest's exit code where nothing was selected
ORDER = ("failed", "passed", "skipped", "xfailed", "xpassed", "error")


def main(arguments: list[str]) -> int:
    began = time.monotonic()
    journeys = _journeys()
    if journeys is None:
        return 2
    total: Counter[str] = Counter()
    code = _pytest(total, *journeys, *arguments, DATABASE_URL="")
    with postgres.server() as url:
        # The database goes with its server, whoever still has a connection to it.
        again = _pytest(total, "-p", "tests.only_database", "--reuse-db", *arguments, DATABASE_URL=url)
    counts = ", ".join(f"{total[kind]} {kind}" for kind in ORDER if total[kind]) or "no tests ran"
    print(f"\n{counts} in {time.monotonic() - began:.2f}s", flush=True)
    return code or (0 if again == NO_TESTS else again)


def _journeys() -> tuple[str, ...] | None:
    """How pytest treats the tests that need a browser; None where it cannot be done without one."""
    if any(map(shutil.which, BROWSERS)):
        return ()
    print("There is no Chromium here (on Debian: apt-get install chromium).", flush=True)
    if os.environ.get("CI"):
        return None
    print("The journeys through the site in a browser are left out.", flush=True)
    return ("-m", "not journey")


def _pytest(total: "Counter[str]", *arguments: str, DATABASE_URL: str) -> int:
    print(f"\nOn {'PostgreSQL' if DATABASE_URL else 'SQLite'}:", flush=True)
    with tempfile.TemporaryDirectory() as folder:
        tally = Path(folder) / "tally.json"
        told = {"DATABASE_URL": DATABASE_URL, "TALLY": str(tally)}
        command = (sys.executable, "-m", "pytest", "-p", "tests.tally", *arguments)
        code = subprocess.run(command, cwd=ROOT, env=os.environ | told, check=False).returncode
        if tally.is_file():
            total.update(json.loads(tally.read_text(encoding="ascii")))
    return code


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
