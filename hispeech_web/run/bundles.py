"""Our own scripts as browsers get them: put together and made small by esbuild, so that a page loads three files and not thirty.

Where esbuild was not fetched, pages load the modules as they are written.
"""

import logging
import shutil
import subprocess
from pathlib import Path

log = logging.getLogger(__name__)

# What the pages name. What several of them import becomes a file of its own, so that nothing runs twice on a page.
ENTRIES = (
    "compare",
    "copying",
    "library",
    "live",
    "passkey",
    "recording",
    "shared",
    "sharing",
    "site",
    "subtitles",
    "try",
    "upload",
)
# White space stays: Django finds the names of imported files by it.
OPTIONS = (
    "--bundle",
    "--splitting",
    "--format=esm",
    "--target=es2022",
    "--minify-identifiers",
    "--minify-syntax",
    "--legal-comments=none",
    "--chunk-names=chunk-[hash]",
    "--log-level=error",
)


def bundle(root: Path, target: Path) -> bool:
    """From `root`/static/js into `target`/js; False, with nothing there, where it could not be done."""
    shutil.rmtree(target, ignore_errors=True)
    target.mkdir(parents=True)
    program = next(root.glob("node_modules/@esbuild/*/bin/esbuild"), None)
    if program is None:
        return False
    scripts = [str(root / "static" / "js" / f"{name}.js") for name in ENTRIES]
    done = subprocess.run(
        (str(program), *scripts, *OPTIONS, f"--outdir={target / 'js'}"),
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        log.warning("The scripts could not be bundled, and are served one by one: %s", done.stderr.strip())
        shutil.rmtree(target)
        target.mkdir()
    return not done.returncode
