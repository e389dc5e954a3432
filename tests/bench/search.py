"""How long a search takes, beside `icontains` and PostgreSQL's `armenian`: `python -m tests.bench.search [--postgresql N] [--sqlite N]`.

The library: N transcripts of 1,500 words, each put together from paragraphs drawn from 20,000, which the program analysed
(management.invented). The words of a query have every frequency: in nearly all transcripts, in some, in few.
"""

import argparse
import gc
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from random import Random
from typing import Any

from tests.bench.made_up import PARAGRAPH, WORDS, Library, execute

LIMIT_SERVER, LIMIT_PAGE, LIMIT_INDEXING = 50, 120, 40  # milliseconds
LIMIT_SIZE = 1.2


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--postgresql", type=int, default=10_000)
    arguments.add_argument("--sqlite", type=int, default=10_000)
    arguments.add_argument("--inside", type=int, help=argparse.SUPPRESS)
    arguments.add_argument(
        "--fill", action="store_true", help="only fill the database of DATABASE_URL, to be measured later"
    )
    arguments.add_argument("--alone", action="store_true", help="without the others' ways of searching")
    asked = arguments.parse_args()
    if asked.inside:
        _inside(asked.inside, alone=asked.alone, fill=asked.fill)
        sys.exit(bool(MISSED))
    missed = False
    if asked.sqlite:
        missed |= _started(asked.sqlite, "", asked)
    if asked.postgresql:
        from tests import postgres

        with postgres.server() as url:
            missed |= _started(asked.postgresql, url, asked)
    sys.exit(missed)


def _started(count: int, url: str, asked: argparse.Namespace) -> bool:
    """True where a promise was missed."""
    with tempfile.TemporaryDirectory(prefix="hispeech-bench-") as folder:
        told = {"DATA_DIR": folder, "DATABASE_URL": url, "SECRET_KEY": "only for a benchmark"}
        told |= {"CELERY_BROKER_URL": "memory://", "DJANGO_SETTINGS_MODULE": "hispeech_web.settings"}
        command = [sys.executable, "-m", "tests.bench.search", "--inside", str(count)]
        whole = [*command, *(f"--{name}" for name in ("alone", "fill") if vars(asked)[name])]
        return subprocess.run(whole, env=os.environ | told, check=False).returncode != 0


def _inside(count: int, *, alone: bool, fill: bool) -> None:
    import django

    django.setup()
    from django.core.management import call_command
    from django.db import connection

    from hispeech_web.run import static

    call_command("migrate", verbosity=0)
    static.gather()
    print(f"\n{connection.vendor}: {count} transcripts of {WORDS} words", flush=True)
    library = Library(count)
    _say("filled in", f"{library.seconds:.0f} s")
    if fill:
        return
    _sizes(library)
    _writing(library)
    kinds = library.queries()
    _searching(library, kinds)
    if not alone:
        _others(kinds)


MISSED: list[str] = []


def _say(name: str, value: str, limit: str = "", kept: bool = True) -> None:
    from tests.bench.table import Row, line

    if not kept:
        MISSED.append(name)
    print(line(Row(name, value, limit, kept)), flush=True)


def _sizes(library: Library) -> None:
    from django.db import connection

    if connection.vendor == "postgresql":
        ((table,),) = execute("SELECT pg_total_relation_size('transcripts_indexentry')")
    else:
        names = "('transcripts_indexentry', 'transcripts_wordindex_data', 'transcripts_wordindex_idx')"
        ((table,),) = execute(f"SELECT sum(pgsize) FROM dbstat WHERE name IN {names}")
    ((kept,),) = execute("SELECT sum(length(keys)) FROM transcripts_paragraph")
    whole = (int(table) + int(kept)) / library.bytes
    _say("text", f"{library.bytes / 1e6:.0f} MB")
    told = f"{whole:.2f} × ({int(table) / 1e6:.0f} + {int(kept) / 1e6:.0f} MB)"
    _say("index and kept keys, to the text", told, f"{LIMIT_SIZE} ×", whole < LIMIT_SIZE)


def _writing(library: Library) -> None:
    """As people's acts do it, each in its transaction."""
    from transcripts.actions.bring_text import bring_text
    from transcripts.library.index import refresh
    from transcripts.models import Recording
    from transcripts.text.armenian.keys import keys_of

    random, analysing, bringing, again = Random(9), [], [], []
    for _ in range(30):
        said = "\n\n".join(random.choice(library.texts) for _ in range(WORDS // PARAGRAPH))
        analysing.append(_timed(keys_of, said))
        bringing.append(_timed(bring_text, by=library.user, title="Նիստ", text=said))
        row = Recording.objects.order_by("-created_at")[0]
        again.append(_timed(refresh, row))
    _say(
        "analysing 1,500 words, median",
        f"{_median(analysing):.1f} ms",
        f"{LIMIT_INDEXING} ms",
        _median(analysing) < LIMIT_INDEXING,
    )
    _say("  bringing them in, all told", f"{_median(bringing):.1f} ms")
    _say("  putting the entry together anew", f"{_median(again):.1f} ms")


def _searching(library: Library, kinds: dict[str, list[str]]) -> None:
    from django.test import Client

    from transcripts.library.results import results

    client = Client(headers={"host": "localhost"})
    client.force_login(library.user)
    for q in ("նիստ", "դատարան"):
        client.get("/", {"q": q})
    # As the site does when it has loaded (run/gunicorn.py).
    gc.collect()
    gc.freeze()
    server, page, began = [], [], time.process_time()
    for name, queries in kinds.items():
        took = [_timed(results, library.user, q, team=library.team.pk, most=20) for q in queries]
        shown = [_timed(client.get, "/", {"q": q}) for q in queries]
        server += took
        page += shown
        _say(f"  {name}: p50, p95", f"{_median(took):.1f}, {_p95(took):.1f} ms; page {_p95(shown):.1f}")
    computed = (time.process_time() - began) * 1000 / len(server)
    _say("  processor time of a search and of its page", f"{computed:.0f} ms, the database apart")
    _say(
        "all: in the server, p95",
        f"{_p95(server):.1f} ms",
        f"{LIMIT_SERVER} ms",
        _p95(server) <= LIMIT_SERVER,
    )
    _say("all: with the page, p95", f"{_p95(page):.1f} ms", f"{LIMIT_PAGE} ms", _p95(page) <= LIMIT_PAGE)


def _others(kinds: dict[str, list[str]]) -> None:
    """The same texts in a column: `LIKE`, as icontains asks, and on PostgreSQL its own Armenian stemmer."""
    from django.db import connection

    is_postgresql = connection.vendor == "postgresql"
    joined = "string_agg(w->>0, ' ')" if is_postgresql else "group_concat(json_extract(w.value, '$[0]'), ' ')"
    each = "jsonb_array_elements(p.words) w" if is_postgresql else "json_each(p.words) w"
    execute(
        "CREATE TABLE bench_text AS "
        f"SELECT t.recording_id AS id, {joined} AS said FROM transcripts_paragraph p "
        f"JOIN transcripts_transcription t ON t.id = p.transcription_id, {each} GROUP BY t.recording_id"
    )
    queries = [q for some in kinds.values() for q in some[:8]]
    like = "said ILIKE %s" if is_postgresql else "said LIKE %s"
    took = [_timed(execute, f"SELECT id FROM bench_text WHERE {like} LIMIT 20", f"%{q}%") for q in queries]
    _say("beside it: icontains, p95", f"{_p95(took):.0f} ms")
    if not is_postgresql:
        return
    execute("ALTER TABLE bench_text ADD COLUMN v tsvector")
    execute("UPDATE bench_text SET v = to_tsvector('armenian', said)")
    execute("CREATE INDEX bench_text_v ON bench_text USING gin (v)")
    execute("VACUUM ANALYZE bench_text")
    ranked = (
        "SELECT id FROM bench_text, plainto_tsquery('armenian', %s) q WHERE v @@ q "
        "ORDER BY ts_rank(v, q) DESC LIMIT 20"
    )
    took = [_timed(execute, ranked, q) for q in queries]
    _say("beside it: PostgreSQL's armenian, p95", f"{_p95(took):.0f} ms")


def _timed(act: Callable[..., object], *values: Any, **more: Any) -> float:
    """Milliseconds."""
    began = time.perf_counter()
    act(*values, **more)
    return (time.perf_counter() - began) * 1000


def _median(took: list[float]) -> float:
    return statistics.median(took)


def _p95(took: list[float]) -> float:
    return sorted(took)[int(len(took) * 0.95)]


if __name__ == "__main__":
    main()
