"""Accounts: what we change in allauth's ways of signing in and up."""

import logging
import time
from smtplib import SMTPException
from typing import Any

from allauth.account import app_settings
from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.auth_backends import AuthenticationBackend
from allauth.account.internal.flows.login import get_authentication_records
from allauth.core import context
from django.conf import settings
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from transcripts.actions.welcome import give_a_team
from transcripts.models import User
from transcripts.web.invited import invitation, where_to_accept
from transcripts.web.patience import too_many
from transcripts.web.signing import refused

log = logging.getLogger(__name__)


class Backend(AuthenticationBackend):  # type: ignore[misc]
    """By this name, which stands in every session: under another one an update would sign everybody out."""


class Adapter(DefaultAccountAdapter):  # type: ignore[misc]
    """Whoever was refused reads why, and a stranger never learns whether an address has an account."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "email_password_mismatch": _(
            "Address or password is not correct. Check both, or have a link for a new password sent to you."
        ),
        "incorrect_password": _("This is not your password."),
        "rate_limited": _("That was too often. Try again in a minute."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return bool(settings.OPEN_SIGNUP) or invitation(request) is not None

    def is_email_verified(self, request: HttpRequest, email: str) -> bool:
        """The link of an invitation came by letter to just this address."""
        invited = invitation(request)
        if invited and invited.email.lower() == email.lower():
            return True
        return bool(super().is_email_verified(request, email))

    def get_signup_redirect_url(self, request: HttpRequest) -> str:
        return where_to_accept(request) or str(super().get_signup_redirect_url(request))

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        return where_to_accept(request) or str(super().get_login_redirect_url(request))

    def save_user(self, request: HttpRequest, user: User, form: Any, commit: bool = True) -> User:
        user.name = " ".join(form.cleaned_data.get("name", "").split()) or user.name
        saved: User = super().save_user(request, user, form, commit)
        if commit and not invitation(request):
            give_a_team(by=saved)
        return saved

    def send_notification_mail(self, *args: Any, **more: Any) -> None:
        """What it tells of has been done: a mail server that is away must not make it look undone."""
        try:
            super().send_notification_mail(*args, **more)
        except (OSError, SMTPException) as problem:
            log.warning("A letter about an account could not be sent: %s", type(problem).__name__)

    def is_reauthentication_required(self, *, app: str, **more: Any) -> bool:
        """Not of somebody who signed in a moment ago: they have just shown who they are."""
        if not super().is_reauthentication_required(app=app, **more):
            return False
        request = context.request
        records = get_authentication_records(request, request.user)
        shown_at = records[-1]["at"] if records else 0.0
        return bool(time.time() - shown_at > app_settings.REAUTHENTICATION_TIMEOUT)

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        try:
            super().pre_authenticate(request, **credentials)
        except ValidationError:
            refused(credentials.get("email", ""), "too many tries")
            key = self._get_login_attempts_cache_key(request, **credentials)
            raise too_many(request, key) from None
