"""Recording with a microphone. Chromium's own stand-in plays a sound file over and over."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.factories import SAMPLES
from tests.journeys.chromium import chromium, sign_in
from tests.journeys.site import Site, until
from transcripts.media.probe import probe

pytestmark = pytest.mark.journey
PATIENCE = 60_000  # milliseconds


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Hears the sample meeting."""
    heard = f"--use-file-for-fake-audio-capture={SAMPLES / 'meeting.wav'}"
    with chromium("--use-fake-device-for-media-stream", heard) as browser:
        yield browser


@pytest.fixture
def page(context: BrowserContext) -> Page:
    context.grant_permissions(["microphone"])
    page = context.new_page()
    sign_in(page)
    page.goto("/upload/", wait_until="networkidle")
    return page


def record(page: Page, seconds: int) -> None:
    """So long; it goes on."""
    page.get_by_role("button", name="Record with the microphone").click()
    page.get_by_role("button", name="Start recording").click()
    expect(page).to_have_title(re.compile("^● Recording 0:"))
    page.wait_for_function(
        "least => Number(document.querySelector('[data-time]').textContent.split(':')[1]) >= least",
        arg=seconds,
    )


def duration(page: Page, site: Site) -> float:
    address = str(page.locator("#queue [data-name] a").get_attribute("href"))
    return probe(site.original(address.strip("/").split("/")[-1])).duration


def test_what_was_recorded_is_transcribed(page: Page, site: Site) -> None:
    record(page, 3)
    # People pause between words.
    until(lambda: page.locator("#record meter").evaluate("meter => meter.value") > 0.2)
    # It is on its way while it is being recorded.
    expect(page.locator("#queue .row")).to_contain_text("sent so far")
    page.get_by_role("button", name="Pause").first.click()
    expect(page).to_have_title(re.compile("^Paused at"))
    page.get_by_role("button", name="Go on recording").click()
    page.get_by_role("button", name="Finish and transcribe").click()
    expect(page.locator("#queue .row")).to_have_attribute("data-state", "done", timeout=PATIENCE)
    expect(page.locator("#record")).to_be_hidden()
    assert duration(page, site) > 2.5


def test_a_closed_tab_loses_nothing(
    page: Page, context: BrowserContext, site: Site, trouble: list[str]
) -> None:
    record(page, 4)
    page.close(run_before_unload=False)
    later = context.new_page()
    later.goto("/")
    # A tab takes its time to go; until then it is not given up.
    until(lambda: later.evaluate("async () => !(await navigator.locks.query()).held.length"))
    later.goto("/upload/")
    offered = later.locator("#unfinished .row")
    expect(offered).to_contain_text("Recording of")
    offered.get_by_role("button", name="Send what there is").click()
    expect(later.locator("#queue .row")).to_have_attribute("data-state", "done", timeout=PATIENCE)
    assert duration(later, site) > 2
    later.reload()
    later.wait_for_load_state("networkidle")
    expect(later.locator("#unfinished")).to_be_hidden()
    # What the closed tab was still sending may arrive in between; the browser notes that it is asked again.
    assert [line for line in trouble if "409 (Conflict)" not in line] == []
    trouble.clear()


def test_what_a_lost_computer_had_sent_can_still_be_transcribed(
    page: Page, browser: Browser, site: Site
) -> None:
    record(page, 3)
    expect(page.locator("#queue .row")).to_contain_text(re.compile("[1-9].* sent so far"))
    page.close(run_before_unload=False)
    with browser.new_context(base_url=site.address) as elsewhere:
        other = elsewhere.new_page()
        sign_in(other)
        other.goto("/upload/")
        offered = other.locator("#unfinished .row")
        expect(offered).to_contain_text("A recording that broke off")
        offered.get_by_role("button", name="Send what there is").click()
        row = other.locator("#queue .row")
        expect(row).to_have_attribute("data-state", "done", timeout=PATIENCE)
        assert duration(other, site) > 0.5


def test_a_recording_can_be_thrown_away(page: Page, site: Site) -> None:
    record(page, 2)
    page.on("dialog", lambda dialog: dialog.accept())
    with page.expect_response(lambda answer: answer.request.method == "DELETE"):
        page.locator("#record").get_by_role("button", name="Discard").click()
    expect(page.locator("#queue .row")).to_have_count(0)
    page.reload(wait_until="networkidle")
    expect(page.locator("#unfinished")).to_be_hidden()


def test_without_a_network_the_recording_goes_on_and_is_sent_later(
    page: Page, context: BrowserContext, site: Site, trouble: list[str]
) -> None:
    context.set_offline(True)
    record(page, 3)
    page.get_by_role("button", name="Finish and transcribe").click()
    row = page.locator("#queue .row")
    expect(row).to_have_attribute("data-state", "stuck")
    context.set_offline(False)
    expect(row).to_have_attribute("data-state", "done", timeout=PATIENCE)
    assert duration(page, site) > 2
    assert [line for line in trouble if "ERR_INTERNET_DISCONNECTED" not in line] == []
    trouble.clear()


def test_a_refused_microphone_is_said_in_words(page: Page, context: BrowserContext) -> None:
    context.clear_permissions()
    page.get_by_role("button", name="Record with the microphone").click()
    expect(page.locator("#record")).to_contain_text("does not let this page use the microphone")
