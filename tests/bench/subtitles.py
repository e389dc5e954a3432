"""`python -m tests.bench.subtitles`: the page of an eight-hour recording's subtitles on SQLite: seen first, turned over, cut, mended.

Ends with 1 where a limit was missed. Without the line to a browser, and without its pictures.
"""

import gzip
import os
import random
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from functools import partial
from typing import Any

from tests.bench.cues import said

WORDS = 70_000
# Seconds: the first look, in a process that has not seen these words before; then what one does all day.
FIRST, AGAIN, CUT, MENDED = 12.0, 0.5, 1.0, 60.0
HEAVIEST = 120.0  # kB of a page, packed as it is sent
TIMES = 15
SCRIPT = {"HX-Request": "true"}


def main() -> int:
    if sys.argv[1:] != ["--inside"]:
        command = [sys.executable, "-m", "tests.bench.subtitles", "--inside"]
        told = {"DJANGO_SETTINGS_MODULE": "tests.settings", "DATABASE_URL": ""}
        return subprocess.run(command, env=os.environ | told, check=False).returncode
    import django
    from django.test.utils import setup_databases, setup_test_environment

    django.setup()
    setup_test_environment()
    setup_databases(0, interactive=False)
    return int(any(_measured(Desk())))


class Desk:
    """Eight hours of words, and somebody who cuts them."""

    def __init__(self) -> None:
        from django.test import Client

        from tests import factories
        from transcripts.models import Revision, Status, Team
        from transcripts.text.document import Document, Paragraph

        words = said(random.Random(1), WORDS)
        parts = tuple(Paragraph(words[at : at + 40]) for at in range(0, WORDS, 40))
        self.by = by = factories.person("Anahit", Team.objects.create(name="Radio"))
        row = factories.recording(by, duration=(words[-1].end or 0) + 1)
        job = factories.transcription(row, Status.COMPLETED)
        self.revision = Revision.of_machine(job, Document(parts))
        self.client = Client()
        self.client.force_login(by)
        self.page = f"/recordings/{row.pk}/subtitles/?preset=web"
        self.run = f"/recordings/{row.pk}/transcriptions/{job.pk}/subtitles/web"

    def sheet(self) -> Any:
        from transcripts.library.sheets import sheet

        return sheet(self.revision, "web")

    def wish(self, wish: str) -> Any:
        return self.client.post(f"{self.run}/cut", {"wish": wish}, headers=SCRIPT)

    def cut(self, act: str, number: int) -> Any:
        made = self.sheet()
        return self.wish(f"{act} {' '.join(made.anchors(made.cues[number]))} 1")


def _measured(desk: Desk) -> list[bool]:
    first, answer = _timed(lambda: desk.client.get(desk.page))
    missed = [_say(f"first look at {len(desk.sheet().cues):,} subtitles, s", first, FIRST)]
    missed.append(_say("its weight, packed, kB", len(gzip.compress(answer.content)) / 1000, HEAVIEST))
    for name, address in (
        ("another page of the list, s", lambda n: f"{desk.page}&page={n}"),
        ("what is shown at a moment, s", lambda n: f"{desk.run}?at={n * 900}"),
    ):
        missed.append(_say(name, _median(lambda n, at=address: desk.client.get(at(n))), AGAIN))  # type: ignore[misc]
    missed += [
        _say(f"{act}, s", _median(lambda n, act=act: desk.cut(act, 500 * n)), CUT)  # type: ignore[misc]
        for act in ("split", "join", "down")
    ]
    missed.append(_say("undo, s", _median(lambda _n: desk.wish("undo")), CUT))
    return missed + _mended(desk)


def _mended(desk: Desk) -> list[bool]:
    """Every fifth subtitle in two, by way of the API's act, and then all of them made good."""
    from transcripts.actions import recut
    from transcripts.text.marks import CUT

    made = desk.sheet()
    marks = {cue.first + 1: CUT for cue in made.cues[::5] if cue.behind - cue.first > 2}
    job = desk.revision.transcription
    numbers = {"revision": 0, "version": made.version}
    recut.put(by=desk.by, transcription=job, preset="web", marks=marks, **numbers)
    found = []
    for kind, count in desk.sheet().counts().items():
        spent, _answer = _timed(partial(desk.wish, f"mend {kind}"))
        found.append(_say(f"{count:,} {kind} mended at one go, s", spent, MENDED))
    return found


def _median(act: Callable[[int], Any]) -> float:
    return statistics.median(_timed(lambda n=n: act(n))[0] for n in range(2, 2 + TIMES))  # type: ignore[misc]


def _timed(act: Callable[[], Any]) -> tuple[float, Any]:
    began = time.perf_counter()
    answer = act()
    spent = time.perf_counter() - began
    assert answer.status_code in (200, 409), answer.content
    return spent, answer


def _say(name: str, value: float, limit: float) -> bool:
    missed = value > limit
    sys.stdout.write(f"{'MISSED ' if missed else ''}{name:<46} {value:<8.3f} {limit:g}\n")
    return missed


if __name__ == "__main__":
    raise SystemExit(main())
