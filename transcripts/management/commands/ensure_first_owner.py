"""The first owner from ADMIN_EMAIL and ADMIN_PASSWORD, or a link for making one in the browser."""

from typing import Any

from django.conf import settings
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.core.validators import validate_email
from django.urls import reverse

from hispeech_web import env
from transcripts.actions.welcome import SomebodyIsHere, create_first_owner, nobody_is_here, setup_token
from transcripts.models import User


class Command(BaseCommand):
    help = "Makes the first owner once, or prints a one-time link for making one. Does nothing when people exist."

    def handle(self, *args: Any, **options: Any) -> None:
        if not nobody_is_here():
            return
        email, password = env.text("ADMIN_EMAIL"), env.text("ADMIN_PASSWORD")
        if email and password:
            self._create(email, password)
        else:
            self._show_link()

    def _create(self, email: str, password: str) -> None:
        try:
            validate_email(email)
            user = create_first_owner(email=email, password=password)
        except ValidationError:
            raise CommandError("ADMIN_EMAIL is not an email address.") from None
        except SomebodyIsHere:  # another process was quicker, with the same wish
            return
        self.stdout.write(f"as {user.email}, with the password in ADMIN_PASSWORD")
        self._warn_if_weak(password, user)

    def _warn_if_weak(self, password: str, user: User) -> None:
        """Accepted all the same: who may set the variables may choose, but should know."""
        try:
            validate_password(password, user)
        except ValidationError:
            self.stderr.write("ADMIN_PASSWORD is easy to guess. Change it after signing in.")

    def _show_link(self) -> None:
        link = f"{_site()}{reverse('setup', args=[setup_token()])}"
        self.stdout.write(f"nobody has an account yet. Make the first one here, once:\n{link}")


def _site() -> str:
    """Where people reach this site, as far as the settings tell."""
    if settings.CSRF_TRUSTED_ORIGINS:
        return str(settings.CSRF_TRUSTED_ORIGINS[0]).rstrip("/")
    host = "127.0.0.1" if settings.HOST in ("0.0.0.0", "::") else settings.HOST  # noqa: S104
    return f"http://[{host}]:{settings.PORT}" if ":" in host else f"http://{host}:{settings.PORT}"
