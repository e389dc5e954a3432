"""Requests that stay until the words are there.

Each holds a thread of the server, so only so many may stay at once in a process; the others, and those
whose patience ends, are answered with the job as it stands and ask again.
"""

import time

from django.conf import settings

from hispeech_web import stopping
from hispeech_web.reception import reception
from transcripts.meanwhile import rest
from transcripts.models import Transcription

FIRST_PAUSE = 0.2
LONGEST_PAUSE = 1.0


def wait_for(transcription: Transcription) -> None:
    """Stay until it is finished, `API_WAIT_SECONDS` at most; not at all where every seat is taken.

    Ends early when the server is asked to stop: a script that is cut off would send, and pay, once more.
    Raises Transcription.DoesNotExist where it is removed meanwhile.
    """
    with reception.waiting(settings.API_WAITING_AT_ONCE) as seated:
        if seated:
            _look_until(transcription, time.monotonic() + settings.API_WAIT_SECONDS)


def _look_until(transcription: Transcription, deadline: float) -> None:
    pause = FIRST_PAUSE
    while transcription.is_active and time.monotonic() < deadline and not stopping.asked():
        # Between two looks the database is somebody else's: it has fewer connections than we have threads.
        rest()
        time.sleep(pause)
        pause = min(pause * 1.5, LONGEST_PAUSE)
        transcription.refresh_from_db(fields=["status", "reason"])
