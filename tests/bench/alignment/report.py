"""The figures beside what we promise."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import ceil

from tests.bench.alignment.beside import Beside
from tests.bench.alignment.judging import Judged
from tests.bench.alignment.long import Long
from tests.bench.alignment.material import CLEAN

# Seconds.
MEDIAN, NINE_OF_TEN, WORST = 0.035, 0.150, 0.600
NINE_OF_TEN_IN_NOISE = NINE_OF_TEN_WITH_WILDCARDS = 0.250
AREA, LOCATED = 0.99, 95
FACTOR, MEMORY, STOPPING = 0.2, 500.0, 1.0
_NOISE = 10.0


@dataclass(frozen=True, slots=True)
class Spread:
    """Milliseconds."""

    median: float
    p90: float
    worst: float

    @classmethod
    def of(cls, errors: Sequence[float]) -> "Spread":
        ordered = sorted(errors)
        return cls(*(1000 * ordered[ceil(share * len(ordered)) - 1] for share in (0.5, 0.9, 1.0)))

    def __str__(self) -> str:
        return f"{self.median:7.0f} {self.p90:7.0f} {self.worst:7.0f}"


def lines(errors: Mapping[tuple[str, float], tuple[Sequence[float], Sequence[float]]]) -> list[str]:
    """`errors` of starts and ends by way and noise."""
    made = ["", f"{'milliseconds off':34}{'starts: median, p90, worst':>28}{'ends: median, p90, worst':>28}"]
    for (way, decibels), (starts, ends) in errors.items():
        noise = "clean" if decibels == CLEAN else f"{decibels:g} dB"
        made.append(f"{way:26}{noise:>8}{Spread.of(starts)!s:>28}{Spread.of(ends)!s:>28}")
    return made


def kept(
    clean: Sequence[float], noisy: Sequence[float], wild: Sequence[float], texts: Judged, long: Long | None
) -> list[tuple[str, str, bool]]:
    """What, how much beside the limit, and whether it was kept."""
    ours, noise, bridged = Spread.of(clean), Spread.of(noisy), Spread.of(wild)
    rows = [
        _most("start, median (ms)", ours.median, MEDIAN * 1000),
        _most("start, nine of ten (ms)", ours.p90, NINE_OF_TEN * 1000),
        _most("start, worst (ms)", ours.worst, WORST * 1000),
        _most(f"start, nine of ten, {_NOISE:g} dB (ms)", noise.p90, NINE_OF_TEN_IN_NOISE * 1000),
        _most("start, nine of ten, wildcards (ms)", bridged.p90, NINE_OF_TEN_WITH_WILDCARDS * 1000),
        _least("own text against another's (area)", texts.belonging, AREA),
        _least("removed sentences located, of 100", texts.removed, LOCATED),
        _least("invented sentences named, of 100", texts.invented, LOCATED),
    ]
    if long:
        rows += [
            _most(f"{long.hours:.1f} hours, share of real time", long.factor, FACTOR),
            _most("… memory (MB)", long.memory, MEMORY),
            _most("… stopping (s)", long.stopping, STOPPING),
            _most("… start, nine of ten (ms)", Spread.of(long.starts).p90, NINE_OF_TEN * 1000),
        ]
    return rows


def beside(found: Beside) -> tuple[str, str, bool]:
    """A page that comes a tenth and ten milliseconds later is felt by nobody."""
    name = f"95 of 100 pages beside it (ms; {found.alone:.0f} without)"
    return _most(name, found.listening, 1.1 * found.alone + 10)


def _most(name: str, value: float, limit: float) -> tuple[str, str, bool]:
    return name, f"{value:.4g} (at most {limit:g})", value <= limit


def _least(name: str, value: float, limit: float) -> tuple[str, str, bool]:
    return name, f"{value:.4g} (at least {limit:g})", value >= limit
