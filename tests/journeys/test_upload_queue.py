"""Several files at once, some of them wrong, a session that ends meanwhile."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.factories import SAMPLES
from tests.journeys.chromium import choose, sign_in
from tests.journeys.conftest import PATIENCE

pytestmark = pytest.mark.journey


def test_each_file_says_for_itself_how_it_went(page: Page, trouble: list[str]) -> None:
    page.goto("/upload/")
    names = ["meeting.ogg", "talk.webm", "bad/empty.mp3", "bad/text_named.mp3"]
    choose(page, *(SAMPLES / name for name in names))
    rows = page.locator("#queue .row")
    expect(rows).to_have_count(4)
    expect(rows.nth(2)).to_contain_text("This file is empty.")
    expect(rows.nth(3)).to_contain_text("20 bytes")
    page.get_by_role("button", name="Upload and transcribe 3 recordings").click()
    for number in (0, 1):
        expect(rows.nth(number).locator(".badge")).to_have_text("Ready", timeout=PATIENCE)
        expect(rows.nth(number).get_by_role("link")).to_be_visible()
    expect(rows.nth(3)).to_have_attribute("data-state", "refused")
    expect(rows.nth(3).locator(".row-meta")).to_have_text(re.compile(r"text.*\.$", re.IGNORECASE))
    expect(page.locator("#total [data-figures]")).to_have_text(
        re.compile(r"^2 of 4, 2 not uploaded, [\d.]+\skB of [\d.]+\skB$")
    )
    expect(page.locator("#spoken")).to_have_text("2 of 4 not uploaded")
    # The browser notes the refused request; nothing else may be wrong.
    assert [line for line in trouble if "422 (Unprocessable Entity)" not in line] == []
    trouble.clear()


def test_a_file_that_was_cut_short_is_told_at_once(page: Page) -> None:
    page.goto("/upload/")
    choose(page, SAMPLES / "bad/cut_off.mp3")
    page.get_by_role("button", name="Upload and transcribe").click()
    row = page.locator("#queue .row")
    expect(row).to_contain_text("This file breaks off after 1 second, but should have 19 seconds.")
    row.get_by_role("link").first.click()
    expect(page.locator("main")).to_contain_text("Only what is there is transcribed.")


def test_a_file_can_be_taken_back_before_it_is_sent(page: Page) -> None:
    page.goto("/upload/")
    choose(page, SAMPLES / "meeting.ogg")
    page.get_by_role("button", name="Remove").click()
    expect(page.locator("#queue .row")).to_have_count(0)


def test_an_ended_session_is_said_and_it_goes_on_after_signing_in(
    context: BrowserContext, page: Page, recording: Path, trouble: list[str]
) -> None:
    page.goto("/upload/")
    choose(page, recording)
    context.clear_cookies()
    page.get_by_role("button", name="Upload and transcribe").click()
    note = page.get_by_role("alert")
    expect(note).to_contain_text("You have been signed out")
    with context.expect_page() as opened:
        note.get_by_role("link", name="Sign in").click()
    sign_in(opened.value)
    expect(page.locator("#queue .row .badge")).to_have_text("Ready", timeout=PATIENCE)
    assert [line for line in trouble if "401 (Unauthorized)" not in line] == []
    trouble.clear()


def test_a_lost_connection_is_said_and_it_goes_on_when_there_is_one(
    context: BrowserContext, page: Page, recording: Path, trouble: list[str]
) -> None:
    page.goto("/upload/")
    choose(page, recording)
    context.set_offline(True)
    page.get_by_role("button", name="Upload and transcribe").click()
    row = page.locator("#queue .row")
    expect(row).to_contain_text("No connection")
    context.set_offline(False)
    expect(row.get_by_role("link", name="հարցազրույց")).to_be_visible()
    assert [line for line in trouble if "ERR_INTERNET_DISCONNECTED" not in line] == []
    trouble.clear()


def test_what_the_team_has_already_is_offered_for_nothing_or_once_more(page: Page, recording: Path) -> None:
    for _time in range(2):
        page.goto("/upload/")
        choose(page, recording)
        page.get_by_role("button", name="Upload and transcribe").click()
        page.get_by_role("link").filter(has_text=re.compile("^(հարցազրույց|Use it: free)$")).wait_for()
    row = page.locator("#queue .row")
    expect(row).to_contain_text("Your team has this recording already")
    row.get_by_role("button", name="Transcribe again: ≈ 19 seconds of paid sound").click()
    expect(row.get_by_role("link", name="հարցազրույց")).to_be_visible()


def test_what_one_wishes_goes_along(page: Page, recording: Path) -> None:
    page.goto("/upload/")
    choose(page, recording)
    page.get_by_role("radio", name="Conversational").check()
    page.get_by_role("checkbox", name="Confidential").check()
    page.get_by_role("button", name="Upload and transcribe").click()
    page.locator("#queue .row").get_by_role("link", name="հարցազրույց").click()
    facts = page.locator(".facts")
    expect(facts).to_contain_text("Conversational")
    expect(facts).to_contain_text("sent in HiSpeech's secure mode")


def test_several_sound_tracks_are_asked_about_before_anything_is_bought(page: Page) -> None:
    page.goto("/upload/")
    choose(page, SAMPLES / "two_tracks.mka")
    page.get_by_role("button", name="Upload and transcribe").click()
    page.locator("#queue .row").get_by_role("link", name="Choose the sound track").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("two_tracks")
    expect(page.locator(".transcript")).to_have_count(0)


def test_the_area_takes_dropped_files(page: Page) -> None:
    page.goto("/upload/")
    dropped = page.evaluate_handle(
        """() => {
            const data = new DataTransfer();
            data.items.add(new File(["words"], "ձայն.mp3", { type: "audio/mpeg" }));
            return data;
        }"""
    )
    page.dispatch_event("#drop", "drop", {"dataTransfer": dropped})
    expect(page.locator("#queue .row")).to_contain_text("ձայն.mp3")
