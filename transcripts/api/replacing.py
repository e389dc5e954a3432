"""Find and replace through many transcripts, for programs."""

from uuid import UUID

from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from transcripts.actions import replace
from transcripts.api.bodies import BoundedJSONParser
from transcripts.api.errors import Body
from transcripts.api.keys import token_of
from transcripts.api.said import body, said
from transcripts.errors import Refused, gettext_noop
from transcripts.library import finding
from transcripts.library.finding import Found
from transcripts.library.words import in_words
from transcripts.models import Transcription


class BadRecordings(Refused):
    code = "bad_recordings"
    field = "recordings"
    sentence = gettext_noop("Name the recordings by a list of their ids.")


class Replace(APIView):
    """`POST {"find", "replace", "recordings": [id], "folded"?, "whole_words"?, "preview"?}`.

    In the newest version of the newest finished transcription of each; recordings that are not there are passed over.
    """

    parser_classes = [BoundedJSONParser]

    def post(self, request: Request) -> Response:
        wanted = replace.asked(
            said(request, "find"),
            folded=body(request).get("folded") is True,
            whole_words=body(request).get("whole_words") is True,
        )
        runs = self._chosen(request)
        if body(request).get("preview") is True:
            found = list(finding.in_transcripts(runs, wanted))
            return Response(
                {"count": sum(one.count for one in found), "results": [_found(one) for one in found]}
            )
        batch = replace.replace(
            by=token_of(request).user, transcriptions=runs, wanted=wanted, text=said(request, "replace")
        )
        return Response(_done(batch))

    def _chosen(self, request: Request) -> list[Transcription]:
        value, token = body(request).get("recordings"), token_of(request)
        if not isinstance(value, list) or not value:
            raise BadRecordings
        if len(value) > replace.MOST_TRANSCRIPTS:
            raise replace.TooMany(most=replace.MOST_TRANSCRIPTS)
        try:
            ids = [UUID(one) for one in value]
        except (ValueError, TypeError, AttributeError):
            raise BadRecordings from None
        return finding.with_words(token.user, token.team, ids)


class Undo(APIView):
    """What somebody has changed since stays as it is."""

    def post(self, request: Request, batch: UUID) -> Response:
        token = token_of(request)
        undone = replace.undo(by=token.user, team=token.team, batch=batch)
        return Response({"transcripts": undone.transcripts, "left": undone.left})


def _found(one: Found) -> Body:
    return {
        "recording": str(one.transcription.recording_id),
        "title": one.transcription.recording.title,
        "transcription": str(one.transcription.pk),
        "revision": one.revision.number,
        "count": one.count,
        "places": [
            {
                "paragraph": place.paragraph,
                "start": place.start,
                "before": place.before,
                "match": place.match,
                "after": place.after,
            }
            for place in one.places
        ],
    }


def _done(batch: replace.Batch) -> Body:
    return {
        "batch": str(batch.id),
        "count": batch.count,
        "results": [
            {
                "recording": str(one.transcription.recording_id),
                "revision": one.revision.number,
                "count": one.count,
            }
            for one in batch.done
            if one.count
        ],
        "refused": [
            {"recording": str(run.recording_id), "code": error.code, "message": in_words(error)}
            for run, error in batch.refused
        ],
    }
