"""What was measured beside what we promise (docs/decisions hold why)."""

from collections.abc import Sequence
from dataclasses import dataclass

from tests.bench.jobs import Load, Measured

WALL = 1.15  # times the ideal
MEMORY = 300.0  # MiB
OVERHEAD = 1.0  # seconds, for nineteen of twenty


@dataclass(frozen=True, slots=True)
class Row:
    name: str
    value: str
    limit: str = ""
    kept: bool = True


def rows(load: Load, found: Measured) -> list[Row]:
    p50, p95, p99 = (found.percentile(percent) for percent in (50, 95, 99))
    most = WALL * load.ideal
    memory = found.memory
    return [
        Row("asked for by way of", " and ".join(found.ways)),
        Row(
            "texts that can be read",
            f"{found.finished}, bought {found.bought}",
            f"{load.jobs}, bought once",
            found.finished == found.bought == load.jobs,
        ),
        Row(
            "from the first to the last",
            f"{found.wall:.1f} s ({found.wall / load.ideal:.2f} × {load.ideal:g} s)",
            f"{most:.1f} s",
            found.wall <= most,
        ),
        Row("  all places at the service taken after", f"{found.filled:.1f} s"),
        Row("  last one sent after", f"{found.last_sent:.1f} s"),
        Row("worker's memory, most RSS", f"{memory.rss:.0f} MB", f"{MEMORY:.0f} MB", memory.rss < MEMORY),
        Row(
            "  most PSS; with its media processes",
            f"{memory.pss:.0f} MB; {memory.family:.0f} MB",
            f"{MEMORY:.0f} MB",
            memory.family < MEMORY,
        ),
        Row("overhead of a job, p95", f"{p95:.2f} s", f"{OVERHEAD:.2f} s", p95 < OVERHEAD),
        Row("  p50, p99, most", f"{p50:.2f} s, {p99:.2f} s, {max(found.overhead, default=0.0):.2f} s"),
        Row("worker's processor time for a job", f"{1000 * found.computed / load.jobs:.0f} ms"),
    ]


def lines(results: Sequence[tuple[Load, Measured]]) -> list[str]:
    said = []
    for load, found in results:
        said.append(f"\n{load.mode}: {load.jobs} jobs, {load.at_once} at once, {load.work:g} s each")
        said += map(line, rows(load, found))
    return said


def line(row: Row) -> str:
    return f"  {row.name:<42} {row.value:<28} {row.limit:<16} {_verdict(row)}".rstrip()


def _verdict(row: Row) -> str:
    return "" if not row.limit else "kept" if row.kept else "MISSED"
