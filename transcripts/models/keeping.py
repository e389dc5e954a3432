"""How long a team keeps what it has: its rules, what is kept in spite of them, and who was told in time."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from uuid import UUID

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from transcripts.models.order import Folder
from transcripts.models.people import Team, User
from transcripts.models.recording import Recording

LONGEST_REASON = 500
# A rule touches nothing in its first day, so that everybody can be told before.
GRACE = timedelta(days=1)


class Rule(models.Model):
    """Days from the upload on, after which the sound goes, and after which everything does; null: never.

    Of a team, or of one of its folders with all that lie in it, as far as these have no rule of their own.
    """

    team = models.ForeignKey(Team, models.CASCADE, related_name="rules", verbose_name=_("team"))
    folder = models.OneToOneField(
        Folder, models.CASCADE, null=True, blank=True, related_name="rule", verbose_name=_("folder")
    )
    sound_days = models.PositiveIntegerField(_("days of sound"), null=True, blank=True)
    text_days = models.PositiveIntegerField(_("days of text"), null=True, blank=True)
    changed_at = models.DateTimeField(_("changed"))
    changed_by = models.ForeignKey(
        User, models.SET_NULL, null=True, related_name="+", verbose_name=_("changed by")
    )

    class Meta:
        verbose_name = _("rule")
        verbose_name_plural = _("rules")
        constraints = [
            models.UniqueConstraint(fields=["team"], condition=Q(folder=None), name="one_rule_for_a_team"),
            models.CheckConstraint(
                condition=(Q(sound_days=None) | Q(sound_days__gte=1))
                & (Q(text_days=None) | Q(text_days__gte=1)),
                name="kept_for_a_day_at_least",
            ),
            models.CheckConstraint(
                condition=Q(text_days=None) | Q(sound_days=None) | Q(text_days__gte=F("sound_days")),
                name="text_outlasts_sound",
            ),
        ]

    def __str__(self) -> str:
        return str(self.folder or self.team)


class Hold(models.Model):
    """While one is open, nothing of the recording goes, or of what lies in the folder, whoever or whatever asks."""

    team = models.ForeignKey(Team, models.CASCADE, related_name="holds", verbose_name=_("team"))
    recording = models.ForeignKey(
        Recording, models.CASCADE, null=True, blank=True, related_name="holds", verbose_name=_("recording")
    )
    folder = models.ForeignKey(
        Folder, models.CASCADE, null=True, blank=True, related_name="holds", verbose_name=_("folder")
    )
    reason = models.CharField(_("reason"), max_length=LONGEST_REASON)
    by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+", verbose_name=_("by"))
    since = models.DateTimeField(_("since"))
    lifted_at = models.DateTimeField(_("lifted"), null=True, blank=True)
    lifted_by = models.ForeignKey(
        User, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("lifted by")
    )

    class Meta:
        verbose_name = _("legal hold")
        verbose_name_plural = _("legal holds")
        ordering = ["-since", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["recording"], condition=Q(lifted_at=None), name="one_open_hold_per_recording"
            ),
            models.UniqueConstraint(
                fields=["folder"], condition=Q(lifted_at=None), name="one_open_hold_per_folder"
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="a_hold_has_its_reason"),
            models.CheckConstraint(
                condition=Q(recording=None) ^ Q(folder=None), name="a_hold_is_on_one_thing"
            ),
        ]

    def __str__(self) -> str:
        return str(self.recording or self.folder)

    @staticmethod
    def on(recording: Recording) -> "Hold | None":
        """Its own, or that of a folder in which it lies, however deep."""
        team = Hold.objects.filter(team=recording.team_id, lifted_at=None).select_related("by", "folder")
        its = Q(recording=recording) | Q(folder__isnull=False)
        found = {(one.recording_id, one.folder_id): one for one in team.filter(its)}
        own = found.get((recording.pk, None))
        return own or (_of_folders(recording.folder, found) if found else None)

    @staticmethod
    def over(folder: Folder | None) -> "Hold | None":
        """That of the folder, or of one above it."""
        if folder is None:
            return None
        open_ones = Hold.objects.filter(team=folder.team_id, lifted_at=None, folder__isnull=False)
        found = {(one.recording_id, one.folder_id): one for one in open_ones}
        return _of_folders(folder, found) if found else None

    @staticmethod
    def on_folder(folder: Folder) -> "Hold | None":
        """Its own."""
        return Hold.objects.filter(folder=folder, lifted_at=None).select_related("by").first()

    def lift(self, now: datetime, *, by: User) -> bool:
        """False where somebody else has."""
        open_one = Hold.objects.filter(pk=self.pk, lifted_at=None)
        return bool(open_one.update(lifted_at=now, lifted_by=by))


def _of_folders(folder: Folder | None, holds: "Mapping[tuple[UUID | None, int | None], Hold]") -> Hold | None:
    while folder is not None:
        if (None, folder.pk) in holds:
            return holds[None, folder.pk]
        folder = folder.parent
    return None


class End(models.TextChoices):
    """Ways in which something goes by itself."""

    TRASH = "trash", _("its time in the trash is over")
    SOUND = "sound", _("its sound goes by your team's rule")
    TEXT = "text", _("all of it goes by your team's rule")


class LastDay(models.Model):
    """One person was told that something goes tomorrow: once, however often anybody looks."""

    person = models.ForeignKey(User, models.CASCADE, related_name="+", verbose_name=_("person"))
    recording = models.ForeignKey(Recording, models.CASCADE, related_name="+", verbose_name=_("recording"))
    end = models.CharField(_("what happens"), max_length=5, choices=End.choices)
    goes_at = models.DateTimeField(_("goes"))
    noted_at = models.DateTimeField(_("noted"))
    # null: the letter has not left yet; until when somebody is at it.
    sent_at = models.DateTimeField(_("told"), null=True, blank=True)
    lease_until = models.DateTimeField(null=True, blank=True, editable=False)

    class Meta:
        verbose_name = _("last day's warning")
        verbose_name_plural = _("last days' warnings")
        indexes = [
            models.Index(fields=["noted_at"], name="warnings_to_be_sent", condition=Q(sent_at=None)),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["person", "recording", "end", "goes_at"], name="each_is_told_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.recording_id} · {self.end}"
