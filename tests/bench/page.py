"""`python -m tests.bench.page`: a large file brought by the page's own client, in a browser, on a rough way.

The server is killed and the line cut again and again; a person does nothing. Ends with 1 where the file is not whole.
"""

import hashlib
import sys
import tempfile
import time
from argparse import ArgumentParser
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser, Locator

from tests.bench.table import Row, line
from tests.bench.uploads import files
from tests.journeys.chromium import choose, chromium, sign_in
from tests.journeys.line import Line, line_to
from tests.journeys.site import Site, running, until

# At these fourteenths of the way the server is killed; at the other ones the line is cut.
KILLS = (4, 8, 12)
STEPS = 14
PATIENCE = 900  # seconds for each step, and for the rest


@dataclass(frozen=True, slots=True)
class Found:
    """`sent` in bytes, by the browser, with what had to be sent twice."""

    whole: bool
    seconds: float
    sent: int


def measure(browser: Browser, site: Site, way: Line, file: Path) -> Found:
    page = browser.new_context(base_url=way.address).new_page()
    sign_in(page)
    page.goto("/upload/")
    choose(page, file)
    before, began = way.sent, time.monotonic()
    page.locator("#start").click()
    row = page.locator("#queue .row")
    for step in range(1, STEPS):
        _until_so_much(way, row, before + step * file.stat().st_size // STEPS)
        site.kill_the_server() if step in KILLS else way.cut()
    until(lambda: row.get_attribute("data-state") in ("done", "failed", "refused"), PATIENCE)
    took = time.monotonic() - began
    return Found(_digest(file) == _digest(_stored(site, row)), took, way.sent - before)


def _until_so_much(way: Line, row: Locator, count: int) -> None:
    """Playwright needs its turn, or the browser's answers pile up."""
    until(lambda: row.is_visible() and way.sent >= count, PATIENCE)


def _stored(site: Site, row: Locator) -> Path:
    address = str(row.locator("[data-name] a").get_attribute("href"))
    return site.original(address.strip("/").split("/")[-1])


def _digest(path: Path) -> str:
    with path.open("rb") as opened:
        return hashlib.file_digest(opened, "sha256").hexdigest()


def rows(size: int, found: Found) -> list[Row]:
    way = f"{size // files.MiB} MiB by the page, {len(KILLS)} kills, {STEPS - 1 - len(KILLS)} cuts"
    return [
        Row(way, "byte for byte" if found.whole else "DIFFERS", "byte for byte", found.whole),
        Row("  sent twice", f"{max(0, found.sent - size) / files.MiB:.0f} MiB"),
        Row("  in", f"{found.seconds:.1f} s"),
    ]


def main() -> int:
    parser = ArgumentParser("python -m tests.bench.page", description=__doc__)
    parser.add_argument("--size", type=int, default=2048, help="MiB")
    size = parser.parse_args().size * files.MiB
    with tempfile.TemporaryDirectory(prefix="hispeech-bench-") as name:
        folder = Path(name)
        file = files.recording(folder / "film.wav", size)
        with running(folder) as site, line_to(site.port) as way, chromium() as browser:
            found = measure(browser, site, way, file)
    table = rows(size, found)
    print("\n".join(["\nthe upload page", *map(line, table)]), flush=True)
    return 1 if any(not row.kept for row in table) else 0


if __name__ == "__main__":
    sys.exit(main())
