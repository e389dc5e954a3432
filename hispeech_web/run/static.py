"""Stylesheets, scripts and fonts gathered and compressed for serving; only when one has changed."""

import fcntl
import hashlib
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings

from hispeech_web import places
from hispeech_web.run.bundles import bundle

BUILD = places.ROOT / "build"
STAMP = BUILD / "static.gathered"
# Comes with the packages and is named by no page of ours: compressing it would only take time.
UNUSED = ["rest_framework", "htm*-4*", "ext"]


def gather() -> bool:
    """Returns whether there was anything to do. Django must be set up. One at a time in one checkout."""
    BUILD.mkdir(exist_ok=True)
    with (BUILD / "static.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        wanted = _fingerprint()
        if STAMP.is_file() and STAMP.read_text(encoding="ascii") == wanted:
            return False
        _collect()
        STAMP.write_text(wanted, encoding="ascii")
        return True


def _collect() -> None:
    """Nothing is cleared away: another site of this checkout may be serving the older files."""
    from django.core.management import call_command

    bundle(places.ROOT, settings.BUNDLED)
    call_command("collectstatic", interactive=False, verbosity=0, ignore_patterns=UNUSED)


def _fingerprint() -> str:
    """Of our own files, and of the installed packages, which bring theirs."""
    total = hashlib.sha256()
    for file in sorted(_sources()):
        state = file.stat()
        total.update(f"{file}\0{state.st_size}\0{state.st_mtime_ns}\0".encode())
    return total.hexdigest()


def _sources() -> Iterator[Path]:
    yield from (file for file in (places.ROOT / "static").rglob("*") if file.is_file())
    yield from (places.ROOT / "requirements").glob("base.txt")
    yield from places.ROOT.glob("node_modules/@esbuild/*/bin/esbuild")
    yield places.ROOT / "hispeech_web" / "settings.py"
    yield places.ROOT / "hispeech_web" / "run" / "bundles.py"
