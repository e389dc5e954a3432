"""Who looks at something else hears that a job went wrong: in the browser's own way where they wished so, else in a toast."""

import json
from collections.abc import Iterator
from pathlib import Path
from urllib.request import Request, urlopen

import pytest
from playwright.sync_api import Page, expect

from tests.factories import SAMPLES
from tests.journeys.conftest import PATIENCE
from tests.journeys.site import Site, running, until
from tests.journeys.test_main_job import bring

pytestmark = pytest.mark.journey
# Stands in for the desktop, which a browser without a screen does not have.
DESKTOP = """
window.shown = [];
window.Notification = class {
  static permission = "default";
  static async requestPermission() { return (this.permission = "granted"); }
  constructor(title, options) { window.shown.push({ title, ...options }); }
};
if (localStorage.getItem("notices-by-browser") === "yes") window.Notification.permission = "granted";
if (localStorage.getItem("test-hidden")) Object.defineProperty(document, "hidden", { get: () => true });
"""


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    with running(tmp_path_factory.mktemp("notices")) as site:
        refuse = json.dumps({"kind": "refusal", "count": None}).encode()
        with urlopen(Request(f"{site.sandbox}/_sandbox/faults", refuse, method="POST")):
            pass
        yield site


def test_a_failure_is_told_wherever_one_is_and_once(page: Page, site: Site, tmp_path: Path) -> None:
    page.add_init_script(DESKTOP)
    page.goto(f"{site.address}/notices/")
    expect(page.get_by_text("Nothing has happened yet")).to_be_visible()
    page.get_by_text("Show a notification when a long job ends").click()
    bring(page, SAMPLES / "meeting.mp3")
    expect(page.locator("#queue").get_by_role("link", name="meeting")).to_be_visible(timeout=PATIENCE)
    page.evaluate('localStorage.setItem("test-hidden", "yes")')
    page.goto(f"{site.address}/usage/")
    until(lambda: page.evaluate("window.shown.length") == 1)
    assert "“meeting” could not be transcribed" in page.evaluate("window.shown[0].title")
    page.evaluate('localStorage.removeItem("test-hidden")')
    page.reload()
    bell = page.locator("[data-notices]")
    expect(bell).to_contain_text("1")
    bell.click()
    page.get_by_role("link", name="could not be transcribed").click()
    expect(page.locator("#outcome")).to_have_attribute("data-status", "failed")
    expect(page.locator("[data-notices-count]")).to_be_hidden()
    assert page.evaluate("window.shown.length") == 0
