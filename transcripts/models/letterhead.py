"""What stands above a team's transcripts in Word and PDF files."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from transcripts.models.people import Team


class Letterhead(models.Model):
    team = models.OneToOneField(
        Team, models.CASCADE, primary_key=True, related_name="letterhead", verbose_name=_("team")
    )
    name = models.CharField(_("name"), max_length=150, blank=True)
    # One below the other.
    lines = models.JSONField(_("address lines"), default=list, blank=True)
    # exports.logo: always PNG, some kilobytes.
    logo = models.BinaryField(_("logo"), null=True, blank=True)

    class Meta:
        verbose_name = _("letterhead")
        verbose_name_plural = _("letterheads")

    def __str__(self) -> str:
        return self.name
