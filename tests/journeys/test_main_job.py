"""The main job: sign in, bring a recording, watch it, read it."""

import json
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.request import Request, urlopen

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from hispeech_web.run.ports import free_port
from tests.factories import SAMPLES
from tests.journeys.chromium import choose, player, sign_in
from tests.journeys.conftest import PATIENCE
from tests.journeys.site import Site, program, running, until, wait_for

pytestmark = pytest.mark.journey
MEETING = SAMPLES / "meeting.mp3"
HEAVIEST = 120_000  # bytes of a page with all that it needs, compressed, before media


def bring(page: Page, *files: Path) -> None:
    page.get_by_role("navigation").get_by_role("link", name="Upload").click()
    choose(page, *files)
    page.get_by_role("button", name="Upload and transcribe").click()


@contextmanager
def nothing_ready(site: Site) -> Iterator[None]:
    """Who asks for words is told to come later: however slow a page is, it sees the work going on."""
    faults = f"{site.sandbox}/_sandbox/faults"
    wanted = json.dumps({"kind": "too_many", "way": "lookup", "count": None}).encode()
    with urlopen(Request(faults, wanted, method="POST")):
        pass
    try:
        yield
    finally:
        with urlopen(Request(faults, method="DELETE")):
            pass


def test_a_recording_becomes_a_transcript_before_ones_eyes(page: Page) -> None:
    bring(page, MEETING)
    queue = page.locator("#queue")
    queue.get_by_role("link", name="meeting").click()
    words = page.locator(".transcript p")
    expect(words.first).to_be_visible(timeout=PATIENCE)
    expect(page.locator("#outcome")).to_have_attribute("data-status", "completed")
    text = "\n\n".join(words.all_inner_texts())
    export = page.locator("details.export")
    export.locator("summary").click()
    export.get_by_label("Format").select_option("txt")
    with page.expect_download() as download:
        export.get_by_role("button", name="Download").click()
    assert download.value.suggested_filename == "meeting.txt"
    saved = Path(download.value.path()).read_text(encoding="utf-8")
    assert saved.split() == text.split()


def test_a_click_on_a_moment_moves_the_player_there(page: Page, recording: Path) -> None:
    bring(page, recording)
    page.locator("#queue").get_by_role("link", name="հարցազրույց").click()
    moments = page.locator("[data-seek]")
    expect(moments.first).to_be_visible(timeout=PATIENCE)
    heard = player(page)
    moments.last.click()
    asked = float(moments.last.get_attribute("data-seek") or "nan")
    # Whether it plays still is no question: there is little after the last moment.
    until(lambda: heard.evaluate("player => player.played.length"))
    assert heard.evaluate("player => player.currentTime") >= asked


def test_the_tab_tells_from_afar_that_it_is_done(page: Page, site: Site, recording: Path) -> None:
    with nothing_ready(site):
        bring(page, recording)
        page.locator("#queue").get_by_role("link", name="հարցազրույց").click()
        expect(page.locator("#outcome")).to_have_attribute("data-poll", re.compile("."))
        player(page)
    expect(page).to_have_title(re.compile("^Ready · "), timeout=PATIENCE)
    assert "mark-done" in str(page.locator("link[rel=icon]").get_attribute("href"))


def test_the_library_shows_it_ready_without_reloading(page: Page, recording: Path) -> None:
    bring(page, recording)
    page.locator("#queue").get_by_role("link", name="հարցազրույց").wait_for()
    page.get_by_role("link", name="Library", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Library")
    page.evaluate("window.kept = true")
    expect(page.locator(".row").first.get_by_text("Ready")).to_be_visible(timeout=PATIENCE)
    assert page.evaluate("window.kept")


def test_it_works_without_scripts(browser: Browser, site: Site, recording: Path, trouble: list[str]) -> None:
    with browser.new_context(base_url=site.address, java_script_enabled=False) as context:
        page = context.new_page()
        sign_in(page)
        page.goto("/upload/")
        page.locator("#file").set_input_files(recording)
        page.get_by_role("button", name="Upload and transcribe").click()
        # The page comes anew by itself until the words are there.
        expect(page.locator(".transcript p").first).to_be_visible(timeout=PATIENCE)


def test_every_page_is_light(context: BrowserContext, page: Page, recording: Path) -> None:
    bring(page, recording)
    address = page.locator("#queue").get_by_role("link", name="հարցազրույց").get_attribute("href")
    page.goto(str(address))
    expect(page.locator(".transcript p").first).to_be_visible(timeout=PATIENCE)
    weights = {
        path: _weight(context, path)
        for path in ("/", "/upload/", str(address), "/usage/", "/accounts/profile/")
    }
    print(weights)
    assert {path: weight for path, weight in weights.items() if not 10_000 < weight < HEAVIEST} == {}


def _weight(context: BrowserContext, path: str) -> int:
    """Bytes over the wire for a first visit, headers included, media left out."""
    page = context.new_page()
    session = context.new_cdp_session(page)
    media: set[str] = set()
    sizes: dict[str, int] = {}

    def begun(event: dict[str, Any]) -> None:
        if event["type"] == "Media":
            media.add(event["requestId"])

    def ended(event: dict[str, Any]) -> None:
        sizes[event["requestId"]] = event["encodedDataLength"]

    session.on("Network.responseReceived", begun)
    session.on("Network.loadingFinished", ended)
    session.send("Network.enable")
    session.send("Network.setCacheDisabled", {"cacheDisabled": True})
    page.goto(path, wait_until="networkidle")
    page.close()
    return sum(size for request, size in sizes.items() if request not in media)


def test_with_a_key_another_server_does_the_work(
    browser: Browser, tmp_path: Path, trouble: list[str]
) -> None:
    """The documented protocol at another address, and no sandbox of the site's own."""
    port = free_port()
    log = tmp_path / "service.log"
    service = ("-m", "transcripts.sandbox", "--port", str(port), "--key", "the-key")
    with program(log, *service) as process:
        base = f"http://127.0.0.1:{port}"
        wait_for(f"{base}/_sandbox/", process, log)
        with running(tmp_path, HISPEECH_API_KEY="the-key", HISPEECH_BASE_URL=base) as site:
            context = browser.new_context(base_url=site.address)
            page = context.new_page()
            sign_in(page)
            expect(page.get_by_text("made up by the sandbox")).to_have_count(0)
            bring(page, MEETING)
            page.locator("#queue").get_by_role("link", name="meeting").click()
            expect(page.locator(".transcript p").first).to_be_visible(timeout=PATIENCE)
            context.close()
        with urlopen(f"{base}/_sandbox/ledger") as answer:
            assert len(json.load(answer)["entries"]) == 1
