"""The fonts as they are served: every file that the stylesheet names stands beside it, and no other."""

import re
from pathlib import Path

import pytest

from hispeech_web.bootstrap import fonts, shell

PACKAGE_RULE = """\
/* noto-sans-latin-400-normal */
@font-face {
  font-family: 'Noto Sans';
  src: url(./files/noto-sans-latin-400-normal.woff2) format('woff2'), url(./x.woff) format('woff');
  unicode-range: U+0000-00FF,U+0131;
}
/* noto-sans-greek-400-normal */
@font-face {
  font-family: 'Noto Sans';
  unicode-range: U+0370-0377;
}"""


def test_a_rule_keeps_the_packages_family_and_range() -> None:
    rule = fonts._face("noto-sans-latin-400-normal", 400, PACKAGE_RULE)
    assert 'font-family: "Noto Sans";' in rule
    assert "unicode-range: U+0000-00FF,U+0131;" in rule
    assert 'url("fonts/noto-sans-latin-400-normal.woff2") format("woff2")' in rule
    assert "font-display: swap" in rule
    assert "greek" not in rule


def test_a_package_that_lost_a_subset_is_noticed() -> None:
    with pytest.raises(ValueError, match="noto-sans-armenian-400-normal"):
        fonts._face("noto-sans-armenian-400-normal", 400, PACKAGE_RULE)


def test_what_the_stylesheet_names_is_there() -> None:
    """`make test` has fetched the fonts; without the registry the stylesheet is empty, and names nothing."""
    css = fonts.MADE.read_text(encoding="ascii")
    named = set(re.findall(r'url\("fonts/([^"]+)"\)', css))
    there = {file.name for file in (shell.VENDOR / "fonts").glob("*.woff2")}
    assert named == there
    assert not re.search(r"https?:", css)


def test_without_the_registry_the_pages_still_have_a_stylesheet(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(fonts, "MADE", tmp_path / "fonts.css")
    fonts.do_without()
    assert "{" not in fonts.MADE.read_text(encoding="ascii")


def test_fonts_fetched_earlier_are_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fonts, "MADE", tmp_path / "fonts.css")
    fonts.MADE.write_text("earlier", encoding="ascii")
    fonts.do_without()
    assert fonts.MADE.read_text(encoding="ascii") == "earlier"
