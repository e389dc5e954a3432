"""Make a team, and change what it is called and what is chosen for its members beforehand."""

from typing import Any

from django.db import transaction

from transcripts import access
from transcripts.errors import NotAllowed, Refused, gettext_noop
from transcripts.models import Act, Event, Membership, Role, Team, User
from transcripts.models.transcription import Model

LONGEST = 150


class NoTeamName(Refused):
    code = "no_team_name"
    field = "name"
    sentence = gettext_noop("A team needs a name of at most 150 characters.")


class NoSuchModel(Refused):
    code = "no_such_model"
    field = "default_model"
    sentence = gettext_noop("Choose Formal, Conversational or neither.")


def create_team(*, by: User, name: str) -> Team:
    """`by` owns it. Raises NotAllowed or NoTeamName."""
    if not access.may_create_team(by):
        raise NotAllowed
    with transaction.atomic():
        team = Team.objects.create(name=_name(name))
        Membership.objects.create(team=team, user=by, role=Role.OWNER)
        Event.record(Act.TEAM_CHANGED, by=by, team=team, on=team, made=True)
    return team


def change_team(*, by: User, team: Team, **settings: Any) -> Team:
    """`settings`: those fields of the team that are to change. Raises NotAllowed, NoTeamName or NoSuchModel."""
    if not access.may_manage(by, team):
        raise NotAllowed
    if "name" in settings:
        settings["name"] = _name(settings["name"])
    if settings.get("default_model") and settings["default_model"] not in Model.values:
        raise NoSuchModel
    changed = {name: value for name, value in settings.items() if getattr(team, name) != value}
    if not changed:
        return team
    for name, value in changed.items():
        setattr(team, name, value)
    with transaction.atomic():
        team.save(update_fields=list(changed))
        Event.record(Act.TEAM_CHANGED, by=by, team=team, on=team, **changed)
    return team


def _name(name: str) -> str:
    cleaned = " ".join(name.replace("\0", "").split())
    if not 0 < len(cleaned) <= LONGEST:
        raise NoTeamName
    return cleaned
