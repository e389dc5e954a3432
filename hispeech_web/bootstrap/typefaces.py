"""The pages' fonts once more, as PDF files need them: TrueType, each subset a family of its own name.

Runs in the environment (`python -m hispeech_web.bootstrap.typefaces`), since it needs fontTools; `ensure` has it run.
"""

import shutil
import sys
from pathlib import Path

from hispeech_web.bootstrap import fonts
from hispeech_web.bootstrap.packages import PYTHON
from hispeech_web.bootstrap.shell import BUILD, VENDOR, digest, read, run, say

MADE = BUILD / "typefaces"
STAMP = BUILD / "typefaces.made"
SUBSETS = ("noto-serif", "noto-serif-armenian")
# Of a font's names (OpenType, `name`): its family, its full name, and its family as newer programs have it.
_FAMILY_NAMES = (1, 4, 16)


def ensure() -> None:
    """Without the fonts there are no PDF files, and the site says so."""
    wanted = digest([Path(__file__), fonts.MADE])
    if read(STAMP) == wanted:
        return
    problem = run(PYTHON, "-m", "hispeech_web.bootstrap.typefaces")
    if problem:
        say(f"Warning: the fonts for PDF files could not be made ({problem.splitlines()[-1]}).")
        return
    STAMP.write_text(wanted, encoding="ascii")


def make(source: Path, target: Path) -> None:
    """All or nothing: what is made anew takes the place of what is there at once."""
    new = target.with_suffix(".new")
    shutil.rmtree(new, ignore_errors=True)
    new.mkdir(parents=True)
    for package in SUBSETS:
        for file in sorted(source.glob(f"{package}-*-normal.woff2")):
            subset = file.name.removeprefix(f"{package}-").rsplit("-", 2)[0]
            if subset in fonts.SUBSETS[package]:
                _convert(file, new / f"{file.stem}.ttf", subset)
        if (source / f"{package}.LICENSE").is_file():
            shutil.copyfile(source / f"{package}.LICENSE", new / f"{package}.LICENSE")
    shutil.rmtree(target, ignore_errors=True)
    new.rename(target)


def _convert(file: Path, target: Path, subset: str) -> None:
    """Typst takes one font for each family and weight, so that subsets must not share a name."""
    from fontTools.ttLib import TTFont

    font = TTFont(file)
    names = font["name"]
    family = str(names.getBestFamilyName())
    for record in list(names.names):
        if record.nameID in _FAMILY_NAMES:
            names.setName(
                f"{family} {subset}", record.nameID, record.platformID, record.platEncID, record.langID
            )
    font.flavor = None
    font.save(target)


if __name__ == "__main__":
    make(VENDOR / "fonts", MADE)
    sys.exit()
