"""The HiSpeech-compatible door: a script written for HiSpeech works after changing host and key.

The same fields and answers (docs/hispeech.md); every answer, refusals too, has HiSpeech's own shape.
What comes in here is a recording in the library like any other.
"""

from uuid import UUID

from django.core.files.uploadedfile import UploadedFile
from django.http import Http404
from rest_framework.request import Request
from rest_framework.response import Response

from transcripts import access
from transcripts.actions.order import AlreadyHere
from transcripts.actions.submit import submit
from transcripts.api.bodies import ExactMultiPartParser, FileDoor, check_length
from transcripts.api.errors import Handler, handler
from transcripts.api.jobs import job, refused
from transcripts.api.keys import token_of
from transcripts.api.waiting import wait_for
from transcripts.errors import Refused, gettext_noop
from transcripts.models import Transcription

YES = ("true", "1")


class NoFile(Refused):
    code = "no_file"
    field = "file"
    sentence = gettext_noop("Send the recording as a file, in the multipart field “file”.")


def _option(request: Request, name: str) -> str:
    """From the address or from the form: HiSpeech's clients use both."""
    return (request.query_params.get(name) or request.POST.get(name, "")).strip()


def _asked(request: Request, name: str) -> bool:
    return _option(request, name).lower() in YES


def file_of(request: Request) -> UploadedFile[bytes]:
    """Raises NoFile."""
    file = request.FILES.get("file")
    if not isinstance(file, UploadedFile):
        raise NoFile
    return file


class HiSpeechView(FileDoor):
    parser_classes = [ExactMultiPartParser]

    def get_exception_handler(self) -> Handler:
        return handler(refused)

    def tell(self, request: Request, transcription: Transcription, *, word_times: bool) -> Response:
        page = request.build_absolute_uri(f"/recordings/{transcription.recording_id}/")
        return Response(job(transcription, word_times=word_times, page=page))


class Upload(HiSpeechView):
    """`POST ?stt_model=…`, multipart `file`; `wait_for_result=true` stays until the words are there."""

    def post(self, request: Request) -> Response:
        check_length(request._request)
        transcription = self._submit(request)
        if _asked(request, "wait_for_result"):
            wait_for(transcription)
        return self.tell(request, transcription, word_times=_asked(request, "return_word_timestamps"))

    def _submit(self, request: Request) -> Transcription:
        file = file_of(request)
        token = token_of(request)
        # Closed at once, not with the request: who waits must not keep a second copy on the disk.
        with file:
            try:
                return submit(
                    by=token.user,
                    team=token.team,
                    file=file,
                    filename=file.name or "",
                    stt_model=_option(request, "stt_model"),
                    confidential=_asked(request, "secure_mode"),
                    again=_asked(request, "again"),
                    idempotency_key=request.headers.get("Idempotency-Key", ""),
                )
            except AlreadyHere as known:
                # A program wants the words; that they need not be bought again is good news.
                return known.transcription


class Job(HiSpeechView):
    """`GET …/<job_id>`: the job as it stands. The words come with their times unless declined."""

    def get(self, request: Request, job_id: str) -> Response:
        declined = request.query_params.get("return_word_timestamps", "").lower() in ("false", "0")
        return self.tell(request, self._find(request, job_id), word_times=not declined)

    def _find(self, request: Request, job_id: str) -> Transcription:
        """Of the token's own team alone. Raises Http404 for all that is not there to be seen."""
        try:
            key = UUID(job_id)
        except ValueError:
            raise Http404 from None
        token = token_of(request)
        visible = access.transcriptions(token.user).filter(recording__team=token.team)
        found = visible.filter(pk=key).select_related("recording").first()
        if found is None:
            raise Http404
        return found
