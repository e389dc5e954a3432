"""Names of speakers that were given before, to be given again."""

from collections.abc import Iterable

from transcripts import access
from transcripts.models import Paragraph, Revision, Team, Transcription, User

MOST = 50
# How far back a team's names are looked for, in paragraphs that name somebody.
_LATELY = 2000


def speakers_in(revision: Revision) -> list[str]:
    """In the order of their first words."""
    named = Paragraph.objects.filter(transcription=revision.transcription_id).exclude(speaker="")
    names = dict(named.values_list("pk", "speaker"))
    return _once(names[one] for one in revision.order if one in names)


def speakers_of(team: Team, user: User) -> list[str]:
    """As far as the person may see, those named last first."""
    seen = access.in_sight(user, "transcription__recording__")
    named = Paragraph.objects.filter(seen, transcription__recording__team=team).exclude(speaker="")
    lately = named.filter(transcription__recording__deleted_at=None).order_by("-pk")
    return _once(lately.values_list("speaker", flat=True)[:_LATELY])[:MOST]


def to_offer(transcription: Transcription, revision: Revision, user: User) -> list[str]:
    """First who speaks here, then whom the team has heard lately."""
    return _once([*speakers_in(revision), *speakers_of(transcription.recording.team, user)])[:MOST]


def _once(names: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(names))
