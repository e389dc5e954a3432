"""Large files over lines that break, to a server that dies, in sessions that end: they arrive, byte for byte."""

import hashlib
import itertools
import random
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect

from tests.journeys.chromium import choose, sign_in
from tests.journeys.line import Line, line_to
from tests.journeys.site import Site, until
from tests.wav import wav

pytestmark = pytest.mark.journey
PATIENCE = 60_000  # milliseconds
SECONDS = 150
SIZE = 44 + SECONDS * 32_000  # bytes of the file below
SLOW = 1_500_000  # bytes a second: some seconds for the whole file


_films = itertools.count(1)


@pytest.fixture
def film(tmp_path: Path) -> Path:
    """Noise that no library has yet; 4.8 MB."""
    path = tmp_path / f"երկար զրույց {next(_films)}.wav"
    path.write_bytes(wav(random.Random().randbytes(SECONDS * 32_000), 16_000))
    assert path.stat().st_size == SIZE
    return path


@pytest.fixture
def line(site: Site) -> Iterator[Line]:
    with line_to(site.port) as line:
        yield line


@pytest.fixture
def far(browser: Browser, line: Line) -> Iterator[BrowserContext]:
    """A browser at the other end of the line. What it says of a broken one is no trouble."""
    context = browser.new_context(base_url=line.address)
    context.set_default_timeout(PATIENCE)
    yield context
    context.close()


@pytest.fixture
def page(far: BrowserContext, line: Line) -> Page:
    page = far.new_page()
    sign_in(page)
    page.goto("/upload/")
    line.sent, line.per_second = 0, SLOW
    return page


def send(page: Page, *files: Path) -> Locator:
    choose(page, *files)
    page.get_by_role("button", name=re.compile("^Upload and transcribe")).click()
    return page.locator("#queue .row").first


def arrived_whole(row: Locator, film: Path, site: Site, line: Line) -> None:
    line.per_second = None
    expect(row).to_have_attribute("data-state", "done", timeout=PATIENCE)
    address = str(row.locator("[data-name] a").get_attribute("href"))
    stored = site.original(address.strip("/").split("/")[-1])
    assert _digest(stored) == _digest(film)


def _digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def parts(site: Site) -> set[Path]:
    """What has arrived of files that are not whole yet."""
    return set((site.data / "media").rglob("original.part"))


def under_way(line: Line, count: int) -> None:
    until(lambda: line.sent > count)


def test_a_broken_connection_goes_on_by_itself(page: Page, line: Line, film: Path, site: Site) -> None:
    row = send(page, film)
    for count in (1_000_000, 2_000_000, 3_000_000):
        under_way(line, count)
        line.cut()
    arrived_whole(row, film, site, line)


def test_a_killed_server_costs_no_byte(page: Page, line: Line, film: Path, site: Site) -> None:
    row = send(page, film)
    under_way(line, 2_000_000)
    site.kill_the_server()
    arrived_whole(row, film, site, line)


def test_after_a_reload_the_same_file_goes_on_where_it_stopped(
    page: Page, line: Line, film: Path, site: Site
) -> None:
    send(page, film)
    under_way(line, 3_000_000)
    page.on("dialog", lambda dialog: dialog.accept())
    page.reload()
    interrupted = page.locator("#unfinished .row").filter(has_text=film.name)
    expect(interrupted).to_contain_text("have arrived and are kept until")
    line.sent = 0
    choose(page, film)
    expect(interrupted).to_have_count(0)
    # Nothing else is to be pressed: how it should be written was said before.
    arrived_whole(page.locator("#queue .row"), film, site, line)
    assert line.sent < SIZE - 1_500_000


def test_what_was_interrupted_can_be_discarded(page: Page, line: Line, film: Path) -> None:
    send(page, film)
    under_way(line, 1_000_000)
    page.on("dialog", lambda dialog: dialog.accept())
    page.reload()
    interrupted = page.locator("#unfinished .row").filter(has_text=film.name)
    with page.expect_response(lambda answer: answer.request.method == "DELETE") as gone:
        interrupted.get_by_role("button", name="Discard").click()
    assert gone.value.status == 204
    page.reload(wait_until="networkidle")
    expect(interrupted).to_have_count(0)


def test_an_ended_session_pauses_everything_until_one_has_signed_in(
    page: Page, far: BrowserContext, line: Line, film: Path, site: Site
) -> None:
    row = send(page, film)
    under_way(line, 1_500_000)
    far.clear_cookies()
    line.cut()
    note = page.locator("#signed-out")
    expect(note).to_be_visible()
    expect(row).to_have_attribute("data-state", "signed-out")
    with far.expect_page() as opened:
        note.get_by_role("link").click()
    sign_in(opened.value)
    arrived_whole(row, film, site, line)
    expect(note).to_be_hidden()


def test_a_person_pauses_goes_on_and_removes(page: Page, line: Line, film: Path, site: Site) -> None:
    before = parts(site)
    row = send(page, film)
    under_way(line, 1_000_000)
    row.get_by_role("button", name="Pause").click()
    expect(row).to_contain_text("Paused at")
    row.get_by_role("button", name="Go on").click()
    under_way(line, 2_000_000)
    row.get_by_role("button", name="Remove").click()
    expect(page.locator("#queue .row")).to_have_count(0)
    until(lambda: parts(site) <= before)


def test_a_line_that_falls_silent_is_noticed(page: Page, line: Line, film: Path, site: Site) -> None:
    page.clock.install()
    row = send(page, film)
    under_way(line, 1_000_000)
    line.is_silent = True
    # The page waits for half a minute, then for its next try; nobody has to do so here.
    with page.expect_request(lambda request: request.method == "HEAD"):
        page.clock.run_for(60_000)
    line.is_silent = False
    line.cut()
    page.clock.resume()
    arrived_whole(row, film, site, line)
