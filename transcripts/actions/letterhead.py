"""What stands above a team's Word and PDF files."""

from django.db import transaction

from transcripts import access
from transcripts.errors import NotAllowed, Refused, gettext_noop
from transcripts.exports.exported import printable
from transcripts.exports.logo import drawn
from transcripts.models import Act, Event, Letterhead, Team, User

MOST_LINES, LONGEST_LINE, LONGEST_NAME = 6, 120, 150


class LongLetterhead(Refused):
    code = "long_letterhead"
    field = "lines"
    sentence = gettext_noop(
        "A name of at most 150 characters and an address of at most 6 lines of 120 characters fit on the page."
    )


def change_letterhead(
    *, by: User, team: Team, name: str, lines: str, logo: bytes | None = None, without_logo: bool = False
) -> None:
    """`lines` one below the other; `logo` in place of the one before. Raises NotAllowed, LongLetterhead, BadLogo, LargeLogo."""
    if not access.may_manage(by, team):
        raise NotAllowed
    said = printable(name)
    address = [line for line in map(printable, lines.splitlines()) if line]
    if (
        len(said) > LONGEST_NAME
        or len(address) > MOST_LINES
        or any(len(one) > LONGEST_LINE for one in address)
    ):
        raise LongLetterhead
    changed: dict[str, object] = {"name": said, "lines": address}
    if logo or without_logo:
        changed["logo"] = drawn(logo) if logo else None
    with transaction.atomic():
        Letterhead.objects.update_or_create(team=team, defaults=changed)
        Event.record(
            Act.TEAM_CHANGED, by=by, team=team, on=team, changed=[f"letterhead: {one}" for one in changed]
        )
