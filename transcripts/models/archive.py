"""Many transcripts as one file, made in the background for one person."""

import uuid
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.fields.files import FieldFile
from django.utils.translation import gettext_lazy as _

from transcripts.models.people import Team, User


class ArchiveState(models.TextChoices):
    WANTED = "wanted", _("being made")
    MADE = "made", _("made")
    FAILED = "failed", _("could not be made")


class Archive(models.Model):
    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    team = models.ForeignKey(Team, models.CASCADE, related_name="archives", verbose_name=_("team"))
    requested_by = models.ForeignKey(
        User, models.CASCADE, related_name="archives", verbose_name=_("requested by")
    )
    # The ids of its recordings, in order, as they were found when it was asked for.
    recordings = models.JSONField(_("recordings"))
    total = models.PositiveIntegerField(_("number of recordings"))
    # What library.exporting.order takes.
    asked = models.JSONField(_("format and options"), default=dict)
    language = models.CharField(_("language"), max_length=20)
    # Of its page, for the email; the worker knows no address of the site.
    address = models.URLField(_("address"), max_length=300)
    state = models.CharField(
        _("state"), max_length=8, choices=ArchiveState.choices, default=ArchiveState.WANTED
    )
    # Why it could not be made: the code of an error.
    code = models.CharField(_("reason"), max_length=40, blank=True)
    # [[number of the recording behind its last, name in the storage], …]: what a killed worker need not do again.
    parts = models.JSONField(_("parts"), default=list, blank=True)
    done = models.PositiveIntegerField(_("recordings done"), default=0)
    file = models.FileField(_("file"), max_length=200, blank=True)
    size = models.PositiveBigIntegerField(_("size"), default=0, help_text=_("bytes"))
    sha256 = models.CharField("SHA-256", max_length=64, blank=True)
    # In a row, without a part having come out of it.
    tries = models.PositiveSmallIntegerField(_("tries"), default=0)
    lease = models.UUIDField(null=True, blank=True, editable=False)
    lease_until = models.DateTimeField(null=True, blank=True, editable=False)
    created_at = models.DateTimeField(_("requested"), auto_now_add=True)
    ended_at = models.DateTimeField(_("ended"), null=True, blank=True)
    # When the person was told by email.
    told_at = models.DateTimeField(null=True, blank=True, editable=False)

    class Meta:
        verbose_name = _("archive")
        verbose_name_plural = _("archives")
        ordering = ["-created_at", "-id"]
        indexes = [
            models.Index(
                fields=["lease_until"], name="archives_wanted", condition=Q(state=ArchiveState.WANTED)
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(state=ArchiveState.MADE) ^ Q(file=""), name="an_archive_that_is_made_has_a_file"
            ),
            models.CheckConstraint(
                condition=Q(state=ArchiveState.FAILED) ^ Q(code=""), name="a_code_when_an_archive_failed"
            ),
        ]

    def __str__(self) -> str:
        return str(self.pk)

    @property
    def ids(self) -> list[uuid.UUID]:
        return list(map(uuid.UUID, self.recordings))

    @property
    def expires_at(self) -> datetime | None:
        return self.ended_at and self.ended_at + settings.ARCHIVE_KEPT

    def part_files(self) -> list[FieldFile]:
        field = Archive._meta.get_field("file")
        return [FieldFile(self, field, name) for _behind, name in self.parts]

    @classmethod
    def take(cls, now: datetime) -> "Archive | None":
        """One that is wanted and that nobody makes, to be made by the caller alone; the longest waiting first."""
        unheld = Q(lease_until=None) | Q(lease_until__lt=now)
        free = cls.objects.filter(unheld, state=ArchiveState.WANTED)
        for pk in free.order_by("created_at").values_list("pk", flat=True)[:5]:
            mark = uuid.uuid4()
            held = {"lease": mark, "lease_until": now + settings.LEASE, "tries": models.F("tries") + 1}
            if free.filter(pk=pk).update(**held):
                return cls.objects.select_related("team", "requested_by").filter(pk=pk, lease=mark).first()
        return None

    def _mine(self) -> "models.QuerySet[Archive]":
        return Archive.objects.filter(pk=self.pk, lease=self.lease, state=ArchiveState.WANTED)

    def renew(self, now: datetime) -> bool:
        """False where it is ours no longer."""
        return bool(self._mine().update(lease_until=now + settings.LEASE))

    def keep_part(self, behind: int, name: str) -> bool:
        """False, with nothing written, where it is ours no longer."""
        parts = [*self.parts, [behind, name]]
        kept = self._mine().update(parts=parts, done=behind, tries=0)
        if kept:
            self.parts, self.done, self.tries = parts, behind, 0
        return bool(kept)

    def settle(self, now: datetime, **made: Any) -> bool:
        """Made: `file`, `size`, `sha256`. False, with nothing written, where it is ours no longer."""
        return self._end(now, state=ArchiveState.MADE, **made)

    def give_up(self, now: datetime, code: str) -> bool:
        return self._end(now, state=ArchiveState.FAILED, code=code[:40])

    def _end(self, now: datetime, **ended: Any) -> bool:
        return bool(self._mine().update(ended_at=now, parts=[], lease=None, lease_until=None, **ended))

    def put_off(self, now: datetime, delay: timedelta) -> None:
        """Let somebody try again later."""
        self._mine().update(lease=None, lease_until=now + delay)
