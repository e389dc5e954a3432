"""Second factors: passkeys, an app's codes, recovery codes. What we change in allauth's ways, and who must have one."""

from collections.abc import Callable
from typing import Any

from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from transcripts import access
from transcripts.models import User
from transcripts.web.doorkeeper import refusal
from transcripts.web.http import wants_json

# Whoever must set one up first still gets here. (The pages of the second factor itself are called mfa_….)
_OPEN = {
    *("account_logout", "account_reauthenticate", "account_email", "account_confirm_email"),
    *("account_email_verification_sent", "account_set_password", "account_change_password"),
    *("usersessions_list", "healthz", "readyz", "metrics"),
}


class Adapter(DefaultMFAAdapter):  # type: ignore[misc]
    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": gettext_lazy(
            "That is not right, or was used already. Take the newest code of the app, a recovery code "
            "that you have not used yet, or a passkey that you added here."
        ),
    }

    def _get_site_name(self) -> str:
        return str(settings.PRODUCT_NAME)

    def generate_authenticator_name(self, user: User, type: Authenticator.Type) -> str:
        n = Authenticator.objects.filter(user_id=user.pk, type=type).count()
        return _("Passkey") if n == 0 else _("Passkey %(number)d") % {"number": n + 1}


class SecondFactorFirst:
    """Leads whoever belongs to a team that requires a second factor to setting one up, from wherever they go.

    Programs with a token do not come by here: they have no session.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., Any], args: Any, kwargs: Any
    ) -> HttpResponse | None:
        user = request.user
        if not isinstance(user, User) or _is_open(request) or not access.lacks_second_factor(user):
            return None
        if wants_json(request) or "HX-Request" in request.headers:
            words = _("Your team requires a second factor. Set one up in your account, then go on here.")
            return refusal(403, "second_factor", words)
        return redirect("mfa_index")


def _is_open(request: HttpRequest) -> bool:
    name = request.resolver_match.url_name if request.resolver_match else None
    return bool(name) and (str(name).startswith("mfa_") or name in _OPEN)


def passkeys_work(request: HttpRequest) -> bool:
    """Browsers have passkeys for names only, and only where the line is safe: not for 127.0.0.1, nor by plain HTTP."""
    host = request.get_host().rpartition("]")[2].partition(":")[0]
    is_name = any(letter.isalpha() for letter in host)
    return host == "localhost" or (is_name and request.is_secure())
