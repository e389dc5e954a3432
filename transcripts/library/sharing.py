"""The guest links of a recording and of a team, for those who may revoke them."""

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.utils import timezone

from transcripts import access
from transcripts.models import GuestLink, Recording, Team, User

PAGE_SIZE = 50


def living(links: QuerySet[GuestLink]) -> QuerySet[GuestLink]:
    """Neither revoked nor ended; whether the team allows them just now is another matter."""
    return links.filter(revoked_at=None, expires_at__gt=timezone.now()).order_by("-created_at", "-pk")


def links_of(user: User, recording: Recording) -> list[GuestLink]:
    return list(living(access.guest_links(user).filter(recording=recording)))


def links_of_team(user: User, team: Team, number: str) -> Page[GuestLink]:
    links = living(access.guest_links(user).filter(recording__team=team))
    return Paginator(links, PAGE_SIZE).get_page(number)
