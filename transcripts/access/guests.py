"""Links for people without an account."""

from datetime import datetime

from django.db.models import QuerySet

from transcripts.access.sight import in_sight, recordings
from transcripts.access.standing import EDITORS, has_role, teams_where
from transcripts.models import GuestLink, Recording, User


def may_share(user: User, recording: Recording) -> bool:
    """Give links to people without an account: editors and owners, where the team allows it at all."""
    if recording.private or not recording.team.allows_guest_links:
        return False
    return has_role(user, recording.team_id, EDITORS)


def guest_links(user: User) -> QuerySet[GuestLink]:
    """Those that the person may revoke: on what they may edit, also where the team allows no new ones."""
    editable = teams_where(user, EDITORS).order_by().values("pk")
    seen = recordings(user).filter(team__in=editable).order_by().values("pk")
    return GuestLink.objects.filter(recording__in=seen).select_related("created_by", "recording__team")


def open_to_guests(now: datetime) -> QuerySet[GuestLink]:
    """Links that lead somewhere just now: whatever hides a recording from all of its team hides it from guests."""
    links = GuestLink.objects.filter(
        in_sight(None, "recording__"),
        revoked_at=None,
        expires_at__gt=now,
        recording__deleted_at=None,
        recording__team__allows_guest_links=True,
    )
    return links.select_related("recording__team")
