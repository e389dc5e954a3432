"""What may be ordered of the process that listens; all that comes and goes is JSON."""

from collections.abc import Callable
from dataclasses import astuple
from functools import partial
from pathlib import Path
from typing import Any

from transcripts.alignment.inside import greedy
from transcripts.alignment.inside.features import FRAME_SECONDS
from transcripts.alignment.inside.listening import listen as hear
from transcripts.alignment.inside.memory import Memory
from transcripts.alignment.inside.placing import place

# Shares of the time: nearly all of it goes into listening.
_LISTENING = 0.95
# Seconds: of sound that the model hears before a stretch, to settle, and after it; of sound that a stretch's words may
# reach over its borders.
_BEFORE, _AFTER, _OVER = 2.0, 0.5, 0.1

Tell = Callable[[float], None]
Answer = dict[str, Any]


def align(
    *,
    sound: str,
    heard: str,
    model: str,
    words: list[str],
    threads: int,
    tell: Tell,
    stretch: tuple[float, float] | None = None,
) -> Answer:
    """All of the sound, or what is in the `stretch` of it, in seconds."""
    memory, begins = _remembered(Path(heard)), 0.0
    listening = partial(hear, Path(sound), Path(model), threads=threads, tell=_scaled(tell, 0.0, _LISTENING))
    if memory is None and stretch:
        part = Path(heard + ".stretch")
        begins = max(stretch[0] - _BEFORE, 0.0)
        listening(part, start=begins, end=stretch[1] + _AFTER)
        memory = Memory.opened(part)
        part.unlink()
    elif memory is None:
        listening(Path(heard))
        memory = Memory.opened(Path(heard))
    if stretch:
        first, behind = (
            round((at - begins) / FRAME_SECONDS) for at in (stretch[0] - _OVER, stretch[1] + _OVER)
        )
        memory = memory.part(max(first, 0), max(behind, 0))
        begins += max(first, 0) * FRAME_SECONDS
    return place(memory, words, begins, _scaled(tell, _LISTENING, 1.0)).to_json()


def listen(*, sound: str, heard: str, model: str, threads: int, tell: Tell) -> Answer:
    memory = _remembered(Path(heard))
    if memory is None:
        hear(Path(sound), Path(model), Path(heard), threads=threads, tell=tell)
        memory = Memory.opened(Path(heard))
    return {"words": [astuple(word) for word in greedy.words(memory)]}


def _remembered(file: Path) -> Memory | None:
    """What was heard before; None where there is nothing, or nothing that can be read."""
    try:
        return Memory.opened(file)
    except (FileNotFoundError, ValueError):
        return None


def _scaled(tell: Tell, low: float, high: float) -> Tell:
    return lambda share: tell(low + share * (high - low))


JOBS: dict[str, Callable[..., Answer]] = {"align": align, "listen": listen}
