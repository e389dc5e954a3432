"""What went for good: counts, bytes and digests, never a word. Written with the act, completed once the storage is clear."""

import uuid
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import models, transaction
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from transcripts.models.people import Team, User
from transcripts.models.recording import Recording


class What(models.TextChoices):
    ALL = "all", _("the recording with all its texts")
    SOUND = "sound", _("the sound; the text stays")


class Why(models.TextChoices):
    PERSON = "person", _("by hand")
    TRASH = "trash", _("its time in the trash was over")
    RULE = "rule", _("by the team's rule on how long it is kept")


class Receipt(models.Model):
    """Until `files_gone_at` it also is the order to clear the storage: losing every process loses no such order."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    team = models.ForeignKey(Team, models.PROTECT, related_name="receipts", verbose_name=_("team"))
    recording = models.ForeignKey(
        Recording, models.PROTECT, related_name="receipts", verbose_name=_("recording")
    )
    what = models.CharField(_("what went"), max_length=5, choices=What.choices)
    why = models.CharField(_("why"), max_length=6, choices=Why.choices)
    by = models.ForeignKey(
        User, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("by")
    )
    # As they were called then; empty where the machine acted by itself.
    by_name = models.CharField(_("name"), max_length=420, blank=True)
    at = models.DateTimeField(_("when"))
    # Counts of rows, and of the file its bytes and digest.
    went = models.JSONField(_("what went, counted"), default=dict)
    # [{"name", "bytes"}, …] as they were found in the storage; names are ours (media.keys).
    files = models.JSONField(_("files"), default=list)
    # Names in the storage that the record pointed at, wherever they lie.
    owed = models.JSONField(default=list, editable=False)
    # When to look at the storage next; null once nothing is left there.
    look_at = models.DateTimeField(_("next look"), null=True, blank=True)
    files_gone_at = models.DateTimeField(_("storage clear"), null=True, blank=True)

    class Meta:
        verbose_name = _("receipt")
        verbose_name_plural = _("receipts")
        ordering = ["-at", "-id"]
        indexes = [
            models.Index(fields=["team", "-at", "-id"], name="receipts_of_a_team"),
            models.Index(
                fields=["look_at"], name="receipts_to_be_cleared", condition=Q(look_at__isnull=False)
            ),
        ]
        constraints = [
            models.UniqueConstraint(fields=["recording", "what"], name="it_goes_once"),
            models.CheckConstraint(
                condition=Q(look_at=None, files_gone_at__isnull=False)
                | Q(look_at__isnull=False, files_gone_at=None),
                name="looked_at_until_clear",
            ),
        ]

    def __str__(self) -> str:
        return str(self.pk)

    @property
    def bytes(self) -> int:
        return sum(int(one["bytes"]) for one in self.files)

    @staticmethod
    def due(now: datetime) -> "QuerySet[Receipt]":
        return Receipt.objects.filter(look_at__lte=now).order_by("look_at", "pk")

    def note(self, found: Mapping[str, int]) -> None:
        """These lie there, so many bytes each: written down before the first of them goes."""
        with transaction.atomic():
            kept = Receipt.objects.select_for_update().get(pk=self.pk).files
            known = {one["name"] for one in kept}
            kept += [{"name": name, "bytes": size} for name, size in found.items() if name not in known]
            Receipt.objects.filter(pk=self.pk).update(files=kept)
        self.files = kept

    def put_off(self, until: datetime) -> None:
        Receipt.objects.filter(pk=self.pk, files_gone_at=None).update(look_at=until)

    def close(self, now: datetime) -> None:
        """Nothing is left."""
        Receipt.objects.filter(pk=self.pk, files_gone_at=None).update(look_at=None, files_gone_at=now)

    @staticmethod
    def write(
        row: Recording,
        what: What,
        why: Why,
        *,
        by: User | None,
        now: datetime,
        went: Mapping[str, Any],
        owed: Sequence[str],
    ) -> "Receipt":
        """Call inside the transaction in which it goes."""
        return Receipt.objects.create(
            team_id=row.team_id,
            recording=row,
            what=what,
            why=why,
            by=by,
            by_name=f"{by.get_full_name()} <{by.email}>" if by else "",
            at=now,
            went=dict(went),
            owed=list(owed),
            look_at=now,
        )
