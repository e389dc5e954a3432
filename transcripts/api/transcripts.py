"""Transcripts for programs: read, correct, go back; notes are in `notes`, replacing in many in `replacing`."""

from uuid import UUID

from django.http import Http404
from rest_framework.request import Request
from rest_framework.response import Response

from transcripts.actions import correct
from transcripts.actions.reading import opened
from transcripts.actions.revising import Clash, newest_revision
from transcripts.api import versions
from transcripts.api.bodies import BoundedJSONParser, hear_out
from transcripts.api.errors import Handler, answer
from transcripts.api.keys import token_of
from transcripts.api.recordings import LibraryView
from transcripts.api.said import body, said
from transcripts.errors import Refused, gettext_noop
from transcripts.library import differences, history
from transcripts.library.preferred import preferred
from transcripts.models import Revision, Status, Transcription

MOST = 100


class NothingSaid(Refused):
    code = "nothing_said"
    field = "text"
    sentence = gettext_noop("Send “text” or “paragraphs”.")


def _with_clash(error: Exception, context: dict[str, object]) -> Response:
    response = answer(error, context)
    if isinstance(error, Clash):
        response.data["error"]["clash"] = versions.clash(error)
    return response


class TranscriptView(LibraryView):
    """Of the transcription that is read (`preferred`), or of `?transcription=`."""

    parser_classes = [BoundedJSONParser]

    def get_exception_handler(self) -> Handler:
        return _with_clash

    def finalize_response(
        self, request: Request, response: Response, *args: object, **kwargs: object
    ) -> Response:
        if response.status_code == 413:
            hear_out(self.request._request)
        return super().finalize_response(request, response, *args, **kwargs)

    def job(self, request: Request, pk: UUID) -> Transcription:
        """Raises Http404 where there is none with words."""
        wanted = request.query_params.get("transcription", "")
        runs = self.page(request, pk).transcriptions
        if wanted:
            found = [run for run in runs if str(run.pk) == wanted]
        else:
            found = preferred(run for run in runs if run.status == Status.COMPLETED)
        if not found:
            raise Http404
        return found[0]

    def newest(self, request: Request, pk: UUID) -> Revision:
        return _found(newest_revision(self.job(request, pk)))

    def numbered(self, request: Request, pk: UUID, number: int) -> Revision:
        rows = Revision.objects.filter(transcription=self.job(request, pk), number=number)
        return _found(rows.select_related("author").first())


def _found(revision: Revision | None) -> Revision:
    if revision is None:
        raise Http404
    return revision


def asked_number(request: Request, name: str) -> int | None:
    """A number in the address; None where there is none."""
    value = request.query_params.get(name, "")
    if not value:
        return None
    if not (value.isascii() and value.isdigit()) or len(value) > 9:
        raise versions.BadNumber(name=name)
    return int(value)


def _base(request: Request) -> int | None:
    value = body(request).get("base")
    return None if value is None else versions.number(value, "base")


class Transcript(TranscriptView):
    """`GET ?from=&to=`: these paragraphs of the current words; `PUT` all of them, `PATCH` some."""

    def get(self, request: Request, pk: UUID) -> Response:
        first, behind = asked_number(request, "from"), asked_number(request, "to")
        revision = self.newest(request, pk)
        opened(by=token_of(request).user, recording=revision.transcription.recording)
        return Response(versions.transcript(revision, first or 0, behind))

    def put(self, request: Request, pk: UUID) -> Response:
        by, job, base = token_of(request).user, self.job(request, pk), _base(request)
        if "paragraphs" in body(request):
            told = versions.paragraphs_said(body(request)["paragraphs"])
            made = correct.rewrite_paragraphs(by=by, transcription=job, paragraphs=told, base=base)
        elif "text" in body(request):
            made = correct.rewrite(by=by, transcription=job, text=said(request, "text"), base=base)
        else:
            raise NothingSaid
        return Response(versions.transcript(made))

    def patch(self, request: Request, pk: UUID) -> Response:
        made = correct.change(
            by=token_of(request).user,
            transcription=self.job(request, pk),
            base=_base(request),
            changes=versions.changes_said(body(request).get("changes")),
        )
        return Response({**versions.revision(made), "order": made.order})


class Revisions(TranscriptView):
    """`GET ?limit=&cursor=`: newest first. `?grouped=true`: what was saved in one go as one, all of it."""

    def get(self, request: Request, pk: UUID) -> Response:
        job = self.job(request, pk)
        if request.query_params.get("grouped", "") in ("true", "1"):
            told = [versions.entry(one) for one in history.history(job)]
            return Response({"results": told, "next": None})
        size = min(max(asked_number(request, "limit") or MOST, 1), MOST)
        rows = Revision.objects.filter(transcription=job).select_related("author").defer("order")
        after = asked_number(request, "cursor")
        if after is not None:
            rows = rows.filter(number__lt=after)
        found = list(rows.order_by("-number")[: size + 1])
        following = str(found[size - 1].number) if len(found) > size else None
        return Response({"results": [versions.revision(one) for one in found[:size]], "next": following})


class OneRevision(TranscriptView):
    def get(self, request: Request, pk: UUID, number: int) -> Response:
        first, behind = asked_number(request, "from"), asked_number(request, "to")
        one = self.numbered(request, pk, number)
        return Response({**versions.revision(one), **versions.transcript(one, first or 0, behind)})


class RestoreRevision(TranscriptView):
    def post(self, request: Request, pk: UUID, number: int) -> Response:
        one = self.numbered(request, pk, number)
        made = correct.restore(by=token_of(request).user, transcription=one.transcription, number=number)
        return Response(versions.revision(made))


class Differences(TranscriptView):
    """`GET ?from=&to=`: two versions; without them the machine's and the newest."""

    def get(self, request: Request, pk: UUID) -> Response:
        before = self.numbered(request, pk, asked_number(request, "from") or 0)
        to = asked_number(request, "to")
        after = self.newest(request, pk) if to is None else self.numbered(request, pk, to)
        told = [versions.difference(one) for one in differences.differences(before, after)]
        return Response({"from": before.number, "to": after.number, "differences": told})
