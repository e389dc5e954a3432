"""One hand in each worker that tells people what has ended."""

import threading
import time

from django.utils import timezone

from transcripts.meanwhile import keep_at
from transcripts.notices.gather import AT_ONCE, gather
from transcripts.notices.letters import send_due

# Seconds between two looks, and between two looks for letters.
REST, LETTERS_EVERY = 3.0, 20.0


class Hand:
    def __init__(self, stop: threading.Event) -> None:
        self._stop = stop
        self._letters_at = float("-inf")

    def run(self) -> None:
        """Until the worker stops."""
        keep_at(self.work, self._stop, rest_for=REST, what="A notice")

    def work(self) -> bool:
        """One look; whether more is to be expected at once."""
        now = timezone.now()
        has_more = gather(now) == AT_ONCE
        if time.monotonic() - self._letters_at >= LETTERS_EVERY:
            send_due(now)
            self._letters_at = time.monotonic()
        return has_more


def start(stop: threading.Event) -> None:
    threading.Thread(target=Hand(stop).run, name="notices", daemon=True).start()
