"""What is looked back on: the audit log, usage and money."""

from django.db.models import QuerySet

from transcripts.access.standing import AUDITORS, OWNERS, at_hand, is_at_hand, teams_where
from transcripts.models import Event, Team, User


def may_see_log(user: User) -> bool:
    return user.is_staff or teams_where(user, OWNERS).exists()


def teams_with_log(user: User) -> QuerySet[Team]:
    """Owners see what was done in their teams; staff, who keep the site running, all of it."""
    return Team.objects.order_by("name", "pk") if user.is_staff else teams_where(user, OWNERS)


def events(user: User) -> QuerySet[Event]:
    if user.is_staff:
        return Event.objects.all()
    return Event.objects.filter(
        team__in=list(teams_where(user, OWNERS).order_by().values_list("pk", flat=True))
    )


def may_see_usage(user: User) -> bool:
    return is_at_hand(user, AUDITORS)


def teams_with_usage(user: User) -> QuerySet[Team]:
    return at_hand(user, AUDITORS)
