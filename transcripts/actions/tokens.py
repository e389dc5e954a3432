"""Keys for a person's programs."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from transcripts import access
from transcripts.errors import NotAllowed, Refused, gettext_noop
from transcripts.models import Act, ApiToken, Event, Team, User

DEFAULT_NAME = "API"
LONGEST_LIFE = 3650  # days


class BadLife(Refused):
    code = "bad_life"
    field = "days"
    sentence = gettext_noop("A token is good for 1 to 3650 days, or until it is revoked.")


def create_token(
    *, by: User, team: Team | None = None, name: str = "", read_only: bool = False, days: int | None = None
) -> str:
    """A key with which programs act as `by` in one team, never with more rights than they have there.

    Without a team it is the first one to which the person may upload. `days`: for so long; None is until it is revoked.
    The returned token is shown once, never again. Raises NotAllowed or BadLife.
    """
    owner = access.team_to_upload_to(by) if team is None else team
    if access.role_in(by, owner) is None:
        raise NotAllowed
    if days is not None and not 1 <= days <= LONGEST_LIFE:
        raise BadLife
    label = " ".join(name.replace("\0", "").split())[: ApiToken._meta.get_field("name").max_length]
    ends = None if days is None else timezone.now() + timedelta(days=days)
    with transaction.atomic():
        row, secret = ApiToken.create(
            user=by, team=owner, name=label or DEFAULT_NAME, read_only=read_only, expires_at=ends
        )
        Event.record(Act.KEY_MADE, by=by, team=owner, on=row, read_only=read_only, days=days)
    return secret


def revoke_token(*, by: User, token: ApiToken) -> None:
    """One's own. Raises NotAllowed."""
    if token.user_id != by.pk:
        raise NotAllowed
    with transaction.atomic():
        if ApiToken.objects.filter(pk=token.pk, revoked_at=None).update(revoked_at=timezone.now()):
            Event.record(Act.REVOKED, by=by, team=token.team, on=token)
