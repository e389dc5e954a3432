"""Listening to sounds with the site's own speech model (transcripts/alignment): slow, so few at once and each only once."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from threading import Condition
from typing import Protocol

from transcripts.alignment import aligner
from transcripts.alignment.errors import Stopped
from transcripts.alignment.found import Heard
from transcripts.sandbox.understood import Understood

# A short recording need not wait for a long one. Each has a process of its own, of up to 300 MB.
AT_ONCE = 2
# How long the end of the listening processes is waited for, in seconds; they are told within a fifth of one.
GRACE = 5.0


class Hear(Protocol):
    """As `aligner.listen`."""

    def __call__(self, sound: Path, *, scratch: Path, stop: Callable[[], bool]) -> Sequence[Heard]: ...


class Listener:
    """For many threads. `scratch` holds 8 MB for an hour of sound while it is listened to."""

    def __init__(self, understood: Understood, scratch: Path, hear: Hear = aligner.listen) -> None:
        self._understood, self._scratch, self._hear = understood, scratch, hear
        self._changed = Condition()
        self._at_work: set[str] = set()
        self._closed = False

    def listen(self, path: Path, sha256: str) -> None:
        """Returns when what is heard in the file is in `understood`. Raises CannotListen, and Stopped after `close`."""
        with self._turn(sha256):
            if not self._understood.touch(sha256):
                heard = self._hear(path, scratch=self._scratch, stop=lambda: self._closed)
                self._understood.put(sha256, heard)

    def close(self) -> None:
        """Nobody listens any more; returns when the processes have ended."""
        with self._changed:
            self._closed = True
            self._changed.notify_all()
            self._changed.wait_for(lambda: not self._at_work, GRACE)

    @contextmanager
    def _turn(self, sha256: str) -> Iterator[None]:
        """Who brings the same bytes waits for who brought them first."""
        with self._changed:
            self._changed.wait_for(lambda: self._closed or self._has_room(sha256))
            if self._closed:
                raise Stopped
            self._at_work.add(sha256)
        try:
            yield
        finally:
            with self._changed:
                self._at_work.remove(sha256)
                self._changed.notify_all()

    def _has_room(self, sha256: str) -> bool:
        return len(self._at_work) < AT_ONCE and sha256 not in self._at_work
