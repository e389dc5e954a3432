"""A recording for somebody without an account, until it is taken back."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.journeys import written
from tests.journeys.conftest import PATIENCE
from tests.journeys.site import ROOT, Site

pytestmark = pytest.mark.journey
AXE = ROOT / "node_modules" / "axe-core" / "axe.min.js"
PASSWORD = "խնձոր ու տանձ"


@pytest.fixture
def guest(browser: Browser, site: Site) -> Iterator[Page]:
    """Has nothing but a browser. Its console may name the pages that are gone, and nothing else."""
    said: list[str] = []
    context = browser.new_context(base_url=site.address, viewport={"width": 390, "height": 844})
    context.set_default_timeout(PATIENCE)
    context.on("console", lambda message: said.append(message.text) if message.type == "error" else None)
    context.on("weberror", lambda error: said.append(str(error.error)))
    yield context.new_page()
    context.close()
    assert [one for one in said if "404" not in one] == []


def looked_at(page: Page) -> None:
    """Nothing that axe finds wrong."""
    page.evaluate(AXE.read_text(encoding="utf-8"))
    found: Any = page.evaluate("axe.run({runOnly: ['wcag2a', 'wcag2aa', 'best-practice']})")
    assert [(one["id"], one["nodes"][0]["html"]) for one in found["violations"]] == []


def give(page: Page, address: str) -> str:
    """A link with a password and downloads, given as an owner does it who has never done so."""
    page.goto("/team/sharing/")
    page.get_by_role("button", name="Allow guest links").click()
    expect(page.get_by_role("status").get_by_text("Guest links are allowed now.")).to_be_visible()
    looked_at(page)
    page.goto(address)
    page.get_by_role("link", name="Share with a guest").click()
    page.get_by_label("For whom").fill("Փաստաբան")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_label("They may download").check()
    looked_at(page)
    page.get_by_role("button", name="Make a guest link").click()
    looked_at(page)
    return page.get_by_label("This is the link.").input_value()


def test_a_guest_listens_until_the_link_is_taken_back(page: Page, guest: Page, site: Site) -> None:
    address = written.bring(site, 90, title="Հարցազրույց", models="formal")
    link = give(page, address)

    guest.goto(f"{link}#t=6")
    guest.get_by_label("Password").fill("not that one")
    guest.get_by_role("button", name="Open").click()
    expect(guest.get_by_text("This is not the password.")).to_be_visible()
    looked_at(guest)
    guest.get_by_label("Password").fill(PASSWORD)
    guest.get_by_role("button", name="Open").click()
    expect(guest.get_by_role("heading", name="Հարցազրույց")).to_be_visible()
    looked_at(guest)

    guest.goto(f"{link}#t=6")
    guest.wait_for_function("Math.abs(document.getElementById('player').currentTime - 6) < 0.5")
    moment = guest.locator(".moment").nth(2)
    start = float(moment.get_attribute("data-start") or "")
    moment.click()
    guest.wait_for_function(f"document.getElementById('player').currentTime >= {start}")
    expect(guest).to_have_url(re.compile(r"#t="))
    guest.get_by_text("Download", exact=True).click()
    with guest.expect_download() as saved:
        guest.get_by_role("link", name="Word").click()
    assert saved.value.suggested_filename == "Հարցազրույց.docx"

    page.goto("/team/sharing/")
    page.get_by_role("button", name="Take back").click()
    expect(page.get_by_role("status").get_by_text("The link was taken back.")).to_be_visible()
    media = guest.locator("#player").get_attribute("src") or ""
    assert guest.request.get(site.address + media).status == 404
    guest.reload()
    expect(guest.get_by_role("heading", name="This link leads nowhere")).to_be_visible()
    looked_at(guest)

    page.goto("/team/log/")
    looked_at(page)
    told = page.locator(".log tbody tr").filter(has_text="a guest link")
    expect(told.filter(has_text="gave a wrong password")).to_have_count(1)
    expect(told.filter(has_text="opened")).to_have_count(1)
    expect(told.filter(has_text="downloaded")).to_have_count(1)
