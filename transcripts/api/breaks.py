"""What people decided about a transcript's subtitles, for programs."""

from typing import Any
from uuid import UUID

from rest_framework.request import Request
from rest_framework.response import Response

from transcripts.actions import recut
from transcripts.actions.recutting import BadBreaks
from transcripts.api import versions
from transcripts.api.keys import token_of
from transcripts.api.said import body
from transcripts.api.transcripts import TranscriptView
from transcripts.library.exporting import preset_named
from transcripts.library.sheets import Sheet, sheet
from transcripts.text.cues import BROADCAST
from transcripts.text.marks import Kind, Mark


class BreaksOfSubtitles(TranscriptView):
    """`GET ?preset=&transcription=`; `PUT {"revision", "version", "breaks"}` all of them at once."""

    def get(self, request: Request, pk: UUID) -> Response:
        return Response(_told(sheet(self.newest(request, pk), _preset(request))))

    def put(self, request: Request, pk: UUID) -> Response:
        said = body(request)
        made = recut.put(
            by=token_of(request).user,
            transcription=self.job(request, pk),
            preset=_preset(request),
            revision=versions.number(said.get("revision"), "revision"),
            version=versions.number(said.get("version"), "version"),
            marks=_marks(said.get("breaks")),
        )
        return Response(_told(made))


def _preset(request: Request) -> str:
    return preset_named(request.query_params.get("preset", BROADCAST.name)).name


def _told(made: Sheet) -> dict[str, object]:
    return {
        "transcription": str(made.revision.transcription_id),
        "revision": made.revision.number,
        "preset": made.preset,
        "version": made.version,
        "breaks": [_break(at, mark) for at, mark in sorted(made.cutting.marks.items())],
    }


def _break(at: int, mark: Mark) -> dict[str, object]:
    return {"word": at, "kind": mark.kind.value, "early": mark.early}


def _marks(told: object) -> dict[int, Mark]:
    """Raises BadBreaks."""
    if not isinstance(told, list):
        raise BadBreaks
    marks = dict(map(_mark, told))
    if len(marks) < len(told):
        raise BadBreaks
    return marks


def _mark(told: Any) -> tuple[int, Mark]:
    try:
        at, kind, early = told["word"], Kind(told["kind"]), told.get("early", 0)
    except (KeyError, TypeError, ValueError, AttributeError):
        raise BadBreaks from None
    if type(at) is not int or type(early) is not int:
        raise BadBreaks
    return at, Mark(kind, early)
