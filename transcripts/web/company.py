"""Who else is at work on a transcript, and the names that they have given its speakers."""

import json
from uuid import UUID

from django.http import HttpRequest, HttpResponseBadRequest, JsonResponse
from django.http.response import HttpResponseBase
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from transcripts.actions import presence
from transcripts.actions.revising import NoSuchParagraph
from transcripts.errors import NotAllowed
from transcripts.library.presence import who_edits
from transcripts.library.speakers import to_offer
from transcripts.library.words import in_words
from transcripts.models import Transcription, User
from transcripts.web.doorkeeper import refusal
from transcripts.web.http import UNREADABLE, me
from transcripts.web.words import newest, transcription_of


@require_POST
def present(request: HttpRequest, recording_id: UUID, transcription_id: UUID) -> HttpResponseBase:
    """`{"at": id or null}`: the paragraph that one writes. → `{"revision", "others": [[id, name], …]}`."""
    transcription = transcription_of(request, recording_id, transcription_id)
    try:
        at = json.loads(request.body)["at"]
    except UNREADABLE:
        return HttpResponseBadRequest()
    if at is not None and not (isinstance(at, int) and 0 < at < 2**63):
        return HttpResponseBadRequest()
    try:
        _tell(me(request), transcription, at)
    except NotAllowed as error:
        return refusal(403, error.code, in_words(error))
    there = who_edits(transcription, timezone.now(), but=me(request))
    others = [[one, user.name or user.email] for one, users in there.items() for user in users]
    return JsonResponse({"revision": newest(transcription).number, "others": others})


def _tell(user: User, transcription: Transcription, at: int | None) -> None:
    """Raises NotAllowed. A paragraph that is gone is nobody's place."""
    if at is None:
        presence.leave(by=user, transcription=transcription)
        return
    try:
        presence.stay(by=user, transcription=transcription, paragraph=at, now=timezone.now())
    except NoSuchParagraph:
        presence.leave(by=user, transcription=transcription)


@require_safe
@never_cache
def speakers(request: HttpRequest, recording_id: UUID, transcription_id: UUID) -> HttpResponseBase:
    """`{"speakers": [name, …]}`: first who speaks here, then whom the team has heard lately."""
    transcription = transcription_of(request, recording_id, transcription_id)
    return JsonResponse({"speakers": to_offer(transcription, newest(transcription), me(request))})
