"""One uploaded media file and what people say about it."""

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from transcripts.models.derived import TitleKey
from transcripts.models.order import Folder, Tag
from transcripts.models.people import Team, User


class Rendition(models.TextChoices):
    """A copy that browsers play, of a video that they refuse; a sound that they refuse plays as `Recording.sound`."""

    UNKNOWN = "", _("not looked at yet")
    NEEDLESS = "needless", _("not needed")
    WANTED = "wanted", _("to be made")
    MADE = "made", _("made")
    FAILED = "failed", _("could not be made")


# Columns with the names of files in the storage.
FILES = ("file", "sound", "peaks", "rendition")
_NO_FILES = dict.fromkeys(FILES, "")


class Recording(models.Model):
    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    team = models.ForeignKey(Team, models.PROTECT, related_name="recordings", verbose_name=_("team"))
    # The team owns the recording: a person who leaves takes nothing along.
    uploaded_by = models.ForeignKey(
        User, models.SET_NULL, null=True, related_name="recordings", verbose_name=_("uploaded by")
    )
    # Seen by who uploaded it alone, until they share it with the team; the team's as soon as they are gone.
    private = models.BooleanField(_("private"), default=False)
    title = models.CharField(_("title"), max_length=300)
    title_key = TitleKey(default=b"", editable=False)
    # What people want to remember about it; notes at moments are a table of their own.
    note = models.TextField(_("note"), blank=True)
    folder = models.ForeignKey(
        Folder,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="recordings",
        verbose_name=_("folder"),
        db_index=False,
    )
    # Into another folder, or out of one: a rule that it has come under by that leaves it a day. null: never.
    moved_at = models.DateTimeField(null=True, blank=True, editable=False)
    tags = models.ManyToManyField(
        Tag, through="Tagging", related_name="recordings", blank=True, verbose_name=_("tags")
    )
    # As the person's computer called it; never a path here (media.keys makes those).
    filename = models.CharField(_("file name"), max_length=500)
    # Empty where only the text was brought here, from elsewhere.
    file = models.FileField(_("file"), max_length=200, blank=True)
    size = models.PositiveBigIntegerField(_("size"), help_text=_("bytes"))
    sha256 = models.CharField(_("SHA-256 of the file"), max_length=64)
    container = models.CharField(_("container"), max_length=60, blank=True)
    has_video = models.BooleanField(_("has a picture"), default=False)
    duration = models.FloatField(_("duration"), help_text=_("seconds"))
    # media.probe.Media: what the file says of its sound where that breaks off before, and how long the picture goes on after
    # it; null where neither is so.
    promised = models.FloatField(_("promised duration"), null=True, blank=True, help_text=_("seconds"))
    shown = models.FloatField(_("duration of the picture"), null=True, blank=True, help_text=_("seconds"))
    # media.probe.Track as objects: all sound tracks that can be decoded.
    tracks = models.JSONField(_("sound tracks"), default=list, blank=True)
    # The `index` of the track that a person chose; null: the one that a player would start with.
    track = models.PositiveSmallIntegerField(_("chosen sound track"), null=True, blank=True)
    # The sound track as HiSpeech gets it (16 kHz mono FLAC), made once and used by every model.
    sound = models.FileField(_("sound track"), max_length=200, blank=True)
    sound_sha256 = models.CharField(_("SHA-256 of the decoded sound"), max_length=64, blank=True)
    # [[start, end], …] in seconds, or null until the sound track has been made.
    voiced = models.JSONField(_("voiced stretches"), null=True, blank=True)
    # media.peaks: how loud it is from moment to moment, to be drawn; made together with `sound`.
    peaks = models.FileField(_("waveform"), max_length=200, blank=True)
    rendition = models.FileField(_("playable copy"), max_length=200, blank=True)
    rendition_status = models.CharField(
        _("playable copy is"), max_length=8, choices=Rendition.choices, default=Rendition.UNKNOWN, blank=True
    )
    # While a worker makes the copy: until when its word is good.
    rendition_lease = models.UUIDField(null=True, blank=True, editable=False)
    rendition_lease_until = models.DateTimeField(null=True, blank=True, editable=False)
    # Of a recording that came before there was an index, until it is indexed: title and words, folded.
    search_text = models.TextField(blank=True, editable=False)
    # Folder or tags were changed, and the index does not know it yet.
    index_waits = models.BooleanField(default=False, editable=False)
    created_at = models.DateTimeField(_("uploaded"), auto_now_add=True)
    # In the trash since, by whom; seen nowhere else until it is restored.
    deleted_at = models.DateTimeField(_("deleted"), null=True, blank=True)
    deleted_by = models.ForeignKey(
        User, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("deleted by")
    )
    # Gone for good since. The row stays, without anything of what people brought, so that the ledger stays explained.
    purged_at = models.DateTimeField(_("gone for good"), null=True, blank=True)
    # File and sound went by a rule of the team; the text can still be read.
    sound_gone_at = models.DateTimeField(_("sound gone"), null=True, blank=True)

    class Meta:
        verbose_name = _("recording")
        verbose_name_plural = _("recordings")
        ordering = ["-created_at", "-id"]
        indexes = [
            models.Index(fields=["team", "-created_at", "-id"], name="recordings_newest_first"),
            models.Index(fields=["team", "title_key", "id"], name="recordings_by_title"),
            models.Index(fields=["team", "duration", "id"], name="recordings_by_length"),
            models.Index(fields=["folder", "-created_at", "-id"], name="recordings_of_a_folder"),
            # Holds all that is needed to count what is in each folder.
            models.Index(
                fields=["team", "folder"],
                name="recordings_counted",
                condition=models.Q(deleted_at=None, private=False),
            ),
            models.Index(fields=["team"], name="recordings_private", condition=models.Q(private=True)),
            models.Index(
                fields=["team"], name="recordings_in_the_trash", condition=models.Q(deleted_at__isnull=False)
            ),
            models.Index(fields=["id"], name="recordings_index_waits", condition=models.Q(index_waits=True)),
            models.Index(fields=["uploaded_by"], name="private_recordings", condition=models.Q(private=True)),
            models.Index(fields=["team", "sha256"], name="recordings_by_content"),
            models.Index(fields=["team", "sound_sha256"], name="recordings_by_sound"),
            # The second column is empty in all of them; asked for, too, it lets SQLite prefer this to every other index of a team.
            models.Index(
                fields=["team", "purged_at"],
                name="recordings_to_be_indexed",
                condition=~models.Q(search_text=""),
            ),
            models.Index(
                fields=["rendition_lease_until"],
                name="recordings_to_be_rendered",
                condition=models.Q(rendition_status=Rendition.WANTED),
            ),
            models.Index(
                fields=["deleted_at"],
                name="recordings_trash_by_age",
                condition=models.Q(deleted_at__isnull=False, purged_at=None),
            ),
            models.Index(
                fields=["team", "created_at"],
                name="recordings_with_their_sound",
                condition=models.Q(purged_at=None, sound_gone_at=None),
            ),
            # Without the rows of what has gone for good, which would be walked past at every look.
            models.Index(
                fields=["team", "created_at"],
                name="recordings_still_there",
                condition=models.Q(purged_at=None),
            ),
        ]
        constraints = [
            models.CheckConstraint(condition=models.Q(duration__gte=0), name="duration_not_negative"),
            models.CheckConstraint(
                condition=models.Q(purged_at=None)
                | models.Q(
                    deleted_at__isnull=False, title="", filename="", note="", search_text="", **_NO_FILES
                ),
                name="gone_for_good_is_empty",
            ),
            models.CheckConstraint(
                condition=models.Q(sound_gone_at=None) | models.Q(**_NO_FILES), name="no_files_without_sound"
            ),
        ]

    def __str__(self) -> str:
        return self.title or str(self.pk)

    @staticmethod
    def stays(recording_id: uuid.UUID) -> bool:
        """Inside a transaction: nobody deletes it for good before that ends. False where somebody has."""
        rows = Recording.objects.select_for_update(no_key=True).filter(pk=recording_id, purged_at=None)
        return bool(rows.values_list("pk"))
