"""`manage.py create_api_token EMAIL`: a key for a person's programs, printed once."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from transcripts import access
from transcripts.actions.tokens import DEFAULT_NAME, BadLife, create_token
from transcripts.models import Team, User


class Command(BaseCommand):
    help = "Makes an API token for a person and prints it: standard output holds the token and nothing else."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("email", help="the person for whom the programs act")
        parser.add_argument("--name", default=DEFAULT_NAME, help="what the token is for, for your own order")
        parser.add_argument("--read-only", action="store_true", help="a token that changes nothing")
        parser.add_argument("--days", type=int, help="how long it is good; without it until it is revoked")
        parser.add_argument("--team", default="", help="name or id of the team, where the person has several")

    def handle(self, *args: Any, email: str, name: str, team: str, **options: Any) -> None:
        person = _person(email)
        chosen = _team(person, team)
        only, days = bool(options.get("read_only")), options.get("days")
        try:
            token = create_token(by=person, team=chosen, name=name, read_only=only, days=days)
        except BadLife as error:
            raise CommandError(error.sentence) from None
        self.stderr.write(f"For {person.email} in {chosen.name}. Keep it now: it is not shown again.")
        self.stderr.write('Programs send it as "Authorization: Bearer TOKEN" or "x-auth-token: TOKEN".')
        self.stdout.write(token)


def _person(email: str) -> User:
    person = User.objects.filter(email__iexact=email.strip()).first()
    if person is None:
        raise CommandError(f"Nobody here has the address {email}.")
    if not person.is_active:
        raise CommandError(f"{email} is switched off: a token would not work.")
    return person


def _team(person: User, wanted: str) -> Team:
    """The named team, or the first, of those to which the person may upload."""
    teams = list(access.teams_where(person, access.EDITORS))
    if not teams:
        raise CommandError(
            f"{person.email} may upload to no team: an owner has to make them an editor first."
        )
    if not wanted:
        return teams[0]
    found = [team for team in teams if wanted in (str(team.pk), team.name)]
    if len(found) != 1:
        choices = ", ".join(f"{team.name} ({team.pk})" for team in teams)
        problem = "Several teams are" if found else "No team is"
        raise CommandError(f"{problem} called {wanted}. They may upload to: {choices}")
    return found[0]
