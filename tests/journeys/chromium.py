"""The machine's own Chromium, and what a person does with it everywhere. Knows nothing of Django: anything may use it."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, Locator, Page, sync_playwright

from tests.journeys.site import EMAIL, PASSWORD

NAMES = ("chromium", "chromium-browser", "google-chrome")
QUIET = (
    "--no-sandbox",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


@contextmanager
def chromium(*options: str) -> Iterator[Browser]:
    found = next(filter(None, map(shutil.which, NAMES)))
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=[*QUIET, *options])
        yield browser
        browser.close()


def sign_in(page: Page, email: str = EMAIL) -> None:
    page.goto("/accounts/login/")
    page.get_by_label("Email").fill(email)
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()
    # Every address here ends like the library's: only who is signed in sees the way to an upload.
    page.get_by_role("navigation").get_by_role("link", name="Upload").wait_for()
    page.wait_for_load_state()


def choose(page: Page, *files: Path) -> None:
    """On the upload page, once its script is at work: what is sent before goes the way without scripts."""
    _upload_page_at_work(page)
    page.locator("#file").set_input_files(list(files))


def choose_folder(page: Page, folder: Path) -> None:
    _upload_page_at_work(page)
    page.locator("#folder").set_input_files(folder)


def _upload_page_at_work(page: Page) -> None:
    page.get_by_role("button", name="Choose a folder").wait_for()


def player(page: Page) -> Locator:
    """The recording's page's, once its script is at work: until then its buttons do nothing."""
    page.locator("#player:not([controls])").wait_for(state="attached")
    return page.locator("#player")
