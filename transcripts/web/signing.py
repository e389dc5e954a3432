"""Records who comes in, who goes, and who is refused at the sign-in."""

from typing import Any

from django.contrib.auth.signals import user_logged_in, user_logged_out, user_login_failed
from django.dispatch import receiver

from transcripts.models import Act, Event, User


@receiver(user_logged_in)
def came_in(user: User, **_rest: Any) -> None:
    Event.record_for(user, Act.SIGNED_IN, by=user)


@receiver(user_logged_out)
def went_out(user: User | None, **_rest: Any) -> None:
    if isinstance(user, User):
        Event.record_for(user, Act.SIGNED_OUT, by=user)


@receiver(user_login_failed)
def was_refused(credentials: dict[str, Any], **_rest: Any) -> None:
    """Of an address that nobody has nothing is kept: it may be a password, typed into the wrong field.

    Told once an hour: who guesses must not fill the log.
    """
    typed = str(credentials.get("email") or credentials.get("username") or "").replace("\0", "")
    user = User.objects.filter(email__iexact=typed).first()
    Event.record_for(user, Act.SIGN_IN_FAILED, by=user, hourly=True)
