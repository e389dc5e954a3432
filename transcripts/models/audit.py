"""Who did what and when: rows that are only ever added."""

from typing import Any

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from transcripts.models.people import Team, User


class Act(models.TextChoices):
    """What is recorded. The column holds any code, so that acts which a later edition forgets stay readable."""

    SIGNED_IN = "signed_in", _("signed in")
    SIGN_IN_FAILED = "sign_in_failed", _("was refused at the sign-in")
    SIGNED_OUT = "signed_out", _("signed out")
    UPLOADED = "uploaded", _("uploaded")
    OPENED = "opened", _("opened")
    CHANGED = "changed", _("changed")
    EXPORTED = "exported", _("exported")
    SHARED = "shared", _("shared")
    REVOKED = "revoked", _("took back a link or key")
    REMOVED = "removed", _("moved to the trash")
    RESTORED = "restored", _("took out of the trash")
    DELETED = "deleted", _("deleted for good")
    TRANSCRIBED = "transcribed", _("ordered a transcription")
    INVITED = "invited", _("invited")
    JOINED = "joined", _("joined")
    LEFT = "left", _("left or was removed")
    ROLE_CHANGED = "role_changed", _("changed a role")
    TEAM_CHANGED = "team_changed", _("changed the team")
    ACCOUNT_CHANGED = "account_changed", _("changed their account")


class Event(models.Model):
    """One act. Person and team are kept by number and name, without a constraint: an event outlives both."""

    at = models.DateTimeField(_("when"), default=timezone.now)
    team = models.ForeignKey(
        Team,
        models.DO_NOTHING,
        null=True,
        blank=True,
        related_name="+",
        db_constraint=False,
        verbose_name=_("team"),
    )
    actor = models.ForeignKey(
        User,
        models.DO_NOTHING,
        null=True,
        blank=True,
        related_name="+",
        db_constraint=False,
        verbose_name=_("person"),
    )
    # Name and address as they were; empty where the machine acted by itself.
    actor_name = models.CharField(_("name"), max_length=420, blank=True)
    act = models.CharField(_("act"), max_length=40)
    # What it was done to: a kind of record, its id, and what it was called then.
    kind = models.CharField(_("kind"), max_length=40, blank=True)
    object_id = models.CharField(_("id"), max_length=40, blank=True)
    label = models.CharField(_("on"), max_length=300, blank=True)
    # Small facts, never a word of a transcript.
    detail = models.JSONField(_("details"), default=dict, blank=True)

    class Meta:
        verbose_name = _("event")
        verbose_name_plural = _("audit log")
        ordering = ["-at", "-id"]
        indexes = [
            models.Index(fields=["team", "-at", "-id"], name="events_of_a_team"),
            models.Index(fields=["-at", "-id"], name="events_newest_first"),
        ]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.act}"

    @staticmethod
    def record(
        act: Act, *, by: User | None, team: Team | None, on: models.Model | None = None, **detail: Any
    ) -> None:
        """Call inside the transaction that changes something: both are there, or neither."""
        Event.objects.create(
            team=team,
            actor=by,
            actor_name=f"{by.get_full_name()} <{by.email}>" if by else "",
            act=act.value,
            kind=on._meta.model_name or "" if on else "",
            object_id=str(on.pk) if on else "",
            label=_called(on),
            detail=detail,
        )


def _called(on: models.Model | None) -> str:
    """Owners read this: what they may not see is not named to them."""
    if on is None or getattr(getattr(on, "recording", on), "private", False):
        return ""
    return str(on)[:300]
