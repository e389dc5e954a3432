"""Notes at moments of a recording, for programs."""

from uuid import UUID

from django.http import Http404
from rest_framework.request import Request
from rest_framework.response import Response

from transcripts.actions import notes
from transcripts.api.errors import Body
from transcripts.api.keys import token_of
from transcripts.api.said import body, said
from transcripts.api.transcripts import TranscriptView
from transcripts.api.versions import person
from transcripts.library.notes import Thread, threads
from transcripts.models import Note


def _told(note: Note) -> Body:
    return {
        "id": note.pk,
        "moment": note.moment,
        "text": note.text,
        "author": person(note.author),
        "created_at": note.created_at,
        "changed_at": note.changed_at,
    }


def _thread(one: Thread) -> Body:
    return {
        **_told(one.note),
        "resolved": one.is_resolved,
        "resolved_by": person(one.note.resolved_by),
        "replies": [_told(reply) for reply in one.replies],
    }


class Notes(TranscriptView):
    """`GET ?resolved=false`: threads by moment; `POST {"moment", "text"}` opens one, `{"replies_to", "text"}` answers one."""

    def get(self, request: Request, pk: UUID) -> Response:
        with_resolved = request.query_params.get("resolved", "") not in ("false", "0")
        told = [_thread(one) for one in threads(self.job(request, pk), resolved=with_resolved)]
        return Response({"results": told, "next": None})

    def post(self, request: Request, pk: UUID) -> Response:
        by, text = token_of(request).user, said(request, "text")
        if "replies_to" in body(request):
            note = self.note(request, pk, body(request)["replies_to"])
            return Response(_told(notes.reply(by=by, note=note, text=text)), 201)
        moment = body(request).get("moment")
        if not isinstance(moment, int | float) or isinstance(moment, bool):
            raise notes.NoMoment
        made = notes.write(by=by, transcription=self.job(request, pk), moment=float(moment), text=text)
        return Response(_told(made), 201)

    def note(self, request: Request, pk: UUID, number: object) -> Note:
        """Of this recording, whichever transcription it is about. Raises Http404."""
        recording = self.page(request, pk).recording
        if not isinstance(number, int) or not 0 <= number < 2**63:
            raise Http404
        found = Note.objects.filter(pk=number, transcription__recording=recording)
        note = found.select_related("transcription__recording", "author", "parent__transcription").first()
        if note is None:
            raise Http404
        return note


class OneNote(Notes):
    """`PATCH {"text"}` one's own, `{"resolved": true}` any; `DELETE` one's own."""

    http_method_names = ["patch", "delete", "options"]

    def patch(self, request: Request, pk: UUID, number: int) -> Response:
        note, by = self.note(request, pk, number), token_of(request).user
        if "text" in body(request):
            note = notes.change(by=by, note=note, text=said(request, "text"))
        if "resolved" in body(request):
            note = notes.resolve(by=by, note=note, resolved=body(request)["resolved"] is True)
        return Response({**_told(note), "resolved": note.is_resolved})

    def delete(self, request: Request, pk: UUID, number: int) -> Response:
        notes.remove(by=token_of(request).user, note=self.note(request, pk, number))
        return Response(status=204)
