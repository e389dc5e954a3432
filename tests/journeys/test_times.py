"""Word times come while one reads."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.journeys.conftest import PATIENCE
from tests.journeys.site import Site, running
from tests.journeys.test_player import bring
from transcripts.alignment import packages

pytestmark = pytest.mark.journey
# Selects the first paragraph's text and keeps a mark that a new page would not have.
SELECT = """() => {
    window.kept = true;
    const range = document.createRange();
    range.selectNodeContents(document.querySelector("#words .paragraph p"));
    getSelection().removeAllRanges();
    getSelection().addRange(range);
    return getSelection().toString();
}"""
TOP = 'document.querySelector("#words .paragraph p").getBoundingClientRect().top'


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    if packages.missing():
        pytest.skip("the speech model is not installed (requirements/speech.txt)")
    with running(tmp_path_factory.mktemp("times"), WORD_TIMES="on") as site:
        yield site


@contextmanager
def nobody_listens(site: Site) -> Iterator[None]:
    """As if another worker of this machine were at it."""
    folder = os.open(site.data, os.O_RDONLY | os.O_DIRECTORY)
    try:
        fcntl.flock(folder, fcntl.LOCK_EX)
        yield
    finally:
        os.close(folder)


def times(page: Page) -> Locator:
    return page.locator("#times")


def test_word_times_come_in_without_disturbing_who_reads(page: Page, site: Site, recording: Path) -> None:
    with nobody_listens(site):
        bring(page, recording)
        expect(page.locator("#words[data-open]")).to_be_visible(timeout=PATIENCE)
        expect(times(page)).to_contain_text("Word times will be found soon")
        selected = page.evaluate(SELECT)
        page.evaluate("scrollTo(0, 40)")
        top = page.evaluate(TOP)
    # Whoever listens lets everybody else go first.
    expect(page.locator("#times:not([data-look])")).to_be_attached(timeout=6 * PATIENCE)
    # The sandbox has made the words up, so it is told that they are not this recording's.
    expect(times(page).get_by_role("heading")).to_contain_text("another recording")
    assert page.evaluate("window.kept")
    assert page.evaluate("getSelection().toString()") == selected
    assert abs(page.evaluate(TOP) - top) < 2
    # What a new page shows is what this one has become.
    shown = times(page).inner_html()
    page.reload()
    assert times(page).inner_html() == shown
