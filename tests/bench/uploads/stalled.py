"""Many who have sent 64 KB and fallen silent: how soon does a page answer somebody else?"""

import time
from contextlib import ExitStack, closing
from statistics import quantiles

from tests.intake.browser import signed_in
from tests.intake.hanging import hanging
from tests.intake.server import Server
from tests.tus import UPLOADS, metadata

SAID = 64 * 1024
MEANT = 8 * 1024 * 1024
PAGES = ("/", "/upload/", "/accounts/profile/")
ROUNDS = 60


def measure(server: Server, number: int) -> list[float]:
    """Milliseconds, the 50th, 95th and last percentile, of all pages in turns, while `number` senders hang."""
    with ExitStack() as lines, closing(signed_in(server)) as browser:
        for page in PAGES:
            browser.get(page).raise_for_status()
        for _one in range(number):
            lines.enter_context(hanging(server, _announce(server), bytes(SAID), meant=MEANT))
        taken = []
        for page in PAGES * ROUNDS:
            began = time.perf_counter()
            browser.get(page).raise_for_status()
            taken.append(1000 * (time.perf_counter() - began))
    percentiles = quantiles(taken, n=100, method="inclusive")
    return [percentiles[49], percentiles[94], max(taken)]


def _announce(server: Server) -> str:
    with server.client() as client:
        headers = {"Upload-Length": str(MEANT), "Upload-Metadata": metadata(stt_model="formal")}
        return str(client.post(UPLOADS, headers=headers).raise_for_status().headers["Location"])
