"""Where the picture of a recording changes: found when there is time, for the subtitles."""

import uuid
from datetime import datetime, timedelta

from django.conf import settings
from django.db import models
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from transcripts.models.recording import Recording

MOST_TRIES = 3


class ShotList(models.Model):
    """One for each recording with a picture. A row of its own: lists of recordings do not read it."""

    recording = models.OneToOneField(
        Recording, models.CASCADE, primary_key=True, related_name="shot_list", verbose_name=_("recording")
    )
    # Milliseconds of the first picture of each shot but the first; null until somebody has looked.
    moments = models.JSONField(_("shot changes"), null=True, blank=True)
    # How far somebody has looked, in seconds: what takes too long is left off.
    seen_until = models.FloatField(_("looked at until"), default=0.0)
    tries = models.PositiveSmallIntegerField(_("tries"), default=0)
    # Who is at it, and until when their word is good.
    lease = models.UUIDField(null=True, blank=True, editable=False)
    lease_until = models.DateTimeField(null=True, blank=True, editable=False)

    class Meta:
        verbose_name = _("shot changes")
        verbose_name_plural = _("shot changes")
        indexes = [
            models.Index(fields=["lease_until"], name="shots_wanted", condition=Q(moments__isnull=True))
        ]
        constraints = [
            models.CheckConstraint(condition=Q(seen_until__gte=0), name="shots_seen_not_negative"),
        ]

    def __str__(self) -> str:
        return str(self.recording_id)

    @staticmethod
    def want(recordings: list[uuid.UUID]) -> None:
        """Of recordings with a picture; what is known stays."""
        rows = [ShotList(recording_id=one) for one in recordings]
        ShotList.objects.bulk_create(rows, batch_size=500, ignore_conflicts=True)

    @staticmethod
    def wanting() -> list[uuid.UUID]:
        """Recordings with a picture that came before anybody asked for this."""
        rows = Recording.objects.filter(has_video=True, shot_list=None).exclude(file="")
        return list(rows.values_list("pk", flat=True))

    @staticmethod
    def claim(now: datetime) -> "ShotList | None":
        """One that nobody is at, for us alone."""
        free = Q(lease_until=None) | Q(lease_until__lt=now)
        wanted = ShotList.objects.filter(free, moments__isnull=True)
        for row in wanted.filter(recording__deleted_at=None).order_by("lease_until", "pk")[:5]:
            mark = uuid.uuid4()
            until = now + settings.LEASE
            if wanted.filter(pk=row.pk).update(lease=mark, lease_until=until, tries=models.F("tries") + 1):
                row.refresh_from_db()
                return row
        return None

    def _mine(self) -> "QuerySet[ShotList]":
        return ShotList.objects.filter(pk=self.pk, lease=self.lease, moments__isnull=True)

    def renew(self, now: datetime) -> bool:
        """False where it is ours no longer."""
        return bool(self._mine().update(lease_until=now + settings.LEASE))

    def settle(self, moments: list[int], seen_until: float = 0.0) -> bool:
        """Looked at. False, with nothing written, where it is ours no longer."""
        return bool(self._mine().update(moments=moments, seen_until=seen_until, lease=None, lease_until=None))

    def put_off(self, now: datetime, delay: timedelta) -> None:
        """Let somebody try again later, but not for ever."""
        if self.tries >= MOST_TRIES:
            self.settle([])
        else:
            self._mine().update(lease=None, lease_until=now + delay)
