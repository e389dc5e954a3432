"""Two browsers, two people: the owner invites, the other accepts, reads, and loses sight of it again."""

import re

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.journeys.site import Site
from tests.journeys.written import bring

pytestmark = [pytest.mark.journey, pytest.mark.processes]

NAREK = "narek@example.am"
PASSWORD = "a horse, a battery"


def _add_person(page: Page) -> None:
    """In the site's administration; to the owner's own page it makes no difference how somebody got an account."""
    page.goto("/admin/transcripts/user/add/")
    page.locator("[name=email]").fill(NAREK)
    page.locator("[name=name]").fill("Նարեկ")
    page.locator("[name=password1]").fill(PASSWORD)
    page.locator("[name=password2]").fill(PASSWORD)
    page.locator("[name=_save]").click()
    page.wait_for_load_state()


def _invite(page: Page) -> str:
    """The link that the page offers to copy."""
    page.goto("/team/")
    page.get_by_label("E-mail address").fill(NAREK)
    page.locator("#invite-role").select_option("viewer")
    page.get_by_role("button", name="Invite", exact=True).click()
    expect(page.get_by_text("A letter went to narek@example.am.")).to_be_visible()
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.get_by_role("button", name="Copy").click()
    expect(page.get_by_role("button", name="Copied")).to_be_visible()
    return str(page.evaluate("navigator.clipboard.readText()"))


def _sign_in(page: Page) -> None:
    page.get_by_label("Email").fill(NAREK)
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()


def test_an_invitation_leads_from_the_letter_into_the_library(
    page: Page, browser: Browser, site: Site, context: BrowserContext
) -> None:
    recording = bring(site, 20, title="Խմբագրության նիստ")
    _add_person(page)
    link = _invite(page)
    with browser.new_context(base_url=site.address) as elsewhere:
        other = elsewhere.new_page()
        other.goto(link)
        expect(other.get_by_role("heading", name=re.compile("^Invitation to"))).to_be_visible()
        other.get_by_role("link", name="Sign in to accept").click()
        _sign_in(other)
        other.get_by_role("button", name="Accept").click()
        other.get_by_role("link", name="Խմբագրության նիստ").click()
        expect(other.get_by_role("heading", name="Խմբագրության նիստ")).to_be_visible()
        expect(other.get_by_text("Rename")).to_have_count(0)

        page.goto("/team/")
        row = page.get_by_role("listitem").filter(has_text=NAREK)
        expect(row).to_contain_text("viewer")
        row.get_by_text("Change", exact=False).first.click()
        row.get_by_role("button", name="Remove from the team").click()
        expect(page.get_by_text("Նարեկ is not in the team any more.")).to_be_visible()
        answer = other.goto(recording)
        assert answer is not None
        assert answer.status == 404
        answer = other.goto(link)
        assert answer is not None
        assert answer.status == 410
