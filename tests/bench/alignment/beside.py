"""How soon the site answers while one of its workers listens, and while none does: the same site, pages and recording."""

import os
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from random import Random
from signal import SIGCONT, SIGSTOP
from statistics import quantiles

import httpx
import numpy as np

from tests.alignment.speech import EAST, NORMAL, chained, flac, spoken
from tests.journeys.site import EMAIL, PASSWORD, Site, running, until
from transcripts.sandbox.phrases import sentence

ROUNDS = 60
_MINUTES = 12  # of sound: some forty seconds of listening


@dataclass(frozen=True, slots=True)
class Beside:
    """Milliseconds in which 95 of 100 pages came."""

    alone: float
    listening: float


def measure(seed: int) -> Beside:
    with tempfile.TemporaryDirectory(prefix="hispeech-bench-") as name:
        folder = Path(name)
        with running(folder, WORD_TIMES="on") as site, _browser(site) as browser:
            page = _brought(browser, _speech(folder, seed))
            until(lambda: _listeners(site))
            [listener] = _listeners(site)
            return _in_turns(browser, page, listener)


def _in_turns(browser: httpx.Client, page: str, listener: int) -> Beside:
    """Now it listens and now it is frozen, so that whatever else the machine does is the same for both."""
    alone: list[float] = []
    listening: list[float] = []
    for _round in range(ROUNDS):
        os.kill(listener, SIGSTOP)
        alone += _taken(browser, page)
        os.kill(listener, SIGCONT)
        time.sleep(0.1)
        listening += _taken(browser, page)
    return Beside(_percentile(alone), _percentile(listening))


def _listeners(site: Site) -> list[int]:
    return [
        pid for pid in site.programs() if b"alignment/worker.py" in Path(f"/proc/{pid}/cmdline").read_bytes()
    ]


def _speech(folder: Path, seed: int) -> Path:
    random = Random(seed)
    talk = chained([spoken(" ".join(sentence(random, 9)), EAST, NORMAL) for _ in range(12)])
    return flac(np.tile(talk.samples, round(_MINUTES * 60 / talk.seconds)), folder / "talk.flac")


@contextmanager
def _browser(site: Site) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=site.address, follow_redirects=True, timeout=60, trust_env=False) as browser:
        browser.get("/accounts/login/").raise_for_status()
        said = {"login": EMAIL, "password": PASSWORD, "csrfmiddlewaretoken": browser.cookies["csrftoken"]}
        browser.post("/accounts/login/", data=said).raise_for_status()
        yield browser


def _brought(browser: httpx.Client, path: Path) -> str:
    """The address of its page, once the words are there."""
    said = {"stt_model": "model-01052025", "csrfmiddlewaretoken": browser.cookies["csrftoken"]}
    with path.open("rb") as opened:
        answer = browser.post("/upload/", data=said, files={"file": opened}).raise_for_status()
    page = answer.url.path
    until(lambda: 'id="times"' in browser.get(page).text, 300)
    return page


def _taken(browser: httpx.Client, page: str) -> list[float]:
    taken = []
    for path in ("/", page, "/upload/"):
        began = time.perf_counter()
        browser.get(path).raise_for_status()
        taken.append(1000 * (time.perf_counter() - began))
    return taken


def _percentile(taken: list[float]) -> float:
    return quantiles(taken, n=100, method="inclusive")[94]


if __name__ == "__main__":
    print(measure(2027))
