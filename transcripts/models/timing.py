"""When the words of a transcription are said: found out after they have come, by listening to the sound (docs/alignment.md)."""

import uuid
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from transcripts.models.transcription import Transcription


class TimingState(models.TextChoices):
    WANTED = "wanted", _("to be found")
    DONE = "done", _("found")
    FAILED = "failed", _("could not be found")


class NotHeard(models.TextChoices):
    """Why nobody has listened: stable codes. Times are estimated then, as far as none came with the words."""

    OFF = "off", _("This site does not look for word times.")
    NO_MODEL = "no_model", _("The speech model that finds word times is not installed on this site.")
    OTHER_TRACK = "other_track", _("Another sound track was chosen since.")
    SOUND_GONE = "sound_gone", _("The sound is no longer in storage.")
    CANNOT_LISTEN = "cannot_listen", _("The words could not be matched with the sound.")
    INTERRUPTED = "interrupted", _("Matching the words with the sound was interrupted again and again.")


# What may be otherwise after a restart, or once set-up has fetched what was missing.
_MAY_CHANGE = (NotHeard.OFF, NotHeard.NO_MODEL)


class Timing(models.Model):
    """One for each transcription with words. What was found for each word stands in its `Paragraph`.

    Wanted again as soon as somebody has written words that nobody has listened for.
    """

    transcription = models.OneToOneField(
        Transcription,
        models.CASCADE,
        primary_key=True,
        related_name="timing",
        verbose_name=_("transcription"),
    )
    state = models.CharField(
        _("state"), max_length=6, choices=TimingState.choices, default=TimingState.WANTED
    )
    # Why it could not be done: one of `NotHeard`.
    code = models.CharField(_("why not"), max_length=40, blank=True)
    # From 0 to 1, of what is being done now.
    share = models.FloatField(_("share done"), default=0.0)
    # Of the words as they were when all of the sound was listened to: speech that the text lacks, [[start, end], …] in seconds;
    # words that the sound lacks, [[first, behind], …] as places in the text.
    unspoken = models.JSONField(_("said, not written"), default=list, blank=True)
    unsaid = models.JSONField(_("written, not said"), default=list, blank=True)
    # From 0 to 1: how probable it is that these words belong to this sound at all; null until somebody has listened.
    belongs = models.FloatField(_("belongs to the sound"), null=True, blank=True)
    tries = models.PositiveSmallIntegerField(_("tries"), default=0)
    wanted_at = models.DateTimeField(_("wanted since"))
    done_at = models.DateTimeField(_("done"), null=True, blank=True)
    # Who is at it, and until when their word is good; without a mark: when somebody may try again.
    lease = models.UUIDField(null=True, blank=True, editable=False)
    lease_until = models.DateTimeField(null=True, blank=True, editable=False)

    class Meta:
        verbose_name = _("word times")
        verbose_name_plural = _("word times")
        indexes = [
            models.Index(fields=["lease_until"], name="timings_wanted", condition=Q(state=TimingState.WANTED))
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(state=TimingState.FAILED) ^ Q(code=""), name="a_code_when_timing_failed"
            ),
        ]

    def __str__(self) -> str:
        return str(self.transcription_id)

    @staticmethod
    def want(transcription: Transcription, now: datetime) -> None:
        """There are words whose times nobody knows. Call inside the transaction that writes them."""
        again = ["state", "code", "share", "tries", "wanted_at", "lease", "lease_until"]
        Timing.objects.bulk_create(
            [Timing(transcription=transcription, wanted_at=now)],
            update_conflicts=True,
            unique_fields=["transcription"],
            update_fields=again,
        )

    @staticmethod
    def want_again() -> int:
        """Those that could not be found for want of something that is there now. Says how many there are."""
        failed = Timing.objects.filter(state=TimingState.FAILED, code__in=_MAY_CHANGE)
        return failed.update(
            state=TimingState.WANTED, code="", share=0.0, tries=0, lease=None, lease_until=None
        )

    @staticmethod
    def copy(theirs: "Timing", transcription: Transcription, now: datetime) -> None:
        """The same words for the same sound, whose times were found before."""
        found = {name: getattr(theirs, name) for name in ("unspoken", "unsaid", "belongs")}
        ended = {"state": TimingState.DONE, "share": 1.0, "wanted_at": now, "done_at": now}
        Timing.objects.update_or_create(transcription=transcription, defaults={**found, **ended})

    @staticmethod
    def free(now: datetime) -> "QuerySet[Timing]":
        """Wanted, and nobody is at it; the longest waiting first."""
        unheld = Q(lease_until=None) | Q(lease_until__lt=now)
        return Timing.objects.filter(unheld, state=TimingState.WANTED).order_by("wanted_at", "pk")

    def take(self, now: datetime) -> bool:
        """Find them alone. False where somebody else does."""
        mark = uuid.uuid4()
        taken = (
            Timing.free(now)
            .filter(pk=self.pk)
            .update(lease=mark, lease_until=now + settings.LEASE, tries=models.F("tries") + 1, share=0.0)
        )
        if taken:
            self.refresh_from_db()
        return bool(taken)

    def _mine(self) -> "QuerySet[Timing]":
        return Timing.objects.filter(pk=self.pk, lease=self.lease, state=TimingState.WANTED)

    def renew(self, now: datetime) -> bool:
        """Say that work goes on. False where it is ours no longer: somebody took over, or the words have changed."""
        return bool(self._mine().update(lease_until=now + settings.LEASE, share=self.share))

    def is_held(self) -> bool:
        """Whether it still is ours, and somebody may want it: its recording is not in the trash."""
        return self._mine().filter(transcription__recording__deleted_at=None).exists()

    def settle(self, now: datetime, **found: Any) -> bool:
        """Found. False, with nothing written, where it is ours no longer."""
        ended = {"lease": None, "lease_until": None, "done_at": now, "share": 1.0}
        return bool(self._mine().update(state=TimingState.DONE, **ended, **found))

    def give_up(self, now: datetime, code: NotHeard) -> bool:
        ended = {"lease": None, "lease_until": None, "done_at": now}
        return bool(self._mine().update(state=TimingState.FAILED, code=code, **ended))

    def put_off(self, now: datetime, delay: timedelta) -> None:
        """Let somebody try again later; this was no try."""
        self._mine().update(lease=None, lease_until=now + delay, tries=models.F("tries") - 1)
