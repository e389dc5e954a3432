"""How a team keeps order among its recordings: folders and tags."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from transcripts.models.derived import FoldedName
from transcripts.models.people import Team


class Folder(models.Model):
    """In another folder or, without a parent, at the top. Names differ within one level."""

    team = models.ForeignKey(Team, models.CASCADE, related_name="folders", verbose_name=_("team"))
    # What is in a folder goes to its parent before it is deleted.
    parent = models.ForeignKey(
        "self", models.RESTRICT, null=True, blank=True, related_name="children", verbose_name=_("in")
    )
    name = models.CharField(_("name"), max_length=100)
    folded = FoldedName(max_length=300, editable=False)
    created_at = models.DateTimeField(_("created"), auto_now_add=True)
    # Into another folder, or out of one, with all that lies in it; null: never.
    moved_at = models.DateTimeField(null=True, blank=True, editable=False)

    class Meta:
        verbose_name = _("folder")
        verbose_name_plural = _("folders")
        constraints = [
            models.UniqueConstraint(
                fields=["team", "folded"], condition=Q(parent=None), name="one_folder_of_a_name_at_the_top"
            ),
            models.UniqueConstraint(fields=["parent", "folded"], name="one_folder_of_a_name_in_a_folder"),
            models.CheckConstraint(
                condition=Q(parent=None) | ~Q(parent=F("id")), name="a_folder_is_not_in_itself"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Colour(models.TextChoices):
    """Names of design tokens (`--tag-…`). A tag always shows its name, too."""

    STONE = "stone", _("stone")
    POMEGRANATE = "pomegranate", _("pomegranate")
    APRICOT = "apricot", _("apricot")
    GOLD = "gold", _("gold")
    PINE = "pine", _("pine")
    LAKE = "lake", _("lake")
    PLUM = "plum", _("plum")


class Tag(models.Model):
    team = models.ForeignKey(Team, models.CASCADE, related_name="tags", verbose_name=_("team"))
    name = models.CharField(_("name"), max_length=50)
    folded = FoldedName(max_length=300, editable=False)
    colour = models.CharField(_("colour"), max_length=12, choices=Colour.choices, default=Colour.STONE)
    created_at = models.DateTimeField(_("created"), auto_now_add=True)

    class Meta:
        verbose_name = _("tag")
        verbose_name_plural = _("tags")
        constraints = [
            models.UniqueConstraint(fields=["team", "folded"], name="one_tag_of_a_name"),
            models.CheckConstraint(condition=Q(colour__in=Colour.values), name="colour_is_known"),
        ]

    def __str__(self) -> str:
        return self.name


class Tagging(models.Model):
    """A recording has a tag."""

    recording = models.ForeignKey("Recording", models.CASCADE, related_name="taggings")
    tag = models.ForeignKey(Tag, models.CASCADE, related_name="taggings", db_index=False)

    class Meta:
        verbose_name = _("tag of a recording")
        verbose_name_plural = _("tags of recordings")
        constraints = [
            models.UniqueConstraint(fields=["recording", "tag"], name="a_tag_once_on_a_recording"),
        ]
        indexes = [models.Index(fields=["tag", "recording"], name="recordings_of_a_tag")]

    def __str__(self) -> str:
        return f"{self.recording_id} · {self.tag_id}"
