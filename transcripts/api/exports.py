"""Transcripts as files: one, or many in an archive."""

from collections.abc import Mapping
from uuid import UUID

from django.http import HttpResponse, StreamingHttpResponse
from django.utils.http import content_disposition_header
from rest_framework.renderers import BaseRenderer
from rest_framework.request import Request

from transcripts.actions.reading import exported, telling
from transcripts.api.keys import token_of
from transcripts.api.recordings import LibraryView
from transcripts.api.said import body
from transcripts.api.transcripts import TranscriptView, asked_number
from transcripts.errors import Refused, gettext_noop
from transcripts.library import bundle
from transcripts.library.exporting import file_name, order


class BadIds(Refused):
    code = "bad_ids"
    field = "ids"
    sentence = gettext_noop("Say which recordings by their ids, parted by commas.")


class OwnFormat:
    """`format` in the address says what is exported; refusals are JSON as everywhere."""

    def perform_content_negotiation(self, request: Request, force: bool = False) -> tuple[BaseRenderer, str]:
        renderer = self.get_renderers()[0]  # type: ignore[attr-defined]
        return renderer, renderer.media_type


class Export(OwnFormat, TranscriptView):
    """`GET ?format=&preset=&times=&speakers=&revision=&transcription=`: the newest version unless it is named."""

    def get(self, request: Request, pk: UUID) -> HttpResponse:
        asked, number = order(request.query_params.dict()), asked_number(request, "revision")
        revision = self.newest(request, pk) if number is None else self.numbered(request, pk, number)
        row = revision.transcription.recording
        made = asked.headed(row.team_id).write(revision)
        answer = HttpResponse(made.content, content_type=asked.format.media_type)
        exported(by=token_of(request).user, recordings=[row], format=asked.format.name)
        name = file_name(row.title, asked.format, made.note)
        answer["Content-Disposition"] = content_disposition_header(True, name)
        return answer


class Archive(OwnFormat, LibraryView):
    """`GET ?ids=&q=` or `POST {"ids": […]}` with the options of one export: a ZIP of many, made while it is sent."""

    reads = ("POST",)

    def get(self, request: Request) -> StreamingHttpResponse:
        asked = request.query_params.dict()
        ids = asked["ids"].split(",") if "ids" in asked else None
        return self.archive(request, asked, ids)

    def post(self, request: Request) -> StreamingHttpResponse:
        told = body(request)
        ids = told.get("ids")
        if ids is not None and not (isinstance(ids, list) and all(isinstance(one, str) for one in ids)):
            raise BadIds
        asked = {name: str(value) for name, value in told.items() if name != "ids"}
        return self.archive(request, asked, ids)

    def archive(
        self, request: Request, asked: Mapping[str, str], ids: list[str] | None
    ) -> StreamingHttpResponse:
        token, ordered = token_of(request), order(asked)
        found = bundle.chosen(token.user, token.team, ids=_ids(ids), q=asked.get("q", "").replace("\0", ""))
        told = telling(by=token.user, format=ordered.format.name)
        pieces = bundle.begun(bundle.archive(token.user, token.team, found, ordered, told))
        answer = StreamingHttpResponse(pieces, content_type="application/zip")
        answer["Content-Disposition"] = content_disposition_header(True, f"{token.team.name}.zip")
        return answer


def _ids(told: list[str] | None) -> list[UUID] | None:
    try:
        return None if told is None else [UUID(one.strip()) for one in told]
    except ValueError:
        raise BadIds from None
