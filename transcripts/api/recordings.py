"""The library for programs: recordings of the token's team, their transcriptions, and the words."""

from uuid import UUID

from django.db import transaction
from django.http import Http404
from django.shortcuts import get_object_or_404
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from transcripts import access
from transcripts.actions import edit
from transcripts.actions.cancel import cancel
from transcripts.actions.private import share_with_team
from transcripts.actions.remove import delete_for_good, remove, restore
from transcripts.actions.retry import retry
from transcripts.actions.submit import UnknownModel
from transcripts.actions.transcribe import transcribe
from transcripts.api import shapes
from transcripts.api.bodies import BoundedJSONParser
from transcripts.api.keys import token_of
from transcripts.api.placing import mark, put
from transcripts.api.said import body, said
from transcripts.errors import Refused, gettext_noop
from transcripts.library.cursor import is_cursor
from transcripts.library.filters import GROUPS, NOT_ORDERED, View
from transcripts.library.pages import RecordingPage, Row, recording_page, rows_after
from transcripts.library.trash import told
from transcripts.models import Recording, Status, Transcription

MOST = 100
KNOWN_STATUSES = {*Status.values, *GROUPS, NOT_ORDERED}


class NoSuchStatus(Refused):
    code = "no_such_status"
    field = "status"
    sentence = gettext_noop("There is no such status.")


class NoSuchCursor(Refused):
    code = "no_such_cursor"
    field = "cursor"
    sentence = gettext_noop("This is no cursor of a list in this order: take `next` from an answer as it is.")


class NoSuchModel(UnknownModel):
    """As the field is called where programs send JSON."""

    field = "model"


class LibraryView(APIView):
    parser_classes = [BoundedJSONParser]

    def handle_exception(self, exc: Exception) -> Response:
        return super().handle_exception(NoSuchModel() if isinstance(exc, UnknownModel) else exc)

    def page(self, request: Request, recording_id: UUID, transcription: UUID | str = "") -> RecordingPage:
        """Raises Http404 for what is not there, or not for this token."""
        token = token_of(request)
        page = recording_page(token.user, recording_id, str(transcription))
        if page.recording.team_id != token.team_id:
            raise Http404
        return page

    def transcription(self, request: Request, recording_id: UUID, transcription_id: UUID) -> Transcription:
        page = self.page(request, recording_id)
        found = [run for run in page.transcriptions if run.pk == transcription_id]
        if not found:
            raise Http404
        return found[0]

    def tell(self, request: Request, recording_id: UUID, status: int = 200) -> Response:
        page = self.page(request, recording_id)
        newest = page.transcriptions[0] if page.transcriptions else None
        return Response(shapes.recording(Row(page.recording, newest, page.tags)), status)


class Recordings(LibraryView):
    """`GET ?q=&folder=&tag=&status=&model=&person=&month=&from=&to=&length=&sort=&limit=&cursor=`: newest first, unless `sort` says else."""

    def get(self, request: Request) -> Response:
        asked, token = request.query_params, token_of(request)
        view = View.of(asked)
        if view.narrowing.status and view.narrowing.status not in KNOWN_STATUSES:
            raise NoSuchStatus
        after = asked.get("cursor", "")
        if after and not is_cursor(after, view.sort):
            raise NoSuchCursor
        limit = asked.get("limit", "")
        size = min(max(int(limit), 1), MOST) if limit.isascii() and limit.isdigit() else None
        rows, following = rows_after(
            token.user,
            q=view.q,
            after=after,
            team=token.team,
            narrowing=view.narrowing,
            sort=view.sort,
            size=size,
        )
        return Response({"results": [shapes.recording(row) for row in rows], "next": following})


class One(LibraryView):
    def get(self, request: Request, pk: UUID) -> Response:
        return self.tell(request, pk)

    def patch(self, request: Request, pk: UUID) -> Response:
        """`{"title"?, "note"?, "folder"?, "tags"?, "private": false?}`: all of it is changed, or nothing."""
        row, by, told = self.page(request, pk).recording, token_of(request).user, body(request)
        with transaction.atomic():
            if "title" in told:
                edit.rename(by=by, recording=row, title=said(request, "title"))
            if "note" in told:
                edit.annotate(by=by, recording=row, note=said(request, "note"))
            if "folder" in told:
                put(by, row, told["folder"])
            if "tags" in told:
                mark(by, row, told["tags"])
            if told.get("private") is False and row.private:
                share_with_team(by=by, recording=row)
        return self.tell(request, pk)

    def delete(self, request: Request, pk: UUID) -> Response:
        """Into the trash, and nothing is lost; with `?permanent=true` for good, from the library or the trash."""
        if request.query_params.get("permanent", "").lower() == "true":
            return self._delete_for_good(request, pk)
        remove(by=token_of(request).user, recording=self.page(request, pk).recording)
        return Response(status=204)

    def _delete_for_good(self, request: Request, pk: UUID) -> Response:
        token = token_of(request)
        both = access.recordings(token.user, token.team) | access.trash(token.user, token.team)
        receipt = delete_for_good(by=token.user, recording=get_object_or_404(both, pk=pk))
        return Response(told(receipt))


class Restore(LibraryView):
    def post(self, request: Request, pk: UUID) -> Response:
        token = token_of(request)
        row: Recording = get_object_or_404(access.trash(token.user), pk=pk, team=token.team)
        restore(by=token.user, recording=row)
        return self.tell(request, pk)


class Transcriptions(LibraryView):
    def get(self, request: Request, pk: UUID) -> Response:
        runs = self.page(request, pk).transcriptions
        return Response({"results": [shapes.offered(run) for run in runs], "next": None})

    def post(self, request: Request, pk: UUID) -> Response:
        made = transcribe(
            by=token_of(request).user,
            recording=self.page(request, pk).recording,
            stt_model=said(request, "model"),
            confidential=body(request).get("secure_mode") is True,
            again=body(request).get("again") is True,
        )
        return Response(shapes.offered(made), 201)


class OneTranscription(LibraryView):
    def get(self, request: Request, pk: UUID, transcription_id: UUID) -> Response:
        return Response(shapes.offered(self.transcription(request, pk, transcription_id)))


class Retry(LibraryView):
    """Whether that is free is told beforehand, in the transcription's `retry`."""

    def post(self, request: Request, pk: UUID, transcription_id: UUID) -> Response:
        job = self.transcription(request, pk, transcription_id)
        retry(by=token_of(request).user, transcription=job, may_cost=True)
        return Response(shapes.offered(job))


class Cancel(LibraryView):
    def post(self, request: Request, pk: UUID, transcription_id: UUID) -> Response:
        job = self.transcription(request, pk, transcription_id)
        cancel(by=token_of(request).user, transcription=job)
        return Response(shapes.offered(job))
