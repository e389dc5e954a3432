"""Records who comes in, who goes, who is refused and why, and who changes how they sign in.

Django and allauth say what happens by signals. Where it came from, the event knows by itself (models.origin).
"""

from typing import Any

from allauth.account import signals as account
from allauth.account.internal.flows.login import get_authentication_records
from allauth.mfa import signals as mfa
from allauth.socialaccount import signals as social
from django.contrib.auth.signals import user_logged_in, user_logged_out, user_login_failed
from django.dispatch import Signal, receiver
from django.http import HttpRequest

from transcripts.models import Act, Event, User

# What was changed, as kept with the event.
_CHANGES: dict[Signal, str] = {
    account.password_set: "password",
    account.password_changed: "password",
    account.password_reset: "password",
    account.email_changed: "address",
    mfa.authenticator_added: "second factor added",
    mfa.authenticator_removed: "second factor removed",
    mfa.authenticator_reset: "recovery codes",
}


def refused(typed: str, why: str, **facts: Any) -> None:
    """Of an address that nobody has nothing is kept: it may be a password, typed into the wrong field.

    Told once an hour: who guesses must not fill the log.
    """
    user = User.objects.filter(email__iexact=typed.replace("\0", "")).first()
    Event.record_for(user, Act.SIGN_IN_FAILED, by=user, hourly=True, why=why, **facts)


@receiver(user_logged_in)
def came_in(request: HttpRequest, user: User, **_rest: Any) -> None:
    ways = [_way(record) for record in get_authentication_records(request, user)]
    how = {"how": " + ".join(dict.fromkeys(ways))} if ways else {}
    Event.record_for(user, Act.SIGNED_IN, by=user, **how)


def _way(record: dict[str, Any]) -> str:
    return str(record.get("type") or record.get("provider") or record["method"])


@receiver(user_logged_out)
def went_out(user: User | None, **_rest: Any) -> None:
    if isinstance(user, User):
        Event.record_for(user, Act.SIGNED_OUT, by=user)


@receiver(user_login_failed)
def was_refused(credentials: dict[str, Any], **_rest: Any) -> None:
    refused(str(credentials.get("email") or credentials.get("username") or ""), "wrong password")


@receiver(mfa.authentication_failed)
def was_refused_at_the_second_step(user: User, **_rest: Any) -> None:
    refused(user.email, "wrong second factor")


@receiver(list(_CHANGES))
def changed(signal: Signal, user: User, **more: Any) -> None:
    kind = {"kind": more["authenticator"].type} if "authenticator" in more else {}
    Event.record_for(user, Act.ACCOUNT_CHANGED, by=user, what=_CHANGES[signal], **kind)


@receiver(social.social_account_added)
def connected(sociallogin: Any, **_rest: Any) -> None:
    provider = sociallogin.account.provider
    Event.record_for(
        sociallogin.user, Act.ACCOUNT_CHANGED, by=sociallogin.user, what="provider added", provider=provider
    )


@receiver(social.social_account_removed)
def disconnected(socialaccount: Any, **_rest: Any) -> None:
    user, provider = socialaccount.user, socialaccount.provider
    Event.record_for(user, Act.ACCOUNT_CHANGED, by=user, what="provider removed", provider=provider)
