"""A subtitler's quarter of an hour: read over the sound, cut by keys, go back, and take the same home."""

import json
import re

import pytest
from playwright.sync_api import Page, expect

from tests.journeys import written
from tests.journeys.chromium import player
from tests.journeys.site import Site
from tests.journeys.test_workspace import AXE

pytestmark = pytest.mark.journey


def problems(page: Page) -> list[str]:
    """What axe finds serious or worse."""
    said = page.evaluate(
        AXE.read_text(encoding="utf-8") + "; axe.run().then((found) => JSON.stringify(found))"
    )
    return [one["id"] for one in json.loads(said)["violations"] if one["impact"] in ("serious", "critical")]


def texts(page: Page) -> list[str]:
    return [" ".join(text.split()) for text in page.locator(".cue-text").all_inner_texts()]


def exported(page: Page, address: str) -> list[str]:
    written_out = page.request.get(f"{address}export?format=srt&preset=web").text()
    return [" ".join(block.splitlines()[2:]) for block in written_out.strip().split("\n\n")]


def test_subtitles_are_seen_cut_undone_and_exported(page: Page, site: Site) -> None:
    address = written.bring(site, 300, title="Լուրեր")
    page.goto(address)
    page.get_by_role("link", name="Subtitles", exact=True).click()
    page.get_by_role("link", name="The web").click()
    page.locator(".subtitles[data-open]").wait_for()
    before = texts(page)
    assert before == exported(page, address)[: len(before)]

    # What is heard is shown, and lit in the list.
    second = page.locator(".cue").nth(1)
    second.locator(".cue-time").click()
    expect(page.locator("#caption")).to_have_text(re.compile(before[1].split()[0]))
    expect(second).to_have_class(re.compile("cue-now"))
    player(page).evaluate("media => media.pause()")

    # By keys alone: the first word of the next one comes up, and goes back.
    page.keyboard.press("ArrowDown")
    expect(page.locator(".cue").nth(2)).to_have_class(re.compile("cue-chosen"))
    page.keyboard.press("Alt+ArrowUp")
    expect(page.locator(".cue-decided").first).to_be_visible()
    moved = texts(page)
    assert moved[1] == f"{before[1]} {before[2].split()[0]}" or moved != before
    assert moved == exported(page, address)[: len(moved)]
    page.keyboard.press("Control+z")
    expect(page.locator(".cue-decided")).to_have_count(0)
    assert texts(page) == before

    # By mouse: split before a word that one points at.
    first = page.locator(".cue").first
    word = first.locator(".word").nth(1)
    said = word.inner_text()
    word.click()
    expect(page.get_by_role("button", name=f"Split before “{said}”")).to_be_visible()
    page.keyboard.press("s")
    expect(page.locator(".cue").nth(1).locator(".word").first).to_have_text(said)
    if AXE.is_file():
        assert problems(page) == []
    page.reload()
    assert texts(page)[1].startswith(said)

    page.set_viewport_size({"width": 390, "height": 844})
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
