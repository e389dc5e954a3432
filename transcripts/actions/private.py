"""Private recordings: shared with the team by who uploaded them, and the team's as soon as that person is gone."""

from django.db import transaction
from django.db.models import Exists, OuterRef

from transcripts import access
from transcripts.errors import NotAllowed, RaceLost
from transcripts.library.index import refresh
from transcripts.models import Act, Event, Membership, Recording, User


def share_with_team(*, by: User, recording: Recording) -> None:
    """There is no way back: what others have seen cannot be unseen. Raises NotAllowed, or RaceLost where it was shared already."""
    if not access.may_share_with_team(by, recording):
        raise NotAllowed
    with transaction.atomic():
        _become_the_teams(recording)
        Event.record(Act.SHARED, by=by, team=recording.team, on=recording)


def hand_to_teams(by: User | None) -> None:
    """What people keep private who are switched off, or read in that team no longer, is the team's.

    Call inside the transaction that changes who is what; `by` is who changed it.
    """
    reads = Membership.objects.filter(
        team=OuterRef("team"), user=OuterRef("uploaded_by"), user__is_active=True, role__in=access.READERS
    )
    left = Recording.objects.filter(~Exists(reads), private=True).select_related("team")
    for recording in left:
        _become_the_teams(recording)
        Event.record(Act.SHARED, by=by, team=recording.team, on=recording, left_behind=True)


def _become_the_teams(recording: Recording) -> None:
    if not Recording.objects.filter(pk=recording.pk, private=True).update(private=False):
        raise RaceLost(f"recording {recording.pk} is private no longer")
    recording.private = False
    refresh(recording)
