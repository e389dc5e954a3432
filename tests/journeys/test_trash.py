"""Two people and one recording: into the trash, back again, and for good."""

import json
from pathlib import Path
from urllib.request import Request, urlopen

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.journeys import colleague, written
from tests.journeys.chromium import choose, sign_in
from tests.journeys.conftest import PATIENCE
from tests.journeys.site import Site, until

pytestmark = pytest.mark.journey
TITLE = "Ազգային ժողովի նիստ"


@pytest.fixture
def colleagues_page(browser: Browser, site: Site) -> Page:
    """Bagrat's, an editor, with a browser of his own."""
    context: BrowserContext = browser.new_context(
        base_url=site.address, viewport={"width": 390, "height": 800}
    )
    context.set_default_timeout(PATIENCE)
    page = context.new_page()
    sign_in(page, colleague.join(site, "Bagrat"))
    return page


def test_what_one_removes_the_other_restores_until_it_goes_for_good(
    site: Site, page: Page, colleagues_page: Page
) -> None:
    recording = written.bring(site, 20, title=TITLE)

    # Removed by mistake, undone from the toast; then removed in earnest.
    page.goto(recording)
    page.get_by_role("button", name="Move to the trash").click()
    page.get_by_role("button", name="Undo").click()
    expect(page.get_by_role("heading", name=TITLE)).to_be_visible()
    page.get_by_role("button", name="Move to the trash").click()
    expect(page.get_by_role("link", name=TITLE)).to_have_count(0)

    # The colleague finds it in the trash, may not end it, and brings it back.
    theirs = colleagues_page
    theirs.goto("/trash/")
    expect(theirs.get_by_text("Removed by anahit@example.am")).to_be_visible()
    expect(theirs.get_by_role("link", name="Delete for good")).to_have_count(0)
    theirs.get_by_role("button", name="Restore").click()
    expect(theirs.get_by_text(f"“{TITLE}” is back in the library.")).to_be_visible()
    page.goto("/")
    expect(page.get_by_role("link", name=TITLE)).to_be_visible()

    # The owner ends it, and has it in writing.
    page.goto(recording)
    page.get_by_role("button", name="Move to the trash").click()
    page.goto("/trash/")
    page.get_by_role("link", name="Delete for good").click()
    page.get_by_role("button", name="Delete for good").click()
    expect(page.get_by_role("heading", name="Receipt")).to_be_visible()
    until(lambda: page.reload() and page.get_by_text("Everything is gone").count())
    answer = theirs.goto(recording)
    assert answer is not None
    assert answer.status == 404
    theirs.goto("/trash/")
    expect(theirs.get_by_role("heading", name="The trash is empty")).to_be_visible()


def test_who_watches_what_is_removed_elsewhere_is_told(
    site: Site, context: BrowserContext, page: Page, recording: Path, trouble: list[str]
) -> None:
    slow = json.dumps({"kind": "slow", "seconds": 60}).encode()
    with urlopen(Request(f"{site.sandbox}/_sandbox/faults", slow, method="POST")):
        pass
    page.goto("/upload/")
    choose(page, recording)
    page.get_by_role("button", name="Upload and transcribe").click()
    page.locator("#queue .row").get_by_role("link", name="հարցազրույց").click()
    expect(page.locator("#cancel")).to_contain_text("it was sent already and may still be charged")

    other = context.new_page()
    other.goto("/")
    other.get_by_role("checkbox", name="հարցազրույց").check()
    other.locator("button[value=remove]").click()
    expect(other.locator("[data-toast]")).to_contain_text("may still be charged. If its answer comes")
    expect(page.locator("[data-toast]")).to_contain_text("This recording was removed meanwhile")
    assert [line for line in trouble if "404 (Not Found)" not in line] == []
    trouble.clear()
