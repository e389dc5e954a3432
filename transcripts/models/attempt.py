"""The ledger: one row for each try at HiSpeech, written before a byte is sent."""

from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from transcripts.errors import RaceLost
from transcripts.models.people import User
from transcripts.models.transcription import Transcription, know


class Outcome(models.TextChoices):
    OPEN = "open", _("under way")
    SETTLED = "settled", _("settled")  # HiSpeech answered; billed_seconds is what it said
    VOIDED = "voided", _("not accepted")  # known not to have been bought
    UNCONFIRMED = "unconfirmed", _("unconfirmed")  # may have been bought


class Way(models.TextChoices):
    SYNC = "sync", _("waiting for the answer")
    ASYNC = "async", _("job and polling")
    OPENAI = "openai", _("OpenAI-compatible")


# An answer may still arrive for an attempt that we had given up as lost.
ARROWS: dict[Outcome, list[Outcome]] = {
    Outcome.SETTLED: [Outcome.OPEN, Outcome.UNCONFIRMED],
    Outcome.VOIDED: [Outcome.OPEN, Outcome.UNCONFIRMED],
    Outcome.UNCONFIRMED: [Outcome.OPEN],
}


class Attempt(models.Model):
    transcription = models.ForeignKey(
        Transcription, models.PROTECT, related_name="attempts", verbose_name=_("transcription")
    )
    number = models.PositiveIntegerField(_("number"))
    # Who wanted this try; somebody else may want the next one.
    requested_by = models.ForeignKey(
        User, models.SET_NULL, null=True, related_name="attempts", verbose_name=_("requested by")
    )
    way = models.CharField(_("way"), max_length=6, choices=Way.choices)
    stt_model = models.CharField(_("model"), max_length=60)
    # What is about to be bought, at the price then in force (per minute; null where none is set).
    seconds = models.FloatField(_("seconds to be sent"))
    price_per_minute = models.DecimalField(
        _("price per minute"), max_digits=12, decimal_places=4, null=True, blank=True
    )
    currency = models.CharField(_("currency"), max_length=8, blank=True)
    estimate = models.DecimalField(_("estimate"), max_digits=14, decimal_places=4, null=True, blank=True)
    created_at = models.DateTimeField(_("written"))
    body_sent_at = models.DateTimeField(_("last byte sent"), null=True, blank=True)
    answered_at = models.DateTimeField(_("answered"), null=True, blank=True)
    ended_at = models.DateTimeField(_("ended"), null=True, blank=True)
    job_id = models.CharField(_("HiSpeech job"), max_length=200, blank=True)
    # When to ask HiSpeech about the job; null where there is nothing to ask.
    next_look_at = models.DateTimeField(_("next look"), null=True, blank=True)
    outcome = models.CharField(_("outcome"), max_length=11, choices=Outcome.choices, default=Outcome.OPEN)
    billed_seconds = models.FloatField(_("billed seconds"), null=True, blank=True)
    cost = models.DecimalField(_("cost"), max_digits=14, decimal_places=4, null=True, blank=True)
    error_code = models.CharField(_("error"), max_length=40, blank=True)
    # What HiSpeech or the network said, for the operator; never a word of a transcript.
    error_detail = models.CharField(_("detail"), max_length=500, blank=True)

    class Meta:
        verbose_name = _("attempt")
        verbose_name_plural = _("attempts")
        ordering = ["-created_at", "-id"]
        constraints = [
            models.UniqueConstraint(fields=["transcription", "number"], name="one_attempt_per_number"),
            # Two tries at once for one transcription would be paid twice.
            models.UniqueConstraint(
                fields=["transcription"],
                condition=models.Q(outcome=Outcome.OPEN),
                name="one_open_attempt_per_transcription",
            ),
            models.CheckConstraint(
                condition=models.Q(outcome=Outcome.OPEN, ended_at=None)
                | (~models.Q(outcome=Outcome.OPEN) & models.Q(ended_at__isnull=False)),
                name="ended_attempt_has_its_time",
            ),
            models.CheckConstraint(
                condition=~models.Q(outcome=Outcome.SETTLED) | models.Q(billed_seconds__isnull=False),
                name="settled_attempt_has_its_seconds",
            ),
        ]
        indexes = [
            models.Index(fields=["created_at"], name="attempts_by_time"),
            models.Index(fields=["next_look_at"], name="attempts_to_look_up"),
        ]

    def __str__(self) -> str:
        return f"{self.transcription_id} · {self.number}"

    def cost_of(self, seconds: float) -> Decimal | None:
        if self.price_per_minute is None:
            return None
        return (self.price_per_minute * Decimal(str(seconds)) / 60).quantize(Decimal("0.0001"))

    def mark_sent(self, now: datetime) -> bool:
        """Say that the last byte is about to go. False where somebody ended the attempt."""
        rows = Attempt.objects.filter(pk=self.pk, outcome=Outcome.OPEN, body_sent_at=None)
        return bool(rows.update(body_sent_at=now))

    def keep_job(self, job_id: str, now: datetime, look_at: datetime) -> None:
        """HiSpeech's name for the job: from now on it is only ever looked up."""
        Attempt.objects.filter(pk=self.pk).update(job_id=job_id, answered_at=now, next_look_at=look_at)

    def look_again(self, at: datetime | None) -> None:
        """None: never again."""
        Attempt.objects.filter(pk=self.pk).update(next_look_at=at)

    def _end(self, outcome: Outcome, now: datetime, **changes: Any) -> None:
        changes |= {"outcome": outcome, "ended_at": now, "next_look_at": None}
        rows = Attempt.objects.filter(pk=self.pk, outcome__in=ARROWS[outcome])
        if rows.update(**changes) != 1:
            raise RaceLost(f"attempt {self.pk} cannot become {outcome}")
        know(self, **changes)

    def settle(self, now: datetime, *, seconds: float, job_id: str = "", **changes: Any) -> None:
        """HiSpeech answered. `seconds` is what it says that it processed."""
        if job_id:
            changes["job_id"] = job_id
        self._end(
            Outcome.SETTLED,
            now,
            answered_at=self.answered_at or now,
            billed_seconds=seconds,
            cost=self.cost_of(seconds),
            **changes,
        )

    def void(self, now: datetime, *, code: str, detail: str = "") -> None:
        """Known not to have been accepted: may be tried again for nothing."""
        self._end(Outcome.VOIDED, now, error_code=code, error_detail=detail[:500])

    def lose(self, now: datetime, *, code: str, detail: str = "") -> None:
        """Nobody knows whether it was accepted: only a look-up or a person may go on."""
        self._end(Outcome.UNCONFIRMED, now, error_code=code, error_detail=detail[:500])
