"""One hand in each worker: an archive, else an email about one, else rest."""

import threading

from django.utils import timezone

from transcripts.archiving.making import make_one
from transcripts.archiving.telling import tell_one
from transcripts.meanwhile import keep_at

# Seconds between two looks when there is nothing to do.
REST = 2.0


def work() -> bool:
    """One piece of work; False where there is none."""
    return tell_one(timezone.now()) or make_one()


def start(stop: threading.Event) -> None:
    told = {"rest_for": REST, "what": "An archive"}
    threading.Thread(target=keep_at, args=(work, stop), kwargs=told, name="archiving", daemon=True).start()
