"""How a sandbox behaves: its key, pace, capacity and limits, from the command line or the control address."""

from argparse import ArgumentParser, Namespace
from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from pathlib import Path

WHEN_FULL = ("wait", "429")
HEAR = ("sound", "header", "listen")
_CHOICES = {"when_full": WHEN_FULL, "hear": HEAR}


class BadOption(ValueError):
    """An option that makes no sense; the message names it."""


@dataclass(frozen=True, slots=True)
class Options:
    """Times in seconds. Everything but `state` may be changed while it runs, for what comes after."""

    key: str = field(default="", repr=False)  # empty: any key will do
    delay: float = 1.5  # each job takes this …
    per_second: float = 0.1  # … and so much for each second of sound …
    longest: float = 60.0  # … but no longer than this,
    speed: float = 1.0  # … all divided by this
    capacity: int = 0  # jobs at once; 0 for no limit
    when_full: str = "wait"
    max_bytes: int = 1024**3
    hear: str = "sound"
    seed: int = 0  # of the faults that happen by chance
    state: Path | None = None

    def __post_init__(self) -> None:
        for name in ("delay", "per_second", "longest", "capacity"):
            if not 0 <= getattr(self, name) < float("inf"):
                raise BadOption(f"{name} must not be negative")
        if not 0 < self.speed < float("inf") or self.max_bytes < 1:
            raise BadOption("speed and max_bytes must be more than nothing")
        for name, choices in _CHOICES.items():
            if getattr(self, name) not in choices:
                raise BadOption(f"{name} must be one of {', '.join(choices)}")

    def seconds_for(self, duration: float) -> float:
        """How long the work on so many seconds of sound takes."""
        return min(self.delay + self.per_second * duration, self.longest) / self.speed

    def changed(self, changes: Mapping[str, object]) -> "Options":
        """Raises BadOption for an unknown name, or a value of another kind."""
        default = Options()
        kinds = {f.name: type(getattr(default, f.name)) for f in fields(self) if f.name != "state"}
        for name, value in changes.items():
            if name not in kinds:
                raise BadOption(f"there is no setting {name}")
            allowed = (int, float) if kinds[name] is float else kinds[name]
            if not isinstance(value, allowed) or isinstance(value, bool):
                raise BadOption(f"{name} must be of type {kinds[name].__name__}")
        return replace(self, **changes)  # type: ignore[arg-type]


_HELP = {
    "key": "accept only this key (default: any)",
    "delay": "seconds that each job takes",
    "per_second": "further seconds for each second of sound",
    "longest": "no job takes longer than so many seconds",
    "speed": "divide all delays by this",
    "capacity": "work on so many jobs at once (0: no limit)",
    "when_full": "what happens to more jobs than that",
    "max_bytes": "answer 413 to larger files",
    "hear": "decode what comes; or believe what the header of a FLAC file says of its length; or listen, and write "
    "down roughly what is said, where the speech model is installed",
    "seed": "of the faults that happen by chance",
    "state": "remember ledger and jobs in FILE over a restart",
}


def add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, default=8001)
    default = Options()
    for option in fields(Options):
        value = getattr(default, option.name)
        parser.add_argument(
            "--" + option.name.replace("_", "-"),
            type=Path if value is None else type(value),
            default=value,
            choices=_CHOICES.get(option.name),
            help=_HELP[option.name],
        )


def from_arguments(given: Namespace | Mapping[str, object]) -> Options:
    """Raises BadOption."""
    values = vars(given) if isinstance(given, Namespace) else given
    return Options(**{f.name: values[f.name] for f in fields(Options)})  # type: ignore[arg-type]
