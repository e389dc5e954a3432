"""What somebody did to several recordings at once, kept for a while so that it can be undone."""

import uuid
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from transcripts.models.people import User


class Arranged(models.TextChoices):
    MOVED = "moved", _("moved to a folder")
    TAGGED = "tagged", _("given a tag")
    UNTAGGED = "untagged", _("relieved of a tag")
    REMOVED = "removed", _("moved to the trash")


class Arrangement(models.Model):
    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    user = models.ForeignKey(User, models.CASCADE, related_name="+", verbose_name=_("person"))
    act = models.CharField(_("act"), max_length=10, choices=Arranged.choices)
    # What was changed, by what it was before: {a folder's or tag's id, or "": [ids of recordings]}.
    before: "models.JSONField[Any, Any]" = models.JSONField(default=dict)
    created_at = models.DateTimeField(_("done"), auto_now_add=True, db_index=True)
    undone_at = models.DateTimeField(_("undone"), null=True, blank=True)

    class Meta:
        verbose_name = _("change of several recordings")
        verbose_name_plural = _("changes of several recordings")

    def __str__(self) -> str:
        return f"{self.act} {self.pk}"
