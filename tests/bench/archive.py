"""`python -m tests.bench.archive [--count N]`: N transcripts of 1,500 words as one archive of texts, on both databases. Ends with 1 where a limit was missed."""

import argparse
import gc
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from transcripts.models import Team, User

FIRST_BYTE, A_SECOND, GROWTH = 0.3, 1000, 50.0  # seconds, documents, MiB


def main() -> int:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--count", type=int, default=10_000)
    arguments.add_argument("--inside", action="store_true", help=argparse.SUPPRESS)
    asked = arguments.parse_args()
    if asked.inside:
        return _inside(asked.count)
    from tests import postgres

    with postgres.server() as url:
        return max([_started(asked.count, where) for where in ("", url)])


def _started(count: int, url: str) -> int:
    with tempfile.TemporaryDirectory(prefix="hispeech-bench-") as folder:
        told = {"DATA_DIR": folder, "DATABASE_URL": url, "SECRET_KEY": "only for a benchmark"}
        told |= {"CELERY_BROKER_URL": "memory://", "DJANGO_SETTINGS_MODULE": "hispeech_web.settings"}
        command = [sys.executable, "-m", "tests.bench.archive", "--inside", "--count", str(count)]
        return subprocess.run(command, env=os.environ | told, check=False).returncode


def _inside(count: int) -> int:
    import django

    django.setup()
    from django.core.management import call_command
    from django.db import connection

    from tests.bench.made_up import Library

    call_command("migrate", verbosity=0)
    library = Library(count)
    sys.stdout.write(f"{connection.vendor}: ")
    return _measure(library.user, library.team, count)


def _measure(user: "User", team: "Team", count: int) -> int:
    from transcripts.actions.reading import telling
    from transcripts.library import bundle
    from transcripts.library.exporting import order

    gc.collect()
    gc.freeze()  # as each process that serves (run/gunicorn.py)
    told = telling(by=user, format="txt")  # the audit log, as when a page asks
    list(bundle.archive(user, team, bundle.chosen(user, team)[:50], order({}), told))
    before = _memory()
    began, spent = time.perf_counter(), time.process_time()
    pieces = bundle.archive(user, team, bundle.chosen(user, team), order({}), told)
    size = len(next(pieces))
    first = time.perf_counter() - began
    most = before
    for number, piece in enumerate(pieces):
        size += len(piece)
        if number % 500 == 0:
            most = max(most, _memory())
    each = (time.process_time() - spent) / count
    speed, growth = count / (time.perf_counter() - began), most - before
    rows = [
        ("first byte", f"{first * 1000:.0f} ms", f"{FIRST_BYTE * 1000:.0f} ms", first < FIRST_BYTE),
        ("documents a second", f"{speed:,.0f}", f"at least {A_SECOND:,}", speed >= A_SECOND),
        ("memory grown by", f"{growth:.1f} MiB", f"{GROWTH:g} MiB", growth < GROWTH),
    ]
    sys.stdout.write(f"{count:,} transcripts, {size / 1e6:.0f} MB, {each * 1000:.2f} ms of processor each\n")
    for name, value, limit, kept in rows:
        sys.stdout.write(f"{'' if kept else 'MISSED '}{name:<30} {value:<16} {limit}\n")
    return int(not all(kept for *_rest, kept in rows))


def _memory() -> float:
    """Resident now, in MiB."""
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 2**20


if __name__ == "__main__":
    sys.exit(main())
