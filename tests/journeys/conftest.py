"""A browser of our own for each module: the plugin's lives as long as the whole run, and Django's database layer
refuses to work beside its event loop.
"""

import itertools
import os
import wave
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, expect

from tests.factories import SAMPLES
from tests.journeys.chromium import chromium, sign_in
from tests.journeys.site import Site, running

PATIENCE = 30_000  # milliseconds; a whole transcription by the sandbox takes some seconds
# Playwright's own five seconds are too few where all processors are busy.
expect.set_options(timeout=PATIENCE)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as browser:
        yield browser


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
