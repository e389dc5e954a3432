"""Two browsers, two people: the owner invites, the other makes an account by the letter, reads, and loses sight of it again."""

import re

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.journeys.site import Site
from tests.journeys.written import bring

pytestmark = [pytest.mark.journey, pytest.mark.processes]

NAREK = "narek@example.am"
PASSWORD = "a horse, a battery"


def _invite(page: Page) -> str:
    """The link, as it stands in the letter; the page offers the same one to copy."""
    page.goto("/team/")
    page.get_by_label("Email address").fill(NAREK)
    page.locator("#invite-role").select_option("viewer")
    page.get_by_role("button", name="Invite", exact=True).click()
    expect(page.get_by_text("no letter went out: give narek@example.am the link yourself.")).to_be_visible()
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.get_by_role("button", name="Copy").click()
    expect(page.get_by_role("button", name="Copied")).to_be_visible()
    copied = str(page.evaluate("navigator.clipboard.readText()"))
    page.goto("/letters/")
    link = page.locator(".letter", has_text=NAREK).locator("a[href*=invitations]").get_attribute("href")
    assert link == copied
    return copied


def _sign_up(page: Page) -> None:
    """By the letter alone: nobody has made an account before."""
    page.get_by_role("link", name="Make an account").click()
    expect(page.get_by_text("You are invited to")).to_be_visible()
    page.get_by_label("Name").fill("Նարեկ Ծատուրյան")
    for box in page.locator("input[type=password]").all():
        box.fill(PASSWORD)
    page.get_by_role("button", name="Make the account").click()


def test_an_invitation_leads_from_the_letter_into_the_library(
    page: Page, browser: Browser, site: Site, context: BrowserContext
) -> None:
    recording = bring(site, 20, title="Խմբագրության նիստ")
    link = _invite(page)
    with browser.new_context(base_url=site.address) as elsewhere:
        other = elsewhere.new_page()
        other.goto(link)
        expect(other.get_by_role("heading", name=re.compile("^Invitation to"))).to_be_visible()
        _sign_up(other)
        expect(other.get_by_text("Welcome to “")).to_be_visible()
        other.get_by_role("link", name="Խմբագրության նիստ").click()
        expect(other.get_by_role("heading", name="Խմբագրության նիստ")).to_be_visible()
        expect(other.get_by_text("Rename")).to_have_count(0)

        page.goto("/team/")
        row = page.get_by_role("listitem").filter(has_text=NAREK)
        expect(row).to_contain_text("viewer")
        row.get_by_text("Change", exact=False).first.click()
        row.get_by_role("button", name="Remove from the team").click()
        expect(page.get_by_text("Նարեկ Ծատուրյան is not in the team any more.")).to_be_visible()
        answer = other.goto(recording)
        assert answer is not None
        assert answer.status == 404
        answer = other.goto(link)
        assert answer is not None
        assert answer.status == 410
