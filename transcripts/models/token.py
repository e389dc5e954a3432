"""Keys for programs. Only a digest is kept: a token that is lost is replaced, not found again."""

import hashlib
import secrets
from datetime import datetime, timedelta
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from transcripts.models.people import Team, User

PREFIX = "hst_"
# last_used_at is for people who tidy up; a write for every request would cost more than it tells.
USED_AGAIN_AFTER = timedelta(minutes=5)


def digest(token: str) -> str:
    """SHA-256 in hex. Tokens carry 256 random bits, so no salt or slow hash is needed."""
    return hashlib.sha256(token.encode()).hexdigest()


class ApiToken(models.Model):
    user = models.ForeignKey(User, models.CASCADE, related_name="api_tokens", verbose_name=_("person"))
    team = models.ForeignKey(Team, models.CASCADE, related_name="api_tokens", verbose_name=_("team"))
    name = models.CharField(_("name"), max_length=100)
    digest = models.CharField(_("digest"), max_length=64, unique=True)
    # The first letters, so that people can tell their tokens apart.
    hint = models.CharField(_("begins with"), max_length=12)
    read_only = models.BooleanField(_("read only"), default=False)
    created_at = models.DateTimeField(_("created"), auto_now_add=True)
    expires_at = models.DateTimeField(_("expires"), null=True, blank=True)
    last_used_at = models.DateTimeField(_("last used"), null=True, blank=True)
    revoked_at = models.DateTimeField(_("revoked"), null=True, blank=True)

    class Meta:
        verbose_name = _("API token")
        verbose_name_plural = _("API tokens")
        ordering = ["-created_at"]

    def __str__(self) -> str:
        return f"{self.name} ({self.hint}…)"

    @classmethod
    def create(cls, *, user: User, team: Team, name: str, **limits: Any) -> tuple["ApiToken", str]:
        """The row and the token itself, which is shown once and never stored. `limits`: `read_only`, `expires_at`."""
        secret = PREFIX + secrets.token_urlsafe(32)
        row = cls.objects.create(
            user=user, team=team, name=name, digest=digest(secret), hint=secret[:10], **limits
        )
        return row, secret

    @classmethod
    def find(cls, token: str, now: datetime) -> "ApiToken | None":
        """The living token, its person and team; None for an unknown, ended or revoked one."""
        row = cls.objects.select_related("user", "team").filter(digest=digest(token)).first()
        if row is None or row.revoked_at or (row.expires_at and row.expires_at <= now):
            return None
        return row if row.user.is_active else None

    def touch(self, now: datetime) -> None:
        """Note that the token was used, at most once in `USED_AGAIN_AFTER`."""
        if self.last_used_at is None or now - self.last_used_at > USED_AGAIN_AFTER:
            ApiToken.objects.filter(pk=self.pk).update(last_used_at=now)
