"""The trash, deleting for good with its receipts, legal hold."""

from django.db.models import Q, QuerySet

from transcripts.access.sight import all_recordings, sees_private
from transcripts.access.standing import EDITORS, OWNERS, READERS, has_role, teams_where
from transcripts.models import Receipt, Recording, Team, User


def trash(user: User, team: Team | None = None) -> QuerySet[Recording]:
    return all_recordings(user, team).exclude(deleted_at=None).filter(purged_at=None)


def restorable(user: User) -> QuerySet[Recording]:
    """What lies in the trash, for those who may take it out again."""
    return trash(user).filter(team__in=teams_where(user, EDITORS).order_by().values("pk"))


def may_delete_for_good(user: User, recording: Recording) -> bool:
    """Owners, and editors what they uploaded themselves."""
    roles = EDITORS if recording.uploaded_by_id == user.pk else OWNERS
    return sees_private(user, recording) and has_role(user, recording.team_id, roles)


def deletable_for_good(user: User) -> QuerySet[Recording]:
    """`may_delete_for_good` of many at once, in the library or in the trash."""
    owned = Q(team__in=teams_where(user, OWNERS).order_by().values("pk"))
    own = Q(uploaded_by=user, team__in=teams_where(user, EDITORS).order_by().values("pk"))
    return all_recordings(user, None).filter(owned | own, purged_at=None)


def may_hold(user: User, recording: Recording) -> bool:
    """Put it under legal hold, and lift that: owners."""
    return sees_private(user, recording) and has_role(user, recording.team_id, OWNERS)


def receipts(user: User) -> QuerySet[Receipt]:
    """Of what went for good: for the owners of the team, and for whoever deleted it."""
    owned = teams_where(user, OWNERS).order_by().values("pk")
    own = Q(by=user, team__in=teams_where(user, READERS).order_by().values("pk"))
    return Receipt.objects.filter(Q(team__in=owned) | own).select_related("team", "by", "recording")
