"""How long a page of a large library takes in the server: `python -m tests.bench.library [--postgresql N] [--sqlite N]`.

The library: N recordings over three years in 40 folders up to three deep, with tags, of twelve people, with every status. Each kind of
page is asked for many times, from its first page to far down, and the database's queries are counted.
"""

import argparse
import gc
import os
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import timedelta
from random import Random
from typing import Any

from tests.bench.made_up import execute
from tests.bench.search import MISSED, _median, _p95, _say

LIMIT = 60  # milliseconds
EACH = 15
_NEXT = re.compile(r'after=([\w-]+)[^"]*" rel="next"')


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--postgresql", type=int, default=100_000)
    arguments.add_argument("--sqlite", type=int, default=10_000)
    arguments.add_argument("--inside", type=int, help=argparse.SUPPRESS)
    asked = arguments.parse_args()
    if asked.inside:
        _inside(asked.inside)
        sys.exit(bool(MISSED))
    missed = _started(asked.sqlite, "") if asked.sqlite else False
    if asked.postgresql:
        from tests import postgres

        with postgres.server() as url:
            missed |= _started(asked.postgresql, url)
    sys.exit(missed)


def _started(count: int, url: str) -> bool:
    """True where a promise was missed."""
    with tempfile.TemporaryDirectory(prefix="hispeech-bench-") as folder:
        told = {"DATA_DIR": folder, "DATABASE_URL": url, "SECRET_KEY": "only for a benchmark"}
        told |= {"CELERY_BROKER_URL": "memory://", "DJANGO_SETTINGS_MODULE": "hispeech_web.settings"}
        command = [sys.executable, "-m", "tests.bench.library", "--inside", str(count)]
        return subprocess.run(command, env=os.environ | told, check=False).returncode != 0


def _inside(count: int) -> None:
    import django

    django.setup()
    from django.core.management import call_command
    from django.db import connection

    from hispeech_web.run import static

    call_command("migrate", verbosity=0)
    static.gather()
    print(f"\n{connection.vendor}: {count} recordings", flush=True)
    began = time.monotonic()
    library = Library(count)
    execute("VACUUM ANALYZE" if connection.vendor == "postgresql" else "ANALYZE")
    _say("filled in", f"{time.monotonic() - began:.0f} s")
    _measured(library)


class Library:
    """Rows alone: neither files nor words, which a list does not look at."""

    def __init__(self, count: int) -> None:
        from tests.factories import person
        from transcripts.management.invented import title
        from transcripts.models import Recording, Role, Team

        self.random = Random(1)
        self.team = Team.objects.create(name="Bench")
        self.people = [person(f"Person{n}", self.team, Role.EDITOR) for n in range(12)]
        self.titles = [f"{title(self.random)} {number}" for number in range(2000)]
        self.folders = list(self._folders())
        self.tags = list(self._tags())
        # They were brought over three years, not in this minute.
        Recording._meta.get_field("created_at").auto_now_add = False
        for first in range(0, count, 2000):
            self._add(min(2000, count - first))

    def _folders(self) -> Iterator[Any]:
        from transcripts.models import Folder

        for top in range(8):
            outer = Folder.objects.create(team=self.team, name=f"Թղթապանակ {top}")
            yield outer
            for middle in range(2):
                inner = Folder.objects.create(team=self.team, parent=outer, name=f"Ներս {middle}")
                yield inner
                yield Folder.objects.create(team=self.team, parent=inner, name="Խորքում")

    def _tags(self) -> Iterator[Any]:
        from transcripts.models import Tag

        for number in range(12):
            yield Tag.objects.create(team=self.team, name=f"պիտակ {number}")

    def _add(self, count: int) -> None:
        from django.db import transaction
        from django.utils import timezone

        from transcripts.models import Recording, Tagging, Transcription
        from transcripts.models.transcription import Model

        now, dice = timezone.now(), self.random
        rows = [
            Recording(
                team=self.team,
                uploaded_by=dice.choice(self.people),
                title=dice.choice(self.titles),
                size=0,
                duration=round(dice.lognormvariate(6.5, 1.2), 1),
                folder=dice.choice(self.folders) if dice.random() < 0.8 else None,
                created_at=now - dice.random() * timedelta(days=1000),
                private=dice.random() < 0.01,
                deleted_at=now if dice.random() < 0.01 else None,
            )
            for _ in range(count)
        ]
        runs = [
            Transcription(
                recording=row, stt_model=dice.choice(list(Model)), queued_at=now, **_status(dice, now)
            )
            for row in rows
            if dice.random() < 0.98
        ]
        tags = [
            Tagging(recording=row, tag=tag)
            for row in rows
            for tag in dice.sample(self.tags, dice.choice((0, 0, 1, 1, 2)))
        ]
        with transaction.atomic():
            Recording.objects.bulk_create(rows, batch_size=500)
            Transcription.objects.bulk_create(runs, batch_size=500)
            Tagging.objects.bulk_create(tags, batch_size=500)


def _status(dice: Random, now: Any) -> dict[str, Any]:
    """Nearly all are ready; a few of every other kind."""
    from transcripts.models import Status

    kind = dice.random()
    if kind < 0.0005:
        return {"status": Status.QUEUED, "next_look_at": now}
    if kind < 0.01:
        return {"status": Status.FAILED, "reason": "refused", "finished_at": now}
    return {"status": Status.COMPLETED, "finished_at": now}


def _kinds(library: Library) -> dict[str, str]:
    outer, tag, person = library.folders[0].pk, library.tags[0].pk, library.people[0].pk
    return {
        "everything": "",
        "a folder with those in it": f"folder={outer}",
        "in no folder": "folder=none",
        "a tag": f"tag={tag}",
        "two tags": f"tag={tag}&tag={library.tags[1].pk}",
        "ready": "status=ready",
        "needs attention": "status=attention",
        "not transcribed": "status=none",
        "in progress": "status=active",
        "by a person": f"person={person}",
        "by model": "model=formal",
        "a month": "month=2026-06",
        "over an hour": "length=>60",
        "by title": "sort=title",
        "longest first": "sort=longest",
        "oldest first": "sort=oldest",
        "much at once": f"folder={outer}&tag={tag}&status=ready&person={person}&sort=title",
    }


def _measured(library: Library) -> None:
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    client = Client(headers={"host": "localhost"})
    client.force_login(library.people[0])
    client.get("/")
    # As the site does when it has loaded (run/gunicorn.py).
    gc.collect()
    gc.freeze()
    took, queries, computed = [], [], 0.0
    for name, asked in _kinds(library).items():
        cursors, began = _cursors(client, asked), time.process_time()
        here = [_page(client, asked, after) for after in cursors]
        computed += time.process_time() - began
        took += here
        with CaptureQueriesContext(connection) as captured:
            client.get(f"/?{asked}")
        queries.append(len(captured))
        _say(f"  {name}: p50, p95", f"{_median(here):.1f}, {_p95(here):.1f} ms, {len(captured)} queries")
    _say("all pages: p95", f"{_p95(took):.1f} ms", f"{LIMIT} ms", _p95(took) <= LIMIT)
    _say("  processor time of a page", f"{computed * 1000 / len(took):.0f} ms, the database apart")
    _say("most queries of a page", str(max(queries)))


def _cursors(client: Any, asked: str) -> list[str]:
    """Of the first pages, each asked for several times."""
    found, after = [], ""
    for _ in range(5):
        found.append(after)
        further = _NEXT.search(client.get(f"/?{asked}&after={after}").content.decode())
        if not further:
            break
        after = further[1]
    return (found * EACH)[:EACH]


def _page(client: Any, asked: str, after: str) -> float:
    began = time.perf_counter()
    answer = client.get(f"/?{asked}&after={after}")
    assert answer.status_code == 200
    return (time.perf_counter() - began) * 1000


if __name__ == "__main__":
    main()
