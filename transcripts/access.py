"""Who may see and who may do what, in one place. Everybody else asks here.

Readers return querysets that hold only what the person may see: what is hidden is not found (404).
Verbs answer yes or no about one record. Staff have no special sight here: they use the admin.
"""

from collections.abc import Sequence
from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet

from transcripts.errors import NotAllowed
from transcripts.models import Recording, Role, Team, Transcription, Upload, User
from transcripts.text.armenian import fold

READERS = (Role.OWNER, Role.EDITOR, Role.VIEWER)
EDITORS = (Role.OWNER, Role.EDITOR)
AUDITORS = (Role.OWNER, Role.BILLING)


def teams_where(user: User, roles: tuple[Role, ...]) -> QuerySet[Team]:
    """The teams in which the person has one of these roles, oldest membership first."""
    mine = Team.objects.filter(memberships__user=user, memberships__role__in=roles)
    return mine.order_by("memberships__created_at", "id")


def team_to_upload_to(user: User) -> Team:
    """Raises NotAllowed where the person may add to no library."""
    team = teams_where(user, EDITORS).first()
    if team is None:
        raise NotAllowed
    return team


def recordings(user: User) -> QuerySet[Recording]:
    return _all_recordings(user).filter(deleted_at=None)


def library_teams(user: User) -> list[UUID]:
    """Whose recordings the person may read."""
    return list(teams_where(user, READERS).order_by().values_list("pk", flat=True))


def people_called(teams: Sequence[UUID], name: str) -> set[int]:
    """Who have brought recordings to these teams and have `name` in their name or address, whatever its case."""
    brought = Recording.objects.filter(team__in=teams, uploaded_by=OuterRef("pk"))
    people = User.objects.filter(Exists(brought)).values_list("pk", "name", "email")
    wanted = fold(name)
    return {pk for pk, called, email in people if wanted in fold(called) or wanted in email.lower()}


def trash(user: User) -> QuerySet[Recording]:
    return _all_recordings(user).exclude(deleted_at=None)


def _all_recordings(user: User) -> QuerySet[Recording]:
    return Recording.objects.filter(team__in=teams_where(user, READERS).order_by().values("pk"))


def transcriptions(user: User) -> QuerySet[Transcription]:
    return Transcription.objects.filter(recording__in=recordings(user).order_by().values("pk"))


def uploads(user: User) -> QuerySet[Upload]:
    """One's own alone: nobody goes on with what another has begun. Each knows whether one `may_go_on`."""
    rights = user.memberships.filter(team_id=OuterRef("team_id"), role__in=EDITORS)
    return Upload.objects.filter(created_by=user).annotate(may_go_on=Exists(rights))


def may_upload(user: User) -> bool:
    return teams_where(user, EDITORS).exists()


def may_upload_to(user: User, team: Team) -> bool:
    return _has_role(user, team.pk, EDITORS)


def may_go_on(user: User, upload: Upload) -> bool:
    """With what they began themselves, as long as they may upload there at all."""
    if upload.created_by_id != user.pk:
        return False
    known: bool | None = getattr(upload, "may_go_on", None)
    return _has_role(user, upload.team_id, EDITORS) if known is None else known


def may_edit(user: User, recording: Recording) -> bool:
    """Correct, organise, transcribe, retry, cancel."""
    return _has_role(user, recording.team_id, EDITORS)


def may_delete_for_good(user: User, recording: Recording) -> bool:
    """Owners; and editors, what they brought themselves."""
    if _has_role(user, recording.team_id, (Role.OWNER,)):
        return True
    return recording.uploaded_by_id == user.pk and may_edit(user, recording)


def may_see_usage(user: User) -> bool:
    return teams_where(user, AUDITORS).exists()


def teams_with_usage(user: User) -> QuerySet[Team]:
    return teams_where(user, AUDITORS)


def _has_role(user: User, team_id: UUID, roles: tuple[Role, ...]) -> bool:
    return user.memberships.filter(team_id=team_id, role__in=roles).exists()
