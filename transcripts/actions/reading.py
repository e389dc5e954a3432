"""What was read and carried away, for the audit log. Whoever calls has found that the person may."""

from collections.abc import Callable, Iterable
from itertools import groupby
from operator import attrgetter

from django.core.cache import caches
from django.utils import timezone

from transcripts.models import Act, Event, Recording, User, origin

HOUR = 3600


def once_an_hour(what: str) -> bool:
    """Each process remembers what it has told: most times nothing is asked. The database knows for all of them."""
    return caches["process"].add(f"{what}:{timezone.now():%Y%m%d%H}", True, HOUR)


def opened(*, by: User, recording: Recording) -> None:
    """Once an hour for a person and a recording."""
    if once_an_hour(f"opened:{by.pk}:{recording.pk}"):
        Event.record(Act.OPENED, by=by, team=recording.team, on=recording, hourly=True)


def exported(*, by: User, recordings: Iterable[Recording], format: str) -> None:
    """One entry for each recording, so that each can be asked who has its words."""
    for team, rows in groupby(recordings, key=attrgetter("team")):
        Event.record_each(Act.EXPORTED, rows, by=by, team=team, format=format)


def telling(*, by: User, format: str) -> Callable[..., None]:
    """`exported` for what goes out while the request is over already: it remembers where that came from."""
    here = origin.current()

    def tell(recordings: Iterable[Recording]) -> None:
        with origin.coming_from(here):
            exported(by=by, recordings=recordings, format=format)

    return tell


def downloaded(*, by: User, recording: Recording) -> None:
    """The file itself, which a player may ask for piece by piece."""
    Event.record(Act.DOWNLOADED, by=by, team=recording.team, on=recording, hourly=True)
