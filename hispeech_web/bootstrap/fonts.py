"""The fonts. Their packages cut each family into subsets with a `unicode-range`; only what our pages use is taken.

Without them the pages use the system's.
"""

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

from hispeech_web.bootstrap.shell import ROOT, VENDOR

MADE = VENDOR / "fonts.css"
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


def do_without() -> None:
    """The pages name the stylesheet, so there must be one."""
    if not MADE.is_file():
        MADE.write_text("/* No fonts were fetched. */\n", encoding="ascii")


def copy() -> None:
    """The stylesheet comes last: where it stands, what it names stands too."""
    folder = VENDOR / "fonts"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    faces = list(_faces(folder))
    new = MADE.with_suffix(".new")
    new.write_text("\n".join(faces), encoding="ascii")
    new.replace(MADE)


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
