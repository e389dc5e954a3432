"""Resumable uploads: tus 1.0 for programs and for our page. With the last byte an upload becomes a recording.

`GET` is ours: what became of an upload, and which ones were interrupted.
"""

import hmac
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import IO, Any
from uuid import UUID

from django.conf import settings
from django.db.models import QuerySet
from django.http import Http404, HttpRequest
from django.http.request import UnreadablePostError
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from rest_framework.exceptions import NotAuthenticated, ParseError
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from hispeech_web.reception import GUEST, SenderGone, reception
from hispeech_web.reception import Body as Arriving
from transcripts import access
from transcripts.actions import bring
from transcripts.actions.bring import Announcement
from transcripts.api import tus
from transcripts.api.bodies import LengthRequired, hear_out
from transcripts.api.errors import Body, Problem, body_of
from transcripts.api.keys import TokenAuthentication, presented
from transcripts.api.sessions import PageSession, SignedOut, comes_from_a_page
from transcripts.library.known import offer_of_known
from transcripts.library.words import sentence_in_words
from transcripts.models import ApiToken, Recording, Stage, Team, Transcription, Upload, User

BLOCK = 256 * 1024
# How a body that ends early is told: by the reception, or by Django.
CUT = (SenderGone, UnreadablePostError)
YES = ("1", "true", "on", "yes")
# What clients that know only GET and POST may mean by a POST.
MEANT = ("PATCH", "DELETE")


class TusView(APIView):
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
        if not presented(request) and comes_from_a_page(request):
            raise SignedOut
        raise NotAuthenticated

    def finalize_response(self, request: Request, response: Response, *args: Any, **kwargs: Any) -> Response:
        if response.status_code >= 400:
            hear_out(self.request._request)
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
        size = _size(request)
        if claimed := request.headers.get("Upload-Checksum", ""):
            with _checked(request, claimed) as body:
                reached = bring.add(
                    by=self.me(), upload=upload, blocks=_read(body.read), offset=offset, size=size
                )
        else:
            reached = self._stream(upload, offset, size)
        if reached < offset + size:
            raise tus.CutShort
        return reached

    def _stream(self, upload: Upload, offset: int, size: int) -> int:
        blocks = _blocks(self.request._request)
        try:
            return bring.add(by=self.me(), upload=upload, blocks=blocks, offset=offset, size=size)
        except CUT:
            raise tus.CutShort from None


class Uploads(TusView):
    def post(self, request: Request) -> Response:
        """Announce a file; its first bytes may come along."""
        upload = bring.announce(by=self.me(), team=self.team(), announcement=_announcement(request))
        headers = {"Location": reverse("api_upload", args=[upload.pk])}
        if not int(request.META.get("CONTENT_LENGTH") or 0):
            return Response(status=201, headers=headers | _expiry(upload))
        offset = self.receive(upload, 0)
        if upload.state == Stage.REFUSED:
            return _refusal(upload)
        return Response(status=201, headers=headers | _expiry(upload) | {"Upload-Offset": str(offset)})

    def get(self, request: Request) -> Response:
        """Those that were broken off and may be gone on with, the newest first."""
        rows = self.mine().select_related("made").filter(state__in=[Stage.RECEIVING, Stage.RECEIVED])
        return Response({"results": [_told(upload) for upload in rows], "next": None})


class One(TusView):
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
        return Response(headers=length | metadata | _expiry(upload) | {"Upload-Offset": str(offset)})

    def patch(self, request: Request, pk: UUID) -> Response:
        offset = tus.number(request.headers.get("Upload-Offset"), "Upload-Offset")
        upload = self._upload(pk)
        self._say_length(upload)
        self._let_go_others()
        reached = self.receive(upload, offset)
        if upload.state == Stage.REFUSED:
            return _refusal(upload)
        return Response(status=204, headers=_expiry(upload) | {"Upload-Offset": str(reached)})

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
        return Response(_told(self._upload(pk)))


# --- what was sent -------------------------------------------------------------------------------


def _size(request: Request) -> int:
    length = request.META.get("CONTENT_LENGTH")
    if not length:
        if "chunked" in request.headers.get("Transfer-Encoding", "").lower():
            raise LengthRequired
        return 0
    return int(length)


def _announcement(request: Request) -> Announcement:
    header = request.headers.get("Upload-Metadata", "")
    said = tus.metadata(header)

    def wished(name: str) -> bool:
        return said.get(name, "").strip().lower() in YES

    track = said.get("track", "").strip()
    return Announcement(
        filename=said.get("filename", ""),
        stt_model=said.get("stt_model", ""),
        length=_length(request),
        title=said.get("title", ""),
        confidential=wished("secure_mode"),
        again=wished("again"),
        track=tus.number(track, "track") if track else None,
        ask_track=wished("ask_track"),
        metadata=header,
    )


def _length(request: Request) -> int | None:
    if "Upload-Length" not in request.headers and request.headers.get("Upload-Defer-Length") == "1":
        return None
    return tus.number(request.headers.get("Upload-Length"), "Upload-Length")


def _blocks(request: HttpRequest) -> Iterator[bytes]:
    """As they come. Raises OSError where the body ends early."""
    body = request.META["wsgi.input"]
    return _read(body.read1 if isinstance(body, Arriving) else request.read)


def _read(read: Callable[[int], bytes]) -> Iterator[bytes]:
    while block := read(BLOCK):
        yield block


@contextmanager
def _checked(request: Request, claimed: str) -> Iterator[IO[bytes]]:
    """The body, set aside until it has proved right: of a wrong one nothing is kept. Raises ChecksumMismatch."""
    digest, expected = tus.checksum(claimed)
    with tempfile.TemporaryFile(dir=settings.SCRATCH_DIR) as aside:
        with bring.storage_trouble():
            _set_aside(request._request, aside, digest)
        if not hmac.compare_digest(digest.digest(), expected):
            raise tus.ChecksumMismatch
        aside.seek(0)
        yield aside


def _set_aside(request: HttpRequest, aside: IO[bytes], digest: tus.Digest) -> None:
    try:
        for block in _blocks(request):
            digest.update(block)
            aside.write(block)
        aside.flush()
    except CUT:
        raise tus.CutShort from None


# --- what is answered ----------------------------------------------------------------------------


def _expiry(upload: Upload) -> dict[str, str]:
    """Only what is under way expires."""
    return {"Upload-Expires": tus.date(upload.expires_at)} if upload.state == Stage.RECEIVING else {}


def _reason(upload: Upload) -> Problem:
    message = sentence_in_words(upload.sentence, upload.params)
    return Problem(422, upload.code, message, {upload.field: [message]} if upload.field else {})


def _refusal(upload: Upload) -> Response:
    """All bytes came, and nothing can be made of them: the client need not try again."""
    problem = _reason(upload)
    return Response(body_of(problem), problem.status)


def _told(upload: Upload) -> Body:
    recording = upload.made if upload.state in (Stage.DONE, Stage.KNOWN) else None
    return {
        "id": str(upload.pk),
        "state": upload.state,
        "offset": bring.offset_of(upload),
        "length": upload.length,
        "filename": upload.filename,
        # As it was announced: by it a page knows the same file again.
        "metadata": tus.metadata(upload.metadata),
        "title": upload.title,
        "created_at": upload.created_at,
        "expires_at": upload.expires_at,
        "recording": _recording(recording) if recording else None,
        "existing": _existing(upload),
        "error": _error(upload),
        "tracks": _tracks(upload, recording),
    }


def _recording(recording: Recording) -> Body:
    return {
        "id": str(recording.pk),
        "title": recording.title,
        "url": reverse("recording", args=[recording.pk]),
        "status_url": reverse("recording_status", args=[recording.pk]),
    }


def _existing(upload: Upload) -> Body | None:
    """What the team has already: to be used for nothing, or bought once more at `transcribe_url` with `again`."""
    known = upload.transcription
    if upload.state != Stage.KNOWN or not isinstance(known, Transcription):
        return None
    offer = offer_of_known(known)
    return {
        "url": reverse("recording", args=[known.recording_id]),
        "transcribe_url": reverse("recording_transcribe", args=[known.recording_id]),
        "stt_model": known.stt_model,
        "confidential": known.confidential,
        "who_when": offer.who_when,
        "use": offer.use,
        "again": offer.again,
    }


def _error(upload: Upload) -> Body | None:
    if upload.state != Stage.REFUSED:
        return None
    problem = _reason(upload)
    return {"code": problem.code, "message": problem.message, "field": upload.field}


def _tracks(upload: Upload, recording: Recording | None) -> list[Any] | None:
    """Where a person is to choose one; nothing was ordered then."""
    waits = recording is not None and upload.state == Stage.DONE and upload.transcription_id is None
    return recording.tracks if waits and recording is not None else None
