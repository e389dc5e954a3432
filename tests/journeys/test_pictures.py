"""A small library, as the README shows it."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.factories import SAMPLES
from tests.journeys.chromium import choose
from tests.journeys.conftest import PATIENCE

pytestmark = pytest.mark.journey
ARMENIAN = "Ժողովի ձայնագրություն №3 (վերջնական)"
NAMES = ("talk.webm", "video.mp4", f"{ARMENIAN}.mp3")


def test_a_small_library_fills_and_reads_well(page: Page, picture: Callable[[Page, str], None]) -> None:
    page.goto("/upload/")
    choose(page, *(SAMPLES / name for name in NAMES))
    page.get_by_role("button", name="Upload and transcribe 3 recordings").click()
    expect(page.locator("#queue .badge").get_by_text("Ready")).to_have_count(3, timeout=PATIENCE)
    page.get_by_role("link", name="Library", exact=True).click()
    expect(page.locator(".row")).to_have_count(3)
    picture(page, "library")
    page.get_by_role("link", name=ARMENIAN).click()
    expect(page.get_by_role("heading", level=1)).to_have_text(ARMENIAN)
    expect(page.locator(".facts")).to_contain_text(f"{ARMENIAN}.mp3")
    picture(page, "transcript")
