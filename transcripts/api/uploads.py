"""Resumable uploads: tus 1.0 for programs and for our page. With the last byte an upload becomes a recording.

`GET` is ours: what became of an upload, and which ones were interrupted.
"""

from typing import Any
from uuid import UUID

from django.conf import settings
from django.db.models import Q, QuerySet
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from rest_framework.authentication import BaseAuthentication
from rest_framework.exceptions import NotAuthenticated, ParseError, PermissionDenied
from rest_framework.request import Request
from rest_framework.response import Response

from hispeech_web.reception import GUEST, reception
from transcripts import access
from transcripts.actions import bring
from transcripts.api import tus
from transcripts.api.acquaintance import KnownToken
from transcripts.api.bodies import FileDoor
from transcripts.api.incoming import CUT, announcement_of, blocks_by, blocks_of, checked, size_of
from transcripts.api.keys import TokenAuthentication, presented
from transcripts.api.outcomes import expiry, refusal, told
from transcripts.api.sessions import PageSession, SignedOut, comes_from_a_page
from transcripts.errors import NotAllowed
from transcripts.models import ApiToken, Stage, Team, Upload, User

# What clients that know only GET and POST may mean by a POST.
MEANT = ("PATCH", "DELETE")


class TusView(FileDoor):
    authentication_classes = [TokenAuthentication, PageSession]

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        meant = request.headers.get("X-HTTP-Method-Override", "").upper()
        if request.method == "POST" and meant in MEANT:
            request.method = meant
        return super().dispatch(request, *args, **kwargs)

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        if request.method not in ("OPTIONS", "GET") and request.headers.get("Tus-Resumable") != tus.VERSION:
            raise tus.WrongVersion
        if request.method != "OPTIONS":
            super().initial(request, *args, **kwargs)

    def permission_denied(self, request: Request, message: str | None = None, code: str | None = None) -> Any:
        if request.user:
            raise PermissionDenied(message, code)
        if not presented(request) and comes_from_a_page(request):
            raise SignedOut
        raise NotAuthenticated

    def finalize_response(self, request: Request, response: Response, *args: Any, **kwargs: Any) -> Response:
        response["Tus-Resumable"] = tus.VERSION
        response["Cache-Control"] = "no-store"
        if response.status_code == tus.WrongVersion.status_code:
            response["Tus-Version"] = tus.VERSION
        return super().finalize_response(request, response, *args, **kwargs)

    def options(  # type: ignore[override]  # Django names its own request; REST framework hands on another
        self, request: Request, *args: Any, **kwargs: Any
    ) -> Response:
        return Response(
            status=204,
            headers={
                "Tus-Version": tus.VERSION,
                "Tus-Extension": tus.EXTENSIONS,
                "Tus-Max-Size": str(settings.MAX_UPLOAD_BYTES),
                "Tus-Checksum-Algorithm": ",".join(tus.ALGORITHMS),
            },
        )

    # --- what both addresses do ------------------------------------------------------------------

    def mine(self) -> QuerySet[Upload]:
        rows = access.uploads(self.me())
        team = self.team()
        return rows if team is None else rows.filter(team=team)

    def me(self) -> User:
        user = self.request.user
        if not isinstance(user, User):
            raise NotAuthenticated
        return user

    def team(self) -> Team | None:
        """A key opens one team; a person is asked for none."""
        return self.request.auth.team if isinstance(self.request.auth, ApiToken) else None

    def receive(self, upload: Upload, offset: int) -> int:
        """Add this request's body. Raises CutShort where not all of it came, ChecksumMismatch, or what the desk raises."""
        request = self.request
        if request.headers.get("Content-Type", "").partition(";")[0].strip() != tus.BODY:
            raise tus.WrongType
        size = size_of(request)
        if claimed := request.headers.get("Upload-Checksum", ""):
            with checked(request, claimed) as body:
                reached = bring.add(
                    by=self.me(), upload=upload, blocks=blocks_by(body.read), offset=offset, size=size
                )
        else:
            reached = self._stream(upload, offset, size)
        if reached < offset + size:
            raise tus.CutShort
        return reached

    def _stream(self, upload: Upload, offset: int, size: int) -> int:
        blocks = blocks_of(self.request._request)
        try:
            return bring.add(by=self.me(), upload=upload, blocks=blocks, offset=offset, size=size)
        except CUT:
            raise tus.CutShort from None


class Uploads(TusView):
    def post(self, request: Request) -> Response:
        """Announce a file; its first bytes may come along."""
        team = self.team() or self._named()
        upload = bring.announce(by=self.me(), team=team, announcement=announcement_of(request))
        headers = {"Location": reverse("api_upload", args=[upload.pk])}
        if not int(request.META.get("CONTENT_LENGTH") or 0):
            return Response(status=201, headers=headers | expiry(upload))
        offset = self.receive(upload, 0)
        if upload.state == Stage.REFUSED:
            return refusal(upload)
        return Response(status=201, headers=headers | expiry(upload) | {"Upload-Offset": str(offset)})

    def _named(self) -> Team | None:
        """Our page says for which team it is: another may have been chosen in another tab. Raises NotAllowed."""
        name = tus.metadata(self.request.headers.get("Upload-Metadata", "")).get("team", "")
        if not name:
            return None
        found = [team for team in access.teams(self.me()) if str(team.pk) == name]
        if not found:
            raise NotAllowed
        return found[0]

    def get(self, request: Request) -> Response:
        """Those that were broken off and may be gone on with, the newest first."""
        living = Q(state=Stage.RECEIVED) | Q(state=Stage.RECEIVING, expires_at__gt=timezone.now())
        rows = self.mine().filter(living)
        return Response({"results": [told(upload) for upload in rows], "next": None})


class One(TusView):
    def get_authenticators(self) -> list[BaseAuthentication]:
        return (
            [KnownToken(), PageSession()] if self.request.method == "PATCH" else super().get_authenticators()
        )

    def _upload(self, pk: UUID) -> Upload:
        upload = self.mine().filter(pk=pk).first()
        if upload is None:
            raise Http404
        return upload

    def _let_go_others(self) -> None:
        """The same sender has come back: what still hangs on the old connection gives what it has."""
        guest = self.request.META.get(GUEST)
        here = self.request.path_info.rstrip("/")
        for path in (here, f"{here}/"):
            reception.interrupt(path, but=guest)

    def head(self, request: Request, pk: UUID) -> Response:
        upload = self._upload(pk)
        self._let_go_others()
        offset = bring.offset(by=self.me(), upload=upload)
        length = (
            {"Upload-Defer-Length": "1"} if upload.length is None else {"Upload-Length": str(upload.length)}
        )
        metadata = {"Upload-Metadata": upload.metadata} if upload.metadata else {}
        return Response(headers=length | metadata | expiry(upload) | {"Upload-Offset": str(offset)})

    def patch(self, request: Request, pk: UUID) -> Response:
        offset = tus.number(request.headers.get("Upload-Offset"), "Upload-Offset")
        upload = self._upload(pk)
        self._say_length(upload)
        self._let_go_others()
        reached = self.receive(upload, offset)
        if upload.state == Stage.REFUSED:
            return refusal(upload)
        return Response(status=204, headers=expiry(upload) | {"Upload-Offset": str(reached)})

    def _say_length(self, upload: Upload) -> None:
        said = self.request.headers.get("Upload-Length")
        if said is None:
            return
        length = tus.number(said, "Upload-Length")
        if upload.length is None:
            bring.say_length(by=self.me(), upload=upload, length=length)
        elif upload.length != length:
            raise ParseError(_("Upload-Length cannot change."))

    def delete(self, request: Request, pk: UUID) -> Response:
        upload = self._upload(pk)
        self._let_go_others()
        bring.withdraw(by=self.me(), upload=upload)
        return Response(status=204)

    def get(self, request: Request, pk: UUID) -> Response:
        return Response(told(self._upload(pk)))
