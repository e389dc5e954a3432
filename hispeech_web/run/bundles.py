"""Our own scripts as browsers get them: put together and made small by esbuild, so that a page loads three files and not thirty;
and our stylesheets without what only we read in them.

Where esbuild was not fetched, pages load both as they are written.
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
# Nesting and layers stay as they are written: each browser that we serve knows them.
STYLE_OPTIONS = ("--minify", "--log-level=error")


def bundle(root: Path, target: Path) -> bool:
    """From `root`/static into `target`, in its js and css; False, with nothing there, where it could not be done."""
    shutil.rmtree(target, ignore_errors=True)
    target.mkdir(parents=True)
    program = next(root.glob("node_modules/@esbuild/*/bin/esbuild"), None)
    if program is None:
        return False
    scripts = [root / "static" / "js" / f"{name}.js" for name in ENTRIES]
    styles = sorted((root / "static" / "css").glob("*.css"))
    trouble = _made(program, scripts, OPTIONS, target / "js") or _made(
        program, styles, STYLE_OPTIONS, target / "css"
    )
    if trouble:
        log.warning("Scripts and styles could not be bundled, and are served one by one: %s", trouble)
        shutil.rmtree(target)
        target.mkdir()
    return not trouble


def _made(program: Path, sources: list[Path], options: tuple[str, ...], target: Path) -> str:
    """What esbuild has against it, if anything."""
    if not sources:
        return ""
    command = (str(program), *map(str, sources), *options, f"--outdir={target}")
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    return done.stderr.strip() or "it ended without a word" if done.returncode else ""
