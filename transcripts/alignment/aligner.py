"""Asking for an alignment. Every call takes seconds to minutes and works in a process of its own.

`sound` is a file as the site keeps its sound tracks (any that FFmpeg decodes; 16 kHz mono FLAC is quickest). Work files go
into `scratch`. `stop` is asked several times a second and ends the work at once; `progress` is told a share from 0 to 1.
`heard` names a file that keeps what the model heard (8 MB an hour): where it exists already nothing is listened to again,
so that a second text for the same sound costs a hundredth. All raise CannotListen or Stopped.
"""

from collections.abc import Callable, Sequence
from pathlib import Path

from transcripts.alignment.child import Order, run
from transcripts.alignment.found import Alignment, Heard

# Threads that listen. More would gain nothing on the machines we know, and take the site's place.
THREADS = 2

Progress = Callable[[float], None]
Stop = Callable[[], bool]


def _never() -> bool:
    return False


def _untold(share: float) -> None:
    pass


def align(
    sound: Path,
    words: Sequence[str],
    *,
    scratch: Path,
    heard: Path | None = None,
    stop: Stop = _never,
    progress: Progress = _untold,
    threads: int = THREADS,
) -> Alignment:
    """Where each of `words`, as written and in order, is heard in the whole of `sound`."""
    order = Order("align", sound, scratch, heard, {"words": list(words), "threads": threads})
    return Alignment.from_json(run(order, stop=stop, progress=progress))


def realign(
    sound: Path,
    words: Sequence[str],
    *,
    start: float,
    end: float,
    scratch: Path,
    heard: Path | None = None,
    stop: Stop = _never,
    progress: Progress = _untold,
) -> Alignment:
    """Where each of `words` is heard between `start` and `end`, after somebody changed what stands there."""
    what = {"words": list(words), "stretch": (start, end), "threads": 1}
    return Alignment.from_json(run(Order("align", sound, scratch, heard, what), stop=stop, progress=progress))


def listen(
    sound: Path,
    *,
    scratch: Path,
    heard: Path | None = None,
    stop: Stop = _never,
    progress: Progress = _untold,
    threads: int = THREADS,
) -> tuple[Heard, ...]:
    """What the model itself understands, roughly: words in order, with a mark where a pause follows."""
    said = run(Order("listen", sound, scratch, heard, {"threads": threads}), stop=stop, progress=progress)
    return tuple(Heard(*word) for word in said["words"])
