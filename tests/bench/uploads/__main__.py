"""`python -m tests.bench.uploads`: one measurement after the other, beside what we promise.

Ends with 1 where a limit was missed.
"""

import sqlite3
import sys
import tempfile
from argparse import ArgumentParser, Namespace
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from tests.bench.table import Row, line
from tests.bench.uploads import rough, speed, stalled
from tests.bench.uploads.files import MiB
from tests.intake.server import Server, serving

GROWTH = 32.0  # MiB
RATIO = 0.5
PAGE = 100.0  # milliseconds, for nineteen of twenty


def main() -> int:
    given = _arguments()
    with _site() as (server, folder):
        rows = [*_rough(given, server, folder), *_speed(given, server, folder), *_stalled(given, server)]
    with _site("tests.bench.uploads.profiled") as (server, folder):
        print(speed.profile(server, folder, given.copied * MiB // 4), flush=True)
    print("\n".join(["\nuploads", *map(line, rows)]), flush=True)
    return 1 if any(not row.kept for row in rows) else 0


def _arguments() -> Namespace:
    parser = ArgumentParser("python -m tests.bench.uploads", description=__doc__)
    parser.add_argument("--rough", type=int, default=2048, help="MiB that are brought on the rough way")
    parser.add_argument("--piece", type=int, default=8192, help="KiB that are sent at once on it")
    parser.add_argument("--copied", type=int, default=1024, help="MiB that are brought and timed")
    parser.add_argument("--rounds", type=int, default=speed.ROUNDS)
    parser.add_argument("--stalled", type=int, default=50, help="senders who fall silent")
    return parser.parse_args()


@contextmanager
def _site(application: str = "") -> Iterator[tuple[Server, Path]]:
    """With somebody else at its database, as the worker is: whoever leaves last would have to tidy up in it."""
    with tempfile.TemporaryDirectory(prefix="hispeech-bench-") as name:
        folder = Path(name)
        with (
            serving(folder, application=application, SILENCE_SECONDS="600") as server,
            closing(sqlite3.connect(folder / "data" / "db.sqlite3")) as worker,
        ):
            worker.execute("SELECT count(*) FROM transcripts_upload").fetchone()
            yield server, folder


def _rough(given: Namespace, server: Server, folder: Path) -> list[Row]:
    print(f"{given.rough} MiB, the server killed and the line cut …", flush=True)
    found = rough.measure(server, folder, given.rough * MiB, given.piece * 1024)
    way = f"{found.size // MiB} MiB, {found.kills} kills and {found.cuts} cuts"
    return [
        Row(way, "byte for byte" if found.whole else "DIFFERS", "byte for byte", found.whole),
        Row("  sent twice", f"{found.again / MiB:.1f} MiB"),
        Row("  in", f"{found.seconds:.1f} s"),
        Row(
            "web process grew by, at most", f"{found.grown:.1f} MB", f"{GROWTH:.0f} MB", found.grown < GROWTH
        ),
    ]


def _speed(given: Namespace, server: Server, folder: Path) -> list[Row]:
    print(f"{given.copied} MiB to us and to a plain server, {given.rounds} times …", flush=True)
    found = speed.measure(server, folder, given.copied * MiB, given.rounds)
    ratio, pieces = found.ratio(found.tus), found.ratio(found.pieces)
    return [
        Row("curl to a plain server, best and all", _rates(found.plain)),
        Row("curl to us by tus, in one request", _rates(found.tus)),
        Row("  to the plain server's", f"{ratio:.2f}", f"{RATIO:.2f}", ratio >= RATIO),
        Row("by tus in pieces of 8 MiB", _rates(found.pieces)),
        Row("  to the plain server's", f"{pieces:.2f}"),
    ]


def _rates(rates: list[float]) -> str:
    return f"{max(rates) / 1e6:.0f} MB/s ({', '.join(f'{one / 1e6:.0f}' for one in rates)})"


def _stalled(given: Namespace, server: Server) -> list[Row]:
    print(f"{given.stalled} senders who fall silent after 64 KB …", flush=True)
    p50, p95, most = stalled.measure(server, given.stalled)
    name = f"a page beside {given.stalled} silent senders, p95"
    return [
        Row(name, f"{p95:.0f} ms", f"{PAGE:.0f} ms", p95 < PAGE),
        Row("  p50, most", f"{p50:.0f} ms, {most:.0f} ms"),
    ]


if __name__ == "__main__":
    sys.exit(main())
