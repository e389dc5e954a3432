"""The first owner: made once, while there is nobody yet."""

from django.contrib.contenttypes.models import ContentType
from django.core import signing
from django.db import transaction
from django.utils.translation import gettext as _

from transcripts.errors import Refused, gettext_noop
from transcripts.models import Act, Event, Membership, Role, Team, User

SALT = "transcripts.first-owner"
LINK_LIVES = 7 * 24 * 3600  # seconds; each start of the site makes a fresh one


class SomebodyIsHere(Refused):
    code = "somebody_is_here"
    sentence = gettext_noop("This site has an owner already. Please sign in, or ask for an invitation.")


def nobody_is_here() -> bool:
    return not User.objects.exists()


def create_first_owner(*, email: str, password: str, name: str = "", team_name: str = "") -> User:
    """The site's administrator, and owner of the first team. Raises SomebodyIsHere.

    There is no actor: this is the one act that nobody can be asked to do.
    """
    with transaction.atomic():
        _take_turns()
        if not nobody_is_here():
            raise SomebodyIsHere
        user = User.objects.create_superuser(email, password, name=name.strip())
        team = Team.objects.create(name=team_name.strip() or _("Our team"))
        Membership.objects.create(team=team, user=user, role=Role.OWNER)
        Event.record(Act.JOINED, by=user, team=team, on=user, role=Role.OWNER)
    return user


def give_a_team(*, by: User) -> None:
    """Who has come by themselves (OPEN_SIGNUP) and belongs to no team owns one from the start: there is nothing to see without."""
    if by.memberships.exists():
        return
    with transaction.atomic():
        team = Team.objects.create(name=_("Team of %(name)s") % {"name": by.get_short_name()})
        Membership.objects.create(team=team, user=by, role=Role.OWNER)
        Event.record(Act.JOINED, by=by, team=team, role=Role.OWNER.value)


def _take_turns() -> None:
    """Two at once: the second waits here until the first is through.

    There is no row of ours to lock yet; the one that describes people is there since the tables are.
    (SQLite has no row locks and needs none: its write transactions take turns anyway.)
    """
    ContentType.objects.select_for_update().get(app_label="transcripts", model="user")


def setup_token() -> str:
    """For the link to the set-up page; worth nothing as soon as there is somebody."""
    return signing.dumps("first owner", salt=SALT)


def token_is_good(token: str) -> bool:
    try:
        signing.loads(token, salt=SALT, max_age=LINK_LIVES)
    except signing.BadSignature:
        return False
    return nobody_is_here()
