"""What goes by itself, a few at a time: from the trash when its time is over, and by the teams' rules."""

import logging
from datetime import datetime
from uuid import UUID

from django.db import Error

from transcripts.errors import RaceLost
from transcripts.library.keeping import Going, ends
from transcripts.models import End, Why
from transcripts.removal.purge import AtWork, OnHold, purge, take_sound

log = logging.getLogger(__name__)

# So few that nobody else's turn is long in coming.
AT_ONCE = 20


def let_go(now: datetime, most: int = AT_ONCE) -> int:
    """One step. Says how many went."""
    gone = 0
    for going in ends(now):
        gone += _step(going, now, most - gone)
    return gone


def _step(going: Going, now: datetime, most: int) -> int:
    rows = going.rows.order_by("created_at").values_list("pk", flat=True)
    return sum(_went(pk, going, now) for pk in list(rows[:most]))


def _went(pk: UUID, going: Going, now: datetime) -> bool:
    """What is due is asked once more with the recording locked: meanwhile it may have been restored, or held."""
    try:
        if going.end == End.SOUND:
            take_sound(pk, why=Why.RULE, now=now, still=going.due)
        else:
            why = Why.TRASH if going.end == End.TRASH else Why.RULE
            purge(pk, why=why, now=now, still=going.due)
    except (OnHold, AtWork, RaceLost):
        return False
    except Error:
        raise  # the database is away: another time
    except Exception:
        log.exception("Recording %s could not go.", pk)  # it keeps none of the others
        return False
    return True
