"""The site with its files in a bucket: brought by the page, transcribed, and played from where the browser is sent."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.chromium import choose, player
from tests.journeys.conftest import PATIENCE
from tests.journeys.site import Site, running
from tests.journeys.test_player import until
from tests.s3 import Servers

pytestmark = pytest.mark.journey


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory, s3_servers: Servers) -> Iterator[Site]:
    there = s3_servers["nanio"]
    bucket = there.new_bucket()
    environment = {
        "AWS_STORAGE_BUCKET_NAME": bucket["bucket_name"],
        "AWS_S3_ENDPOINT_URL": there.url,
        "AWS_ACCESS_KEY_ID": bucket["access_key"],
        "AWS_SECRET_ACCESS_KEY": bucket["secret_key"],
    }
    with running(tmp_path_factory.mktemp("site"), **environment) as site:
        yield site


def test_a_recording_in_a_bucket_is_brought_and_heard(site: Site, page: Page, recording: Path) -> None:
    page.goto("/upload/")
    choose(page, recording)
    page.get_by_role("button", name="Upload and transcribe").click()
    row = page.locator("#queue .row").first
    expect(row.locator(".badge")).to_have_text("Ready", timeout=PATIENCE)
    with page.expect_response("**/media?original") as sent:
        row.get_by_role("link").first.click()
    assert sent.value.status == 302
    assert not any((site.data / "media").rglob("original"))

    player(page)
    page.get_by_role("button", name="Play").click()
    until(page, "() => document.querySelector('audio').currentTime > 0.2")

    # Long afterwards the bucket's address is good no more: the player asks for a new one, and goes on.
    page.evaluate("() => { document.querySelector('[data-player]').dataset.goodFor = '0.001'; }")
    with page.expect_response("**/media?original*since=*") as anew:
        page.get_by_role("button", name="Forward 10 s").click()
    assert anew.value.status == 302
    until(page, "() => document.querySelector('audio').currentTime > 10.2")
