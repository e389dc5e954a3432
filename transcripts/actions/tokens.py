"""Keys for a person's programs."""

from django.db import transaction

from transcripts import access
from transcripts.errors import NotAllowed
from transcripts.models import Act, ApiToken, Event, Team, User

DEFAULT_NAME = "API"


def create_token(*, by: User, team: Team | None = None, name: str = "") -> str:
    """A key with which programs act as `by` in one team. The returned token is shown once, never again.

    Without a team it is the first one to which the person may upload. Raises NotAllowed where there is none.
    """
    owner = access.team_to_upload_to(by) if team is None else team
    if not access.may_upload_to(by, owner):
        raise NotAllowed
    label = " ".join(name.split())[: ApiToken._meta.get_field("name").max_length]
    with transaction.atomic():
        row, secret = ApiToken.create(user=by, team=owner, name=label or DEFAULT_NAME)
        Event.record(Act.KEY_MADE, by=by, team=owner, on=row)
    return secret
