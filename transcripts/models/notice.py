"""What a person is told about a job that they asked for: a row for each long one that ended, and each that went wrong."""

from datetime import datetime

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from transcripts.models.lifecycle import Status
from transcripts.models.people import User
from transcripts.models.transcription import Transcription


class ByMail(models.TextChoices):
    SOON = "soon", _("Soon, several in one letter")
    DAILY = "daily", _("Once a day")
    NEVER = "never", _("Never")


class NoticeWish(models.Model):
    """How a person wants to hear. Whoever has no row wants what the columns begin with."""

    user = models.OneToOneField(
        User, models.CASCADE, primary_key=True, related_name="notice_wish", verbose_name=_("person")
    )
    by_mail = models.CharField(_("by email"), max_length=5, choices=ByMail.choices, default=ByMail.SOON)

    class Meta:
        verbose_name = _("wish about notices")
        verbose_name_plural = _("wishes about notices")

    def __str__(self) -> str:
        return f"{self.user}: {self.get_by_mail_display()}"


class Notice(models.Model):
    user = models.ForeignKey(User, models.CASCADE, related_name="notices", verbose_name=_("person"))
    transcription = models.ForeignKey(
        Transcription, models.CASCADE, related_name="+", verbose_name=_("transcription")
    )
    # As it was then: a retry makes another notice.
    status = models.CharField(_("status"), max_length=12, choices=Status.choices)
    at = models.DateTimeField(_("when"))
    seen_at = models.DateTimeField(_("seen"), null=True, blank=True)
    # Sent in a letter, or for none: seen before, or the person wants no letters.
    mailed_at = models.DateTimeField(_("email settled"), null=True, blank=True)
    # Who writes the letter, until when.
    lease_until = models.DateTimeField(null=True, blank=True, editable=False)

    class Meta:
        verbose_name = _("notice")
        verbose_name_plural = _("notices")
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(fields=["transcription", "at"], name="one_notice_for_an_end"),
        ]
        indexes = [
            models.Index(fields=["user", "-id"], name="notices_of_a_person"),
            models.Index(fields=["user"], name="notices_unseen", condition=Q(seen_at=None)),
            models.Index(fields=["at"], name="notices_to_be_mailed", condition=Q(mailed_at=None)),
        ]

    def __str__(self) -> str:
        return f"{self.transcription_id} · {self.get_status_display()}"

    @property
    def is_good(self) -> bool:
        return self.status == Status.COMPLETED

    def see(self, now: datetime) -> None:
        Notice.objects.filter(pk=self.pk, seen_at=None).update(seen_at=now)
