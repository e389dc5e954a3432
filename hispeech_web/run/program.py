"""What a program of the stack is: how it is started, how one knows that it works, how it is stopped."""

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from signal import Signals


@dataclass(frozen=True, slots=True)
class Program:
    """`grace` is in seconds: how long it may take to stop before it is killed."""

    name: str
    command: tuple[str, ...]
    folder: Path
    # Called again and again, at once after the start, until it says True; it must not wait.
    healthy: Callable[[], bool] = lambda: True
    grace: float = 10
    # What it gets when the supervisor itself is killed: the quickest end that harms nothing.
    when_orphaned: Signals = Signals.SIGKILL
    environment: dict[str, str] = field(default_factory=dict, repr=False)
    handed_on: tuple[int, ...] = ()  # file descriptors
    once: bool = False  # it has something to do and then ends; nobody waits for it
    hushed: tuple[str, ...] = ()  # lines holding one of these say nothing that a person could use
