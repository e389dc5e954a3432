"""One hand in each worker that finds word times, one transcription after the other."""

import threading

from django.conf import settings

from transcripts.alignment import packages
from transcripts.meanwhile import keep_at
from transcripts.models import Timing
from transcripts.timing.finding import find_one

# Seconds between two looks when there is nothing to do.
REST = 2.0


class Hand:
    def __init__(self, stop: threading.Event) -> None:
        self._stop = stop
        self._listens = False

    def run(self) -> None:
        """Until the worker stops."""
        keep_at(self.work, self._stop, rest_for=REST, what="Word times")

    def work(self) -> bool:
        """One transcription; False where there is none."""
        self._want_again()
        return find_one(self._stop)

    def _want_again(self) -> None:
        """As soon as it can listen, after a start or once the packages have come, what it could not find before is wanted."""
        listened, self._listens = self._listens, settings.WORD_TIMES and not packages.missing()
        if self._listens and not listened:
            Timing.want_again()


def start(stop: threading.Event) -> None:
    threading.Thread(target=Hand(stop).run, name="timing", daemon=True).start()
