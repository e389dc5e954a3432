"""`python -m tests.bench.alignment`: takes some minutes for `--hours=1`, half an hour for 8. Ends with 1 where a limit was
missed, and with 0 where the model or espeak-ng is not there.
"""

import sys
from argparse import ArgumentParser
from collections.abc import Callable, Sequence
from pathlib import Path

from tests.alignment.speech import can_speak
from tests.bench.alignment import measure, plot, report
from tests.bench.alignment.beside import measure as measure_beside
from tests.bench.alignment.judging import judged
from tests.bench.alignment.long import long
from tests.bench.alignment.material import CLEAN, NOISES, recordings
from tests.bench.alignment.measure import Errors, Heard
from transcripts.alignment.packages import missing, model_path

Way = Callable[[Heard], Errors]
WAYS: dict[str, Way] = {
    "aligned": measure.ours,
    "one word in ten unknown": measure.with_wildcards,
    "by voiced stretches": lambda heard: measure.by_voice(heard.recording.speech),
    "by length": lambda heard: measure.by_length(heard.recording.speech),
}


def main() -> int:
    given = ArgumentParser("python -m tests.bench.alignment", description=__doc__)
    given.add_argument("--seed", type=int, default=2027)
    given.add_argument("--hours", type=float, default=1.0, help="of the long recording; 0 leaves it out")
    given.add_argument("--plot", type=Path, help="draw the errors into this SVG")
    told = given.parse_args()
    model = model_path()
    if missing() or model is None or not can_speak():
        print(missing() or "There is no espeak-ng here (on Debian: apt-get install espeak-ng).")
        return 0
    return _measured(told.seed, told.hours, told.plot, model)


def _measured(seed: int, hours: float, drawing: Path | None, model: Path) -> int:
    print("Generated speech: both voices, three speeds, three noises …", flush=True)
    heard = [measure.heard(recording, model) for recording in recordings(seed)]
    errors = {
        (way, noise): _all(heard, measured, noise) for way, measured in WAYS.items() for noise in NOISES
    }
    print("\n".join(report.lines(errors)), flush=True)
    seconds = sum(one.recording.speech.seconds for one in heard)
    print(
        f"\nlistening in one thread: {sum(one.seconds for one in heard) / seconds:.3f} of real time",
        flush=True,
    )
    if drawing:
        drawing.write_text(plot.drawing(_curves(errors)), encoding="utf-8")
    starts = {key: found[0] for key, found in errors.items()}
    rows = report.kept(
        starts["aligned", CLEAN],
        starts["aligned", 10.0],
        starts["one word in ten unknown", CLEAN],
        judged(heard, seed),
        long(hours, seed) if hours else None,
    )
    if hours:
        rows.append(report.beside(measure_beside(seed)))
    print("\n" + "\n".join(f"{'' if kept else 'MISSED '}{name}: {value}" for name, value, kept in rows))
    return 0 if all(kept for _, _, kept in rows) else 1


def _all(heard: Sequence[Heard], way: Way, noise: float) -> tuple[list[float], list[float]]:
    found = [way(one) for one in heard if one.recording.decibels == noise]
    return [e for one in found for e in one.starts], [e for one in found for e in one.ends]


def _curves(errors: dict[tuple[str, float], tuple[list[float], list[float]]]) -> dict[str, list[float]]:
    return {
        "aligned": errors["aligned", CLEAN][0],
        "aligned, 10 dB of noise": errors["aligned", 10.0][0],
        "one word in ten unknown": errors["one word in ten unknown", CLEAN][0],
        "spread over voiced stretches": errors["by voiced stretches", CLEAN][0],
        "spread by length": errors["by length", CLEAN][0],
    }


if __name__ == "__main__":
    sys.exit(main())
