"""The colours of `tokens.css` by the measure of WCAG 2.2 (relative luminance, contrast ratio), light and dark."""

import re

import pytest
from django.conf import settings

SOURCE = (settings.BASE_DIR / "static" / "css" / "tokens.css").read_text(encoding="utf-8")
LIGHT, DARK = (
    dict(re.findall(r"(--[a-z-]+): (#[0-9a-f]{6});", part))
    for part in SOURCE.split("@media (prefers-color-scheme: dark)")
)

READING = [("--ink", ground) for ground in ("--paper", "--paper-raised", "--paper-sunk")]
TEXT = [
    *(("--ink-soft", ground) for ground in ("--paper", "--paper-raised", "--paper-sunk")),
    *(("--pomegranate", ground) for ground in ("--paper", "--paper-raised", "--paper-sunk")),
    *((f"--{state}", f"--{state}-soft") for state in ("running", "attention", "done")),
    *((f"--{state}", "--paper") for state in ("running", "attention", "done")),
    *(("--ink", f"--{state}-soft") for state in ("running", "attention", "done")),
    ("--on-button", "--button"),
    ("--on-button", "--button-hover"),
]
EDGES = [("--line-strong", "--paper"), ("--line-strong", "--paper-raised"), ("--focus", "--paper")]


def luminance(colour: str) -> float:
    parts = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize(
    ("pairs", "least"), [(READING, 7.0), (TEXT, 4.5), (EDGES, 3.0)], ids=["AAA", "AA", "edges"]
)
def test_everything_can_be_read(theme: dict[str, str], pairs: list[tuple[str, str]], least: float) -> None:
    found = {pair: round(contrast(theme[pair[0]], theme[pair[1]]), 2) for pair in pairs}
    assert {pair: ratio for pair, ratio in found.items() if ratio < least} == {}


def test_both_themes_name_the_same_colours() -> None:
    assert set(LIGHT) == set(DARK)


def test_the_measure_is_right() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)
