"""Fonts for PDF files, made of those for the pages."""

from pathlib import Path

import pytest
from fontTools.ttLib import TTFont

from hispeech_web.bootstrap import shell, typefaces

FONTS = shell.VENDOR / "fonts"

pytestmark = pytest.mark.skipif(not any(FONTS.glob("*.woff2")), reason="the fonts could not be fetched")


def test_every_subset_has_a_name_of_its_own_and_its_letters(tmp_path: Path) -> None:
    typefaces.make(FONTS, tmp_path / "made")
    made = {file.name: TTFont(file) for file in (tmp_path / "made").glob("*.ttf")}
    assert len(made) == 8
    families = {font["name"].getDebugName(1) for font in made.values()}
    assert {"Noto Serif latin", "Noto Serif Armenian armenian", "Noto Serif cyrillic"} <= families
    armenian = made["noto-serif-armenian-armenian-400-normal.ttf"].getBestCmap()
    assert {ord(letter) for letter in "աևՀ՞՛՝։"} <= armenian.keys()
    assert (tmp_path / "made" / "noto-serif-armenian.LICENSE").is_file()


def test_what_was_there_is_replaced_and_nothing_half_made_remains(tmp_path: Path) -> None:
    old = tmp_path / "made" / "old.ttf"
    old.parent.mkdir()
    old.touch()
    typefaces.make(FONTS, tmp_path / "made")
    assert not old.exists()
    assert [file.name for file in tmp_path.iterdir()] == ["made"]
