"""What guests do with a link: nobody of the team is asked, and all of it is recorded."""

from django.utils import timezone

from transcripts.actions.reading import once_an_hour
from transcripts.errors import Refused, gettext_noop
from transcripts.models import Act, Event, GuestLink, origin


class WrongPassword(Refused):
    code = "wrong_password"
    field = "password"
    sentence = gettext_noop("This is not the password. Please ask whoever gave you the link.")


class TooManyGuesses(Refused):
    code = "too_many_guesses"
    field = "password"
    sentence = gettext_noop(
        "Too many wrong passwords were tried for this link. Please try again in a quarter of an hour."
    )


def unlock(*, link: GuestLink, password: str) -> None:
    """Raises WrongPassword or TooManyGuesses."""
    if not link.take_guess(timezone.now()):
        raise TooManyGuesses
    if not link.opens_with(password):
        _tell(Act.GUEST_REFUSED, link)
        raise WrongPassword


def opened(*, link: GuestLink) -> None:
    """Once an hour for a link and an address."""
    if once_an_hour(f"guest:{link.pk}:{origin.current().address}"):
        link.touch(timezone.now())
        _tell(Act.OPENED, link)


def downloaded(*, link: GuestLink, what: str) -> None:
    """`what`: "file", or a format of the text."""
    _tell(Act.DOWNLOADED, link, what=what)


def _tell(act: Act, link: GuestLink, **facts: str) -> None:
    row = link.recording
    Event.record(act, by=None, team=row.team, on=row, hourly=True, link=link.hint, **facts)
