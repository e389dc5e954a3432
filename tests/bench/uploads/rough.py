"""A large file on a rough way: the server is killed and the line cut in the middle of pieces. Is it whole, and how much
memory did it take?"""

import random
import time
from dataclasses import dataclass
from pathlib import Path

from tests.bench.memory import peak, resident, start_peak
from tests.bench.uploads import files
from tests.bench.uploads.sender import PIECE, Behind, Sender, same_bytes
from tests.intake.server import Server

KILLS, CUTS = 3, 10
WARM_UP = 4 * files.MiB

# What a worker does with a large one.
FINISH = """
from transcripts.intake.finish import finish
from transcripts.intake.store import chosen
from transcripts.models import Upload
[finish(chosen(), upload) for upload in Upload.objects.filter(state="received")]
"""


@dataclass(frozen=True, slots=True)
class Found:
    """`grown` in MiB, of the web process; `again` is how many bytes had to be sent a second time."""

    whole: bool
    size: int
    kills: int
    cuts: int
    again: int
    grown: float
    seconds: float


class Watched:
    """A server whose process is weighed from when it has served one upload until it is killed."""

    def __init__(self, server: Server, folder: Path) -> None:
        self.server, self._folder = server, folder
        self.grown = 0.0
        self._lives = 0
        self._begin()

    def _begin(self) -> None:
        """What every process needs once, it needs for the smallest file, too."""
        self._lives += 1
        small = files.recording(self._folder / "small.wav", WARM_UP)
        files.change(small, self._lives)
        sender = Sender(self.server, small)
        assert sender.send(0) == WARM_UP
        sender.hang_up()
        self._process = self.server.pids[1]
        self._before = resident(self._process)
        start_peak(self._process)

    def weigh(self) -> None:
        self.grown = max(self.grown, peak(self._process) - self._before)

    def kill_and_start(self) -> None:
        self.weigh()
        self.server.kill()
        self.server.start()
        self._begin()


def measure(server: Server, folder: Path, size: int, piece: int = PIECE, seed: int = 4) -> Found:
    file = files.recording(folder / "large.wav", size)
    watched, sender = Watched(server, folder), Sender(server, file, piece)
    mishaps = _mishaps(size, piece, random.Random(seed))
    began, offset, again = time.perf_counter(), 0, 0
    while offset < size:
        after, killed = mishaps.pop(offset // piece, (None, False))
        try:
            reached = sender.send(offset, breaking_after=after)
        except Behind:
            reached = sender.where()
        if after is not None:
            watched.kill_and_start() if killed else None
            sender.cut() if after % 2 else sender.hang_up()
            reached = sender.where()
            again += max(0, offset + after - reached)
        offset = reached
    watched.weigh()
    sender.hang_up()
    seconds = time.perf_counter() - began
    server.run("manage.py", "shell", "--no-imports", "-c", FINISH)
    told = server.look(sender.address)
    whole = told["state"] == "done" and same_bytes(file, server.original(told["recording"]["id"]))
    return Found(whole, size, KILLS, CUTS, again, watched.grown, seconds)


def _mishaps(size: int, piece: int, dice: random.Random) -> dict[int, tuple[int, bool]]:
    """In which pieces, after how many bytes, and whether the server is killed."""
    pieces = dice.sample(range(size // piece - 1), KILLS + CUTS)
    return {which: (dice.randrange(piece), number < KILLS) for number, which in enumerate(pieces)}
