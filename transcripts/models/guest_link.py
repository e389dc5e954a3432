"""Links with which people without an account read one recording. Only a digest is kept: who loses one is given another."""

import secrets
import uuid
from datetime import datetime, timedelta

from django.contrib.auth.hashers import check_password
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from transcripts.models.people import User
from transcripts.models.recording import Recording
from transcripts.models.token import digest

# So many wrong passwords in so long a time, over all addresses and processes; then it has to be waited.
MOST_GUESSES = 10
GUESSES_FORGOTTEN_AFTER = timedelta(minutes=15)
# As it tells people who tidy up; each look would cost more than it tells.
OPENED_AGAIN_AFTER = timedelta(minutes=5)


class GuestLink(models.Model):
    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    recording = models.ForeignKey(
        Recording, models.CASCADE, related_name="guest_links", verbose_name=_("recording")
    )
    created_by = models.ForeignKey(
        User, models.SET_NULL, null=True, related_name="+", verbose_name=_("made by")
    )
    # For whom, as whoever made it noted; guests never see it.
    name = models.CharField(_("for"), max_length=100, blank=True)
    digest = models.CharField(_("digest"), max_length=64, unique=True)
    # The first letters, so that people can tell links apart.
    hint = models.CharField(_("begins with"), max_length=8)
    may_download = models.BooleanField(_("may download"), default=False)
    # Hashed as people's are; empty where none is asked for.
    password = models.CharField(_("password"), max_length=128, blank=True)
    created_at = models.DateTimeField(_("made"), auto_now_add=True)
    expires_at = models.DateTimeField(_("ends"))
    revoked_at = models.DateTimeField(_("revoked"), null=True, blank=True)
    last_opened_at = models.DateTimeField(_("last opened"), null=True, blank=True)
    # Passwords tried since `guessing_since`.
    guesses = models.PositiveSmallIntegerField(default=0, editable=False)
    guessing_since = models.DateTimeField(null=True, blank=True, editable=False)

    class Meta:
        verbose_name = _("guest link")
        verbose_name_plural = _("guest links")
        ordering = ["-created_at", "-id"]

    def __str__(self) -> str:
        return f"{self.name} ({self.hint}…)" if self.name else f"{self.hint}…"

    @staticmethod
    def new_token() -> str:
        return secrets.token_urlsafe(32)

    @classmethod
    def made(cls, token: str, **fields: object) -> "GuestLink":
        return cls.objects.create(digest=digest(token), hint=token[:6], **fields)

    def is_over(self, now: datetime) -> bool:
        return self.revoked_at is not None or self.expires_at <= now

    def revoke(self, now: datetime) -> bool:
        """False where it was revoked before."""
        return bool(GuestLink.objects.filter(pk=self.pk, revoked_at=None).update(revoked_at=now))

    def touch(self, now: datetime) -> None:
        long_ago = Q(last_opened_at=None) | Q(last_opened_at__lt=now - OPENED_AGAIN_AFTER)
        GuestLink.objects.filter(long_ago, pk=self.pk).update(last_opened_at=now)

    def take_guess(self, now: datetime) -> bool:
        """Whether one more password may be tried. Counted before it is looked at, so that many at once count too."""
        mine = GuestLink.objects.filter(pk=self.pk)
        forgotten = Q(guessing_since=None) | Q(guessing_since__lte=now - GUESSES_FORGOTTEN_AFTER)
        if mine.filter(forgotten).update(guesses=1, guessing_since=now):
            return True
        return bool(mine.filter(guesses__lt=MOST_GUESSES).update(guesses=F("guesses") + 1))

    def opens_with(self, password: str) -> bool:
        """After a right one the wrong ones are forgotten."""
        if not check_password(password, self.password):
            return False
        GuestLink.objects.filter(pk=self.pk).update(guesses=0, guessing_since=None)
        return True
