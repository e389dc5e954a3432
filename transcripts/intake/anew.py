"""Take up again what had ended: wait for what HiSpeech works on still, queue the rest."""

from django.db import transaction
from django.utils import timezone

from transcripts.errors import RaceLost, gettext_noop
from transcripts.library.twins import would_buy_twice
from transcripts.models import ACTIVE, Attempt, Outcome, Status, Transcription, User


class CostsByNow(RaceLost):
    sentence = gettext_noop(
        "It was free when you opened the page, and may cost something by now. Nothing was sent: read what it costs, then decide."
    )


def is_under_way(transcription: Transcription) -> bool:
    """HiSpeech may have it, and its answer may come: to wait for it is free."""
    return Attempt.objects.filter(transcription=transcription, outcome=Outcome.OPEN).exists()


def take_up(whole: Transcription, *, by: User, may_cost: bool) -> None:
    """With those of its parts that have no words. `may_cost`: they know that something may be paid twice.

    Raises CostsByNow, or RaceLost where somebody else was faster; nothing is written then.
    """
    now, twice = timezone.now(), would_buy_twice(whole)
    again = whole.again or (twice and may_cost)
    with transaction.atomic():
        for one in [whole, *whole.parts.exclude(status__in=[*ACTIVE, Status.COMPLETED])]:
            # In this order: what is under way may end meanwhile, but what has ended stays so.
            if is_under_way(one):
                one.wait_after_all(now, by=by)
            elif not may_cost and (twice or _may_have_been_bought(one)):
                raise CostsByNow
            else:
                one.queue_again(now, by=by, again=again)


def _may_have_been_bought(one: Transcription) -> bool:
    return one.attempts.exclude(outcome=Outcome.VOIDED).exists()
