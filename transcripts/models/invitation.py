"""An invitation into a team. Only a digest of its link's token is kept: a lost link is replaced, not found again."""

import secrets
import uuid
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q, QuerySet
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from transcripts.errors import RaceLost
from transcripts.models.people import Role, Team, User
from transcripts.models.token import digest

OPEN = Q(accepted_at=None, revoked_at=None)


class Invitation(models.Model):
    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    team = models.ForeignKey(Team, models.CASCADE, related_name="invitations", verbose_name=_("team"))
    # In small letters: an address is the same in any case.
    email = models.EmailField(_("email address"))
    role = models.CharField(_("role"), max_length=10, choices=Role.choices)
    digest = models.CharField(_("digest"), max_length=64, unique=True)
    invited_by = models.ForeignKey(
        User, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("invited by")
    )
    sent_at = models.DateTimeField(_("sent"))
    expires_at = models.DateTimeField(_("expires"))
    accepted_at = models.DateTimeField(_("accepted"), null=True, blank=True)
    accepted_by = models.ForeignKey(
        User, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("accepted by")
    )
    revoked_at = models.DateTimeField(_("revoked"), null=True, blank=True)

    class Meta:
        verbose_name = _("invitation")
        verbose_name_plural = _("invitations")
        ordering = ["-sent_at"]
        constraints = [
            models.UniqueConstraint(
                "team", Lower("email"), condition=OPEN, name="one_open_invitation_per_address"
            ),
            models.CheckConstraint(condition=Q(role__in=Role.values), name="invited_role_is_known"),
            models.CheckConstraint(
                condition=Q(accepted_at=None) | Q(revoked_at=None), name="accepted_or_revoked"
            ),
        ]

    def __str__(self) -> str:
        return self.email

    @classmethod
    def living(cls, token: str, now: datetime) -> "Invitation | None":
        """With its team and who invites; None for an unknown, ended, used or revoked one."""
        rows = cls.objects.filter(OPEN, digest=digest(token), expires_at__gt=now)
        return rows.select_related("team", "invited_by").first()

    @classmethod
    def behind(cls, token: str) -> "Invitation | None":
        """Also an ended, used or revoked one; None for a link that was never given, or has given way to a newer one."""
        return cls.objects.filter(digest=digest(token)).select_related("team", "invited_by").first()

    @property
    def is_expired(self) -> bool:
        return self.expires_at <= timezone.now()

    def give_link(self, now: datetime) -> str:
        """A new token, good from now on; an earlier one is worth nothing any more. The row is not saved yet."""
        token = secrets.token_urlsafe(32)
        self.digest, self.sent_at, self.expires_at = digest(token), now, now + settings.INVITATION_LIVES
        return token

    def accept(self, by: User, now: datetime) -> None:
        """Raises RaceLost where it was used, revoked or given a new link in this moment."""
        rows = Invitation.objects.filter(digest=self.digest, expires_at__gt=now)
        self._move(rows, accepted_at=now, accepted_by=by)

    def revoke(self, now: datetime) -> None:
        """Raises RaceLost where it was used or revoked in this moment."""
        self._move(Invitation.objects.all(), revoked_at=now)

    def _move(self, rows: "QuerySet[Invitation]", **changes: Any) -> None:
        if rows.filter(OPEN, pk=self.pk).update(**changes) != 1:
            raise RaceLost(f"invitation {self.pk} is open no longer")
        self.refresh_from_db()
