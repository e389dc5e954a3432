"""The person in the storm: reads what an offer says, then presses "send again", or cancels."""

import logging
import threading
from collections.abc import Callable
from random import Random

from django.db import Error, connection
from django.utils import timezone

from tests.faults.judge import Asked
from transcripts.actions.cancel import cancel
from transcripts.actions.retry import retry
from transcripts.errors import RaceLost
from transcripts.library.offers import offer_to_retry
from transcripts.models import ACTIVE, Attempt, Outcome, Status, Transcription, User

log = logging.getLogger(__name__)
UNHAPPY = (Status.UNCONFIRMED, Status.FAILED, Status.CANCELLED)


class Person:
    """Works beside the storm, in a thread for each time that they look."""

    def __init__(self, user: User, seed: int) -> None:
        self._user, self._chance = user, Random(f"{seed}/person")
        self.asked: list[Asked] = []
        self.cancelled = 0
        self._busy: list[threading.Thread] = []

    def send_again(self, part: float) -> None:
        self._do(lambda: self._send_again(part))

    def cancel_one(self) -> None:
        self._do(self._cancel_one)

    def finish(self) -> None:
        for thread in self._busy:
            thread.join()

    def _do(self, act: Callable[[], None]) -> None:
        def carefully() -> None:
            try:
                act()
            except Error as error:
                log.info("The person found the database away: %s", type(error).__name__)
            finally:
                connection.close()

        thread = threading.Thread(target=carefully)
        self._busy.append(thread)
        thread.start()

    def _send_again(self, part: float) -> None:
        rows = Transcription.objects.filter(status__in=UNHAPPY).select_related("recording").order_by("pk")
        for row in rows:
            if self._chance.random() < part:
                self._ask(row)

    def _ask(self, row: Transcription) -> None:
        offer = offer_to_retry(row)
        left = list(row.parts.exclude(status=Status.COMPLETED)) if row.in_parts else [row]
        waits = Attempt.objects.filter(transcription__in=left, outcome=Outcome.OPEN).exists()
        if not offer.allowed:
            return
        # Noted before it is done: a database that goes away in between may have done it.
        asked = Asked(
            str(row.pk), timezone.now(), free=offer.free, waits=waits, about=[str(one.pk) for one in left]
        )
        self.asked.append(asked)
        try:
            retry(by=self._user, transcription=row, may_cost=not offer.free)
        except RaceLost:
            self.asked.remove(asked)

    def _cancel_one(self) -> None:
        rows = list(
            Transcription.objects.filter(status__in=ACTIVE).select_related("recording").order_by("pk")
        )
        if not rows:
            return
        try:
            cancel(by=self._user, transcription=self._chance.choice(rows))
            self.cancelled += 1
        except RaceLost:
            log.info("It had ended in the same moment.")
