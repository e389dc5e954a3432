"""A folder with hundreds of small files, and some that are none of ours."""

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.factories import tone
from tests.journeys.chromium import choose_folder

pytestmark = pytest.mark.journey
COUNT = 200
PATIENCE = 120_000  # milliseconds for all of them


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for number in range(COUNT):
        path = tmp_path / "ձայնագրություններ" / f"{number % 5}" / f"{number}.wav"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(tone(0.2 + number / 16_000))
    (tmp_path / "ձայնագրություններ" / "ցանկ.txt").write_text("names", encoding="utf-8")
    (tmp_path / "ձայնագրություններ" / "._0.wav").write_bytes(b"what a Mac puts there")
    return tmp_path / "ձայնագրություններ"


def test_two_hundred_files_arrive_while_the_page_stays_quick(page: Page, folder: Path) -> None:
    page.goto("/upload/")
    choose_folder(page, folder)
    expect(page.locator("#queue .row")).to_have_count(COUNT)
    expect(page.locator("#skipped")).to_have_text("Skipped, being neither sound nor video: ցանկ.txt.")
    page.get_by_role("button", name=f"Upload and transcribe {COUNT} recordings").click()
    arrived = page.locator("#queue .row[data-state=done]")
    assert page.locator("#queue .row:is([data-state=sending], [data-state=checking])").count() <= 3
    expect(arrived).to_have_count(COUNT, timeout=PATIENCE)
    expect(page.locator("#total")).to_contain_text(f"{COUNT} of {COUNT}")
