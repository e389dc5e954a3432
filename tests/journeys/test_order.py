"""Two people keep order in one library, in turns: one drags, the other chooses with the keyboard."""

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.journeys import reader, written
from tests.journeys.site import ROOT, Site

pytestmark = pytest.mark.journey
AXE = ROOT / "node_modules" / "axe-core" / "axe.min.js"
TITLES = ("Առաջին նիստ", "Երկրորդ նիստ", "Երրորդ նիստ")


def row(page: Page, title: str) -> Locator:
    return page.locator(".row", has_text=title)


def toast(page: Page, words: str) -> None:
    expect(page.locator(".toast", has_text=words)).to_be_visible()


def test_two_people_take_turns_in_a_folder(page: Page, site: Site, browser: Browser) -> None:
    for title in TITLES:
        written.bring(site, 20, title=title)
    reader.admit(site, "editor")
    page.goto("/")
    page.get_by_text("New folder").click()
    page.get_by_label("Name").fill("Նիստեր")
    page.get_by_role("button", name="Make the folder").click()
    expect(page.get_by_role("heading", name="This folder is empty")).to_be_visible()

    # From an empty one, too, a folder is dragged to where it belongs.
    page.get_by_text("New folder in this one").click()
    page.locator("#new-folder").fill("Մարտ")
    page.get_by_role("button", name="Make the folder").click()
    expect(page.get_by_role("heading", name="Մարտ")).to_be_visible()
    page.locator(".shelf-link", has_text="Մարտ").drag_to(
        page.locator(".shelf-link", has_text="All recordings")
    )
    toast(page, "“Մարտ” lies at the top now.")

    # One drags two at once: ticked with Shift, then taken by either.
    page.goto("/")
    page.get_by_label(f"Choose “{TITLES[2]}”").check()
    page.get_by_label(f"Choose “{TITLES[1]}”").click(modifiers=["Shift"])
    expect(page.locator("[data-count]")).to_have_text("2 chosen")
    row(page, TITLES[1]).drag_to(page.locator(".shelf-link", has_text="Նիստեր"))
    toast(page, "2 recordings are in “Նիստեր” now.")

    # The other finds them there, and moves one out again without a mouse.
    other = browser.new_context(base_url=site.address, viewport={"width": 390, "height": 800})
    theirs = other.new_page()
    reader.sign_in(theirs)
    theirs.goto("/")
    theirs.get_by_role("button", name="Folders").press("Enter")
    theirs.locator(".shelf-link", has_text="Նիստեր").press("Enter")
    expect(theirs.locator(".row")).to_have_count(2)
    theirs.get_by_label(f"Choose “{TITLES[1]}”").press("Space")
    theirs.locator(".selected summary", has_text="Tag").press("Enter")
    theirs.get_by_label("New tag").fill("Կարևոր")
    theirs.get_by_role("button", name="Give the tag").press("Enter")
    toast(theirs, "has the tag “Կարևոր” now.")
    theirs.get_by_label(f"Choose “{TITLES[1]}”").press("Space")
    theirs.get_by_role("button", name="Move to the trash").press("Enter")
    toast(theirs, "1 recording is in the trash.")
    expect(theirs.locator(".row")).to_have_count(1)

    # The first sees it gone; the second takes it back, and both find it by folder and tag.
    page.locator(".shelf-link", has_text="Նիստեր").click()
    expect(page.locator(".row")).to_have_count(1)
    theirs.get_by_role("button", name="Undo").press("Enter")
    toast(theirs, "1 recording is as it was.")
    page.goto("/?q=folder:նիստեր tag:կարևոր")
    expect(page.locator(".row")).to_have_count(1)
    for opened in (page, theirs):
        opened.evaluate(AXE.read_text(encoding="utf-8"))
        found = opened.evaluate("axe.run()")
        assert [(one["id"], one["nodes"][0]["html"]) for one in found["violations"]] == []
    other.close()
