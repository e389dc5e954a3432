"""One uploaded media file and what people say about it."""

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from transcripts.models.people import Team, User


class Recording(models.Model):
    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    team = models.ForeignKey(Team, models.PROTECT, related_name="recordings", verbose_name=_("team"))
    # The team owns the recording: a person who leaves takes nothing along.
    uploaded_by = models.ForeignKey(
        User, models.SET_NULL, null=True, related_name="recordings", verbose_name=_("uploaded by")
    )
    title = models.CharField(_("title"), max_length=300)
    # As the person's computer called it; never a path here (media.keys makes those).
    filename = models.CharField(_("file name"), max_length=500)
    file = models.FileField(_("file"), max_length=200)
    size = models.PositiveBigIntegerField(_("size"), help_text=_("bytes"))
    sha256 = models.CharField(_("SHA-256 of the file"), max_length=64)
    container = models.CharField(_("container"), max_length=60, blank=True)
    has_video = models.BooleanField(_("has a picture"), default=False)
    duration = models.FloatField(_("duration"), help_text=_("seconds"))
    # The sound track as HiSpeech gets it (16 kHz mono FLAC), made once and used by every model.
    sound = models.FileField(_("sound track"), max_length=200, blank=True)
    sound_sha256 = models.CharField(_("SHA-256 of the decoded sound"), max_length=64, blank=True)
    # [[start, end], …] in seconds, or null until the sound track has been made.
    voiced = models.JSONField(_("voiced stretches"), null=True, blank=True)
    # Title and words, folded by text.armenian: what the simple search looks through.
    search_text = models.TextField(blank=True, editable=False)
    created_at = models.DateTimeField(_("uploaded"), auto_now_add=True)
    # In the trash since; seen by nobody until it is restored.
    deleted_at = models.DateTimeField(_("deleted"), null=True, blank=True)

    class Meta:
        verbose_name = _("recording")
        verbose_name_plural = _("recordings")
        ordering = ["-created_at", "-id"]
        indexes = [
            models.Index(fields=["team", "-created_at", "-id"], name="recordings_newest_first"),
            models.Index(fields=["team", "sha256"], name="recordings_by_content"),
            models.Index(fields=["team", "sound_sha256"], name="recordings_by_sound"),
        ]
        constraints = [
            models.CheckConstraint(condition=models.Q(duration__gte=0), name="duration_not_negative"),
        ]

    def __str__(self) -> str:
        return self.title
