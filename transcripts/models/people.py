"""People, teams, and who is what in which team."""

import uuid
from typing import Any, ClassVar

from django.contrib.auth.models import AbstractUser, BaseUserManager
from django.db import models, transaction
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _


class UserManager(BaseUserManager["User"]):
    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "User":
        """A person who signs in with `email`. Without a password nobody can sign in until one is set.

        Whoever makes an account for somebody answers for the address: it counts as verified.
        """
        user = self.model(email=email.strip().lower(), **fields)
        user.set_password(password)
        with transaction.atomic():
            user.save()
            user.vouch_for_address()
        return user

    def create_superuser(self, email: str, password: str | None = None, **fields: Any) -> "User":
        return self.create_user(email, password, is_staff=True, is_superuser=True, **fields)

    def get_by_natural_key(self, username: str | None) -> "User":
        return self.get(email__iexact=username or "")


class User(AbstractUser):
    """A person. The email address is the name under which they sign in."""

    username = None  # type: ignore[assignment]
    first_name = None  # type: ignore[assignment]
    last_name = None  # type: ignore[assignment]
    email = models.EmailField(_("email address"), unique=True)
    name = models.CharField(_("name"), max_length=150, blank=True)

    # Which team a page is about: its id, or "" where none was chosen yet; None where no page asks (transcripts.access.current).
    chosen_team: str | None = None

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []
    objects: ClassVar[UserManager] = UserManager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("people")
        constraints = [
            models.UniqueConstraint(Lower("email"), name="one_person_per_address"),
        ]

    def __str__(self) -> str:
        return self.get_full_name()

    def vouch_for_address(self) -> None:
        """Makes `email` the one verified address of this person: nobody will be asked to prove it."""
        from allauth.account.models import EmailAddress  # it needs this module to be there

        address, mine = self.email.lower(), EmailAddress.objects.filter(user=self)
        mine.exclude(email=address).delete()
        mine.update_or_create(email=address, defaults={"user": self, "verified": True, "primary": True})

    def get_full_name(self) -> str:
        return self.name or self.email

    @property
    def introduced(self) -> str:
        """To somebody who may not know them: with the address, which nobody can choose."""
        return f"{self.name} ({self.email})" if self.name else self.email

    def get_short_name(self) -> str:
        return self.name or self.email.partition("@")[0]


class Team(models.Model):
    """The owner of a library."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    name = models.CharField(_("name"), max_length=150)
    created_at = models.DateTimeField(_("created"), auto_now_add=True)
    # What the upload page has chosen beforehand; empty: what it would choose anyway.
    default_model = models.CharField(_("model chosen beforehand"), max_length=60, blank=True)
    default_confidential = models.BooleanField(_("confidential beforehand"), default=False)
    # Whether its editors may give links to people without an account. Off: such links are dead, too.
    allows_guest_links = models.BooleanField(_("allows guest links"), default=False)
    # Its people must set up a second factor before they see anything.
    requires_mfa = models.BooleanField(_("requires a second factor"), default=False)
    members = models.ManyToManyField(User, through="Membership", related_name="teams")

    class Meta:
        verbose_name = _("team")
        verbose_name_plural = _("teams")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class Role(models.TextChoices):
    OWNER = "owner", _("owner")
    EDITOR = "editor", _("editor")
    VIEWER = "viewer", _("viewer")
    BILLING = "billing", _("billing")


class Membership(models.Model):
    team = models.ForeignKey(Team, models.CASCADE, related_name="memberships", verbose_name=_("team"))
    user = models.ForeignKey(User, models.CASCADE, related_name="memberships", verbose_name=_("person"))
    role = models.CharField(_("role"), max_length=10, choices=Role.choices)
    # The OpenID provider one of whose groups gave it, and may take it again; empty where a person did.
    given_by = models.CharField(_("given by"), max_length=40, blank=True)
    created_at = models.DateTimeField(_("since"), auto_now_add=True)

    class Meta:
        verbose_name = _("membership")
        verbose_name_plural = _("memberships")
        ordering = ["created_at"]
        constraints = [
            models.UniqueConstraint(fields=["team", "user"], name="one_membership_per_team"),
            models.CheckConstraint(condition=models.Q(role__in=Role.values), name="role_is_known"),
        ]

    def __str__(self) -> str:
        return f"{self.user} · {self.team} ({self.get_role_display()})"
