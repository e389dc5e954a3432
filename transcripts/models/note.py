"""What people say to each other about a moment of a recording."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from transcripts.models.people import User
from transcripts.models.transcription import Transcription

LONGEST_NOTE = 4000


class Note(models.Model):
    """Opens a thread, or answers one: replies have the moment of the note that they answer, and are never resolved alone."""

    transcription = models.ForeignKey(
        Transcription, models.CASCADE, related_name="notes", verbose_name=_("transcription")
    )
    parent = models.ForeignKey(
        "self", models.CASCADE, null=True, blank=True, related_name="replies", verbose_name=_("answers")
    )
    author = models.ForeignKey(
        User, models.SET_NULL, null=True, related_name="notes", verbose_name=_("author")
    )
    moment = models.FloatField(_("moment"), help_text=_("seconds"))
    text = models.TextField(_("text"), max_length=LONGEST_NOTE)
    created_at = models.DateTimeField(_("created"))
    changed_at = models.DateTimeField(_("changed"), null=True, blank=True)
    resolved_at = models.DateTimeField(_("resolved"), null=True, blank=True)
    resolved_by = models.ForeignKey(
        User, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("resolved by")
    )

    class Meta:
        verbose_name = _("note")
        verbose_name_plural = _("notes")
        ordering = ["moment", "created_at", "id"]
        indexes = [models.Index(fields=["transcription", "moment", "id"], name="notes_by_moment")]
        constraints = [
            models.CheckConstraint(condition=models.Q(moment__gte=0), name="a_note_has_its_moment"),
            models.CheckConstraint(
                condition=models.Q(parent=None) | models.Q(resolved_at=None), name="threads_are_resolved"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.transcription_id} · {self.moment:.0f}"

    @property
    def is_resolved(self) -> bool:
        return self.resolved_at is not None
