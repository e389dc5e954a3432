"""Let people without an account read one recording for a while; take that back."""

from datetime import timedelta
from typing import Any

from django.contrib.auth.hashers import make_password
from django.db import transaction
from django.utils import timezone

from transcripts import access
from transcripts.errors import NotAllowed, Refused, gettext_noop
from transcripts.models import Act, Event, GuestLink, Recording, Team, User
from transcripts.text.typed import clean

DAYS = 14
MOST_DAYS = 365
SHORTEST_PASSWORD, LONGEST_PASSWORD = 8, 128
LONGEST_NAME = 100


class BadDays(Refused):
    code = "bad_days"
    field = "days"
    sentence = gettext_noop("A guest link ends after 1 to %(most)d days. Say after how many.")


class BadPassword(Refused):
    code = "bad_password"
    field = "password"
    sentence = gettext_noop("A password for guests has %(least)d to %(most)d characters.")


class LongLinkName(Refused):
    code = "long_link_name"
    field = "name"
    sentence = gettext_noop("Say for whom the link is in at most %(most)d characters.")


class GuestLinksOff(Refused):
    code = "guest_links_off"
    sentence = gettext_noop("Guest links are off in this team. Its owners can allow them.")


class StillPrivate(Refused):
    code = "still_private"
    sentence = gettext_noop(
        "This recording is private. Share it with the team before you give links to guests."
    )


def share(
    *,
    by: User,
    recording: Recording,
    days: int = DAYS,
    name: str = "",
    password: str = "",
    may_download: bool = False,
) -> tuple[GuestLink, str]:
    """The link, and its token, which is shown once and never again.

    It leads to the recording and to its current text, whatever is corrected later. Raises NotAllowed, StillPrivate,
    GuestLinksOff, BadDays, BadPassword or LongLinkName.
    """
    _check(by, recording)
    if not 1 <= days <= MOST_DAYS:
        raise BadDays(most=MOST_DAYS)
    if password and not SHORTEST_PASSWORD <= len(password) <= LONGEST_PASSWORD:
        raise BadPassword(least=SHORTEST_PASSWORD, most=LONGEST_PASSWORD)
    noted = " ".join(clean(name).split())
    if len(noted) > LONGEST_NAME:
        raise LongLinkName(most=LONGEST_NAME)
    token = GuestLink.new_token()
    with transaction.atomic():
        link = GuestLink.made(
            token,
            recording=recording,
            created_by=by,
            name=noted,
            may_download=may_download,
            password=make_password(password) if password else "",
            expires_at=timezone.now() + timedelta(days=days),
        )
        told: dict[str, Any] = {
            "link": link.hint,
            "days": days,
            "password": bool(password),
            "download": may_download,
        }
        Event.record(Act.SHARED, by=by, team=recording.team, on=recording, **told)
    return link, token


def _check(by: User, recording: Recording) -> None:
    if not access.may_edit(by, recording):
        raise NotAllowed
    if recording.private:
        raise StillPrivate
    if not access.may_share(by, recording):
        raise GuestLinksOff


def revoke(*, by: User, link: GuestLink) -> None:
    """From now on it leads nowhere, for those who are reading or listening, too. Raises NotAllowed."""
    if not access.guest_links(by).filter(pk=link.pk).exists():
        raise NotAllowed
    with transaction.atomic():
        if link.revoke(timezone.now()):
            row = link.recording
            Event.record(Act.REVOKED, by=by, team=row.team, on=row, link=link.hint)


def allow_guest_links(*, by: User, team: Team, allowed: bool) -> None:
    """Without leave the links that there are lead nowhere; they work again when it is given again. Raises NotAllowed."""
    if not access.may_manage(by, team):
        raise NotAllowed
    with transaction.atomic():
        changed = Team.objects.filter(pk=team.pk).exclude(allows_guest_links=allowed)
        if changed.update(allows_guest_links=allowed):
            Event.record(Act.TEAM_CHANGED, by=by, team=team, on=team, guest_links=allowed)
    team.allows_guest_links = allowed
