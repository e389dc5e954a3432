"""Guest links for programs: give one, see those that can be used, take one back."""

from typing import Any
from uuid import UUID

from django.http import Http404
from django.urls import reverse
from rest_framework.request import Request
from rest_framework.response import Response

from transcripts import access
from transcripts.actions import share as sharing
from transcripts.actions.share import BadDays
from transcripts.api.keys import token_of
from transcripts.api.recordings import LibraryView
from transcripts.api.said import body, said
from transcripts.library.sharing import links_of
from transcripts.models import GuestLink, Recording


class SharingView(LibraryView):
    def shared(self, request: Request, pk: UUID) -> Recording:
        """Raises Http404 for those who only read here: whom a recording was given to is not theirs to know."""
        page = self.page(request, pk)
        if not access.may_edit(token_of(request).user, page.recording):
            raise Http404
        return page.recording

    def link(self, request: Request, pk: UUID, link_id: UUID) -> GuestLink:
        row = self.shared(request, pk)
        found = access.guest_links(token_of(request).user).filter(pk=link_id, recording=row).first()
        if found is None:
            raise Http404
        return found


class GuestLinks(SharingView):
    def get(self, request: Request, pk: UUID) -> Response:
        row = self.shared(request, pk)
        links = links_of(token_of(request).user, row)
        return Response({"results": [_told(link) for link in links], "next": None})

    def post(self, request: Request, pk: UUID) -> Response:
        """The address is in this answer alone."""
        link, token = sharing.share(
            by=token_of(request).user,
            recording=self.shared(request, pk),
            days=_days(request),
            name=said(request, "name"),
            password=said(request, "password"),
            may_download=body(request).get("download") is True,
        )
        address = request.build_absolute_uri(reverse("shared", args=[token]))
        return Response({**_told(link), "address": address}, 201)


class OneGuestLink(SharingView):
    def get(self, request: Request, pk: UUID, link_id: UUID) -> Response:
        return Response(_told(self.link(request, pk, link_id)))

    def delete(self, request: Request, pk: UUID, link_id: UUID) -> Response:
        sharing.revoke(by=token_of(request).user, link=self.link(request, pk, link_id))
        return Response(status=204)


def _days(request: Request) -> int:
    """Raises BadDays for what is no whole number."""
    days = body(request).get("days", sharing.DAYS)
    if isinstance(days, bool) or not isinstance(days, int):
        raise BadDays(most=sharing.MOST_DAYS)
    return days


def _told(link: GuestLink) -> dict[str, Any]:
    return {
        "id": str(link.pk),
        "name": link.name,
        "hint": link.hint,
        "download": link.may_download,
        "password": bool(link.password),
        "created_at": link.created_at,
        "expires_at": link.expires_at,
        "revoked_at": link.revoked_at,
        "last_opened_at": link.last_opened_at,
    }
