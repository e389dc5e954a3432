"""What hangs on a recording that one may see, and who may change what of it."""

from uuid import UUID

from django.db.models import QuerySet

from transcripts.access.sight import recordings, sees_private
from transcripts.access.standing import EDITORS, READERS, has_role, teams_where
from transcripts.models import Archive, Folder, Notice, Recording, Tag, Team, Transcription, User


def transcriptions(user: User, team: Team | None = None) -> QuerySet[Transcription]:
    return Transcription.objects.filter(recording__in=recordings(user, team).order_by().values("pk"))


def to_correct(user: User) -> QuerySet[Transcription]:
    """Of those that the person may read, the ones whose words they may change."""
    return transcriptions(user).filter(recording__team__in=teams_where(user, EDITORS).order_by().values("pk"))


def trials(user: User) -> QuerySet[Transcription]:
    """One minute by one model: to choose by, and no transcript of the recording."""
    rows = Transcription.every.filter(is_trial=True)
    return rows.filter(recording__in=recordings(user).order_by().values("pk"))


def notices(user: User) -> QuerySet[Notice]:
    """One's own, of recordings that one still may see; newest first."""
    visible = Notice.objects.filter(
        user=user, transcription__recording__in=recordings(user).order_by().values("pk")
    )
    return visible.select_related("transcription__recording").order_by("-pk")


def may_edit(user: User, recording: Recording) -> bool:
    """Correct, organise, transcribe, retry, cancel."""
    return sees_private(user, recording) and has_role(user, recording.team_id, EDITORS)


def editable(user: User) -> QuerySet[Recording]:
    """`may_edit` of many at once."""
    return recordings(user).filter(team__in=teams_where(user, EDITORS).order_by().values("pk"))


def may_share_with_team(user: User, recording: Recording) -> bool:
    """A private one, by who uploaded it."""
    own = recording.private and recording.uploaded_by_id == user.pk
    return own and has_role(user, recording.team_id, READERS)


def folders(user: User) -> QuerySet[Folder]:
    return Folder.objects.filter(team__in=teams_where(user, READERS).order_by().values("pk"))


def tags(user: User) -> QuerySet[Tag]:
    return Tag.objects.filter(team__in=teams_where(user, READERS).order_by().values("pk"))


def may_organise(user: User, team_id: UUID) -> bool:
    """Make, change and delete the team's folders and tags."""
    return has_role(user, team_id, EDITORS)


def archives(user: User) -> QuerySet[Archive]:
    """One's own, as long as one may read in that team."""
    return Archive.objects.filter(
        requested_by=user, team__in=teams_where(user, READERS).order_by().values("pk")
    )
