"""The words that came out: the machine's version and, after it, people's revisions."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from transcripts.models.people import User
from transcripts.models.transcription import Transcription
from transcripts.text.document import Document

MACHINE = 0


class Revision(models.Model):
    """One version of a transcript. Number 0 is the machine's; rows are only ever added."""

    transcription = models.ForeignKey(
        Transcription, models.CASCADE, related_name="revisions", verbose_name=_("transcription")
    )
    number = models.PositiveIntegerField(_("number"), default=MACHINE)
    author = models.ForeignKey(User, models.SET_NULL, null=True, blank=True, verbose_name=_("author"))
    created_at = models.DateTimeField(_("created"), auto_now_add=True)
    text = models.TextField(_("text"))
    # text.document.Document.to_json: paragraphs of words with their times.
    paragraphs = models.JSONField(_("paragraphs"))

    class Meta:
        verbose_name = _("revision")
        verbose_name_plural = _("revisions")
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["transcription", "number"], name="one_revision_per_number"),
            models.CheckConstraint(
                condition=models.Q(author=None) | ~models.Q(number=MACHINE),
                name="machine_has_no_author",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.transcription} #{self.number}"

    @property
    def document(self) -> Document:
        return Document.from_json(self.paragraphs)
