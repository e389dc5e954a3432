"""A browser of our own for each module: the plugin's lives as long as the whole run, and Django's database layer
refuses to work beside its event loop.
"""

import itertools
import os
import shutil
import wave
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, sync_playwright

from tests.factories import SAMPLES
from tests.journeys.site import EMAIL, PASSWORD, Site, running

QUIET = (
    "--no-sandbox",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
PATIENCE = 30_000  # milliseconds; a whole transcription by the sandbox takes some seconds


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    chromium = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))))
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=list(QUIET))
        yield browser
        browser.close()


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    with running(tmp_path_factory.mktemp("site")) as site:
        yield site


@pytest.fixture
def trouble() -> Iterator[list[str]]:
    """What the console said and what broke, CSP violations among it. A journey must leave it empty."""
    said: list[str] = []
    yield said
    assert said == []


@pytest.fixture
def context(browser: Browser, site: Site, trouble: list[str]) -> Iterator[BrowserContext]:
    context = browser.new_context(base_url=site.address, viewport={"width": 1280, "height": 800})
    context.set_default_timeout(PATIENCE)
    context.on("console", lambda message: _note(message, trouble))
    context.on("weberror", lambda error: trouble.append(str(error.error)))
    yield context
    context.close()


def _note(message: ConsoleMessage, trouble: list[str]) -> None:
    if message.type in {"error", "warning"}:
        trouble.append(f"{message.page.url if message.page else ''}: {message.text}")


def sign_in(page: Page) -> None:
    page.goto("/accounts/login/")
    page.get_by_label("Email").fill(EMAIL)
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    page.wait_for_url("**/")


@pytest.fixture
def page(context: BrowserContext) -> Page:
    """Signed in."""
    page = context.new_page()
    sign_in(page)
    return page


_sounds = itertools.count(1)


@pytest.fixture
def recording(tmp_path: Path) -> Path:
    """Speech that the library does not have yet: the sample, with some more silence each time."""
    path = tmp_path / "հարցազրույց.wav"
    with wave.open(str(SAMPLES / "meeting.wav")) as source, wave.open(str(path), "wb") as sound:
        sound.setparams(source.getparams())
        frame = source.getsampwidth() * source.getnchannels()
        sound.writeframes(source.readframes(source.getnframes()) + bytes(frame * 400 * next(_sounds)))
    return path


@pytest.fixture
def picture() -> Callable[[Page, str], None]:
    """Takes a picture for the README where `SCREENS` names a folder (`make screens`)."""
    folder = os.environ.get("SCREENS")

    def take(page: Page, name: str) -> None:
        if folder:
            page.screenshot(path=Path(folder) / f"{name}.png")

    return take
