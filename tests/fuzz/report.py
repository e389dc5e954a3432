"""docs/hostile-files.md: what the last full run found."""

from collections import Counter
from dataclasses import dataclass

BEGINNING = """# Hostile files: the last full run

Files are hostile until proven otherwise. This page is written by the command that proves what we promise: whatever somebody
brings, **no error of ours (500), no process that hangs, no file left in the scratch folder**.

The command starts the whole site as `make run` does and brings it damaged copies of all samples, one half at the
HiSpeech-compatible door, one half by tus: bits flipped, ends cut off, stretches zeroed, moved or filled with noise, halves of
two files joined, heads exchanged, and length fields that lie. The same seed makes the same files (`tests/fuzz/mutants.py`).
What the site takes is transcribed (by the sandbox), drawn, and copied for browsers where it is a video that they refuse; then
somebody signs in, opens every recording and presses play.

Each file is read in a process of its own with limits ([decision 6](decisions/0006-a-keeper-forks-the-cells.md)). Some dozens
of the same files are in `make test`.

```
make fuzz SEED={seed} FILES={files}
```
"""


@dataclass(frozen=True, slots=True)
class Result:
    """Times in seconds. `trouble`: everything that must not be, in words."""

    seed: int
    files: int
    taken: int
    refused: "Counter[str]"
    ends: "Counter[str]"
    copies: "Counter[str]"
    pages: "Counter[str]"
    slowest: float
    wall: float
    trouble: list[str]


def rows(result: Result) -> list[tuple[str, str]]:
    return [
        ("files brought", str(result.files)),
        ("taken as recordings", str(result.taken)),
        ("refused with a sentence", _by_kind(result.refused)),
        ("how their transcriptions ended", _by_kind(result.ends)),
        ("videos, by their playable copy", _by_kind(result.copies)),
        ("answers to who opened and played them", _by_kind(result.pages)),
        ("longest answer to an upload", f"{result.slowest:.1f} s"),
        ("wall time", f"{result.wall:.0f} s"),
        ("**what must not be**", "; ".join(result.trouble) or "**nothing**"),
    ]


def page(result: Result) -> str:
    lines = [f"| {name} | {value} |" for name, value in rows(result)]
    return "\n".join(
        [BEGINNING.format(seed=result.seed, files=result.files), "| | |", "|---|---|", *lines, ""]
    )


def table(result: Result) -> str:
    return "\n".join(f"  {name.strip('*'):<40} {value.strip('*')}" for name, value in rows(result))


def _by_kind(counts: "Counter[str]") -> str:
    named = ", ".join(f"{kind} {number}" for kind, number in sorted(counts.items()) if number)
    return f"{sum(counts.values())} ({named})" if named else "0"
