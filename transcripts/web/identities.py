"""Signing in with an OpenID provider: who is let in, and why somebody is not."""

from typing import Any

from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialLogin
from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from requests import RequestException

from transcripts import access
from transcripts.actions.follow_groups import follow_groups, grants_of
from transcripts.actions.welcome import give_a_team
from transcripts.models import User
from transcripts.web.invited import invitation
from transcripts.web.signing import refused


def providers() -> list[dict[str, Any]]:
    return list(settings.SOCIALACCOUNT_PROVIDERS["openid_connect"]["APPS"])


@login_not_required
def go(request: HttpRequest, provider_id: str) -> HttpResponse:
    """To the provider by a page that goes on by itself: browsers forbid a form to lead to another site (form-action)."""
    app = next((app for app in providers() if app["provider_id"] == provider_id), None)
    if app is None:
        raise Http404
    # Loaded only where a provider is set.
    from allauth.socialaccount.providers.openid_connect.views import login

    try:
        answer: HttpResponse = login(request, provider_id)
    except RequestException:
        shown = {"unreachable": app["name"]}
        return render(request, "socialaccount/authentication_error.html", shown, status=502)
    if "Location" not in answer:
        return answer
    return render(request, "socialaccount/leaving.html", {"name": app["name"], "to": answer["Location"]})


class Adapter(DefaultSocialAccountAdapter):  # type: ignore[misc]
    def populate_user(self, request: HttpRequest, sociallogin: SocialLogin, data: dict[str, Any]) -> User:
        user: User = super().populate_user(request, sociallogin, data)
        user.email = user.email.lower()
        user.name = " ".join(str(data.get("name") or "").split())[:150]
        return user

    def pre_social_login(self, request: HttpRequest, sociallogin: SocialLogin) -> None:
        if not sociallogin.is_existing or sociallogin.state.get("process") == "connect":
            return
        user, provider = sociallogin.user, sociallogin.account.provider
        follow_groups(by=user, provider=provider, groups=_groups(sociallogin))
        belongs = access.belongs_somewhere(user) or invitation(request)
        if settings.OIDC_GROUPS and not belongs:
            raise _refusal(request, sociallogin, "no_group")

    def is_open_for_signup(self, request: HttpRequest, sociallogin: SocialLogin) -> bool:
        if settings.OPEN_SIGNUP or grants_of(_groups(sociallogin)):
            return True
        if invited := invitation(request):
            if invited.email.lower() == sociallogin.user.email:
                return True
            raise _refusal(request, sociallogin, "other_address")
        raise _refusal(request, sociallogin, "no_group" if settings.OIDC_GROUPS else "not_invited")

    def save_user(self, request: HttpRequest, sociallogin: SocialLogin, form: Any = None) -> User:
        user: User = super().save_user(request, sociallogin, form)
        follow_groups(by=user, provider=sociallogin.account.provider, groups=_groups(sociallogin))
        if not invitation(request):
            give_a_team(by=user)
        return user


def _groups(sociallogin: SocialLogin) -> set[str]:
    """The provider may tell them in the token or when it is asked about the person; one group may come as a bare word."""
    told = sociallogin.account.extra_data
    claims = [told.get(part, {}).get(settings.OIDC_GROUPS_CLAIM) for part in ("id_token", "userinfo")]
    lists = [claim if isinstance(claim, list) else [claim] for claim in claims if claim]
    return {str(group) for groups in lists for group in groups}


def _refusal(request: HttpRequest, sociallogin: SocialLogin, why: str) -> ImmediateHttpResponse:
    email = sociallogin.user.email
    refused(email, why.replace("_", " "), provider=sociallogin.account.provider)
    page = render(request, "socialaccount/refused.html", {"why": _words(why, email)}, status=403)
    return ImmediateHttpResponse(page)


def _words(why: str, email: str) -> str:
    if why == "no_group":
        return _(
            "We know who you are (%(email)s), but you are in none of the groups that open this site. "
            "Ask whoever keeps the accounts of your organisation to add you to one."
        ) % {"email": email}
    if why == "other_address":
        return _(
            "Your invitation is for another address than the one you have signed in with (%(email)s). "
            "Open its link again and choose a password, or ask for an invitation to this address."
        ) % {"email": email}
    return _(
        "No account here goes with what you have signed in with (%(email)s). Ask the owner of your team "
        "for an invitation; if you have an account under another address, sign in with that one."
    ) % {"email": email}
