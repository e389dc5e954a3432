"""What people call their files, there and back through a real browser (which composes letters and drops joiners itself)."""

import shutil
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.test_main_job import bring

pytestmark = pytest.mark.journey


@pytest.mark.parametrize(
    "name",
    [
        "Ժողովի ձայնագրություն №3 (վերջնական).wav",
        "Запись, совещание; 12.03 100%25.wav",
        "Recording 3.04\u202fPM 🎙️ a&amp;b.wav",
    ],
)
def test_a_file_is_saved_under_the_name_that_it_came_with(
    name: str, page: Page, recording: Path, tmp_path: Path
) -> None:
    brought = Path(shutil.copy(recording, tmp_path / name))
    bring(page, brought)
    page.locator("#queue").get_by_role("link").first.click()
    expect(page.locator("h1")).to_be_visible()
    with page.expect_download() as download:
        page.locator("dd a[download]").click()
    assert download.value.suggested_filename == name
    assert Path(download.value.path()).read_bytes() == brought.read_bytes()
