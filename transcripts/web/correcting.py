"""What the script of a recording's page saves, one run of paragraphs at a time, and what it asks about words kept offline."""

import json
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponseBadRequest, JsonResponse
from django.http.response import HttpResponseBase
from django.views.decorators.http import require_POST

from transcripts.actions import correct, revising
from transcripts.actions.changing import Change
from transcripts.actions.revising import Clash
from transcripts.errors import NotAllowed, Refused
from transcripts.library.words import in_words
from transcripts.models import Paragraph, Revision, Transcription
from transcripts.models.transcript import paragraphs_of
from transcripts.text.typed import written
from transcripts.web.doorkeeper import refusal
from transcripts.web.http import UNREADABLE, me
from transcripts.web.words import COMPACT, newest, paragraph, transcription_of

LONGEST_BODY = 1_000_000  # bytes; a paragraph has some hundred
MOST_PARAGRAPHS = 200


@dataclass(frozen=True, slots=True)
class Asked:
    """The paragraphs `replaced` stood together in revision `base`; `texts` is (text, speaker) of those in their place."""

    base: int
    replaced: tuple[int, ...]
    texts: tuple[tuple[str, str], ...]

    @property
    def change(self) -> Change:
        paragraphs = (written(text, speaker) for text, speaker in self.texts)
        return Change(self.replaced, tuple(one for one in paragraphs if one.words))


@require_POST
def change(request: HttpRequest, recording_id: UUID, transcription_id: UUID) -> HttpResponseBase:
    """`{"base", "replaced": [id, …], "written": [{"text", "speaker"}, …]}` → `{"revision", "paragraphs": […]}`, what stands
    there now; 409 with `{"error", "revision", "author", "paragraphs"}` where somebody else has changed the same meanwhile.
    """
    transcription = transcription_of(request, recording_id, transcription_id)
    try:
        asked = _asked(request)
    except UNREADABLE:
        return HttpResponseBadRequest()
    try:
        made = correct.change(
            by=me(request), transcription=transcription, base=asked.base, changes=[asked.change]
        )
    except Clash as clash:
        return _clashed(clash)
    except Refused as error:
        return refusal(403 if isinstance(error, NotAllowed) else 422, error.code, in_words(error))
    return _told(made, _standing(transcription, made, asked))


@require_POST
def standing(request: HttpRequest, recording_id: UUID, transcription_id: UUID) -> HttpResponseBase:
    """The same question, but nothing is written: `{"revision", "paragraphs", "is_saved"}`, whether it says so already."""
    transcription = transcription_of(request, recording_id, transcription_id)
    try:
        asked = _asked(request)
        rows = _standing(transcription, newest(transcription), asked)
    except UNREADABLE:
        return HttpResponseBadRequest()
    except Refused as error:
        return refusal(422, error.code, in_words(error))
    said = [(row.text, row.speaker) for row in rows]
    is_saved = said == [(one.text, one.speaker) for one in asked.change.written]
    return _told(newest(transcription), rows, is_saved=is_saved)


def _asked(request: HttpRequest) -> Asked:
    """Raises one of `UNREADABLE` for another shape."""
    if len(request.body) > LONGEST_BODY:
        raise ValueError
    body: dict[str, Any] = json.loads(request.body)
    replaced = tuple(body["replaced"])
    texts = tuple((one["text"], one["speaker"]) for one in body["written"])
    numbers = (body["base"], *replaced)
    if not replaced or not all(isinstance(one, int) and 0 <= one < 2**63 for one in numbers):
        raise ValueError
    if len(texts) > MOST_PARAGRAPHS or not all(isinstance(part, str) for one in texts for part in one):
        raise ValueError
    return Asked(body["base"], replaced, texts)


def _standing(transcription: Transcription, now: Revision, asked: Asked) -> list[Paragraph]:
    """What stands in `now` where the paragraphs stood. Raises NoSuchRevision or NoSuchParagraph.

    By the revision before, where they stood there still: its neighbours are no older than they must be.
    """
    if _is_untouched(now, asked):
        return paragraphs_of(asked.replaced)
    before = transcription.revisions.filter(number=now.number - 1).first()
    if before is None or revising.run_in(before.order, asked.replaced) is None:
        before = revising.seen_by_writer(now, asked.base)
    return paragraphs_of(revising.stands_now(now, before, asked.replaced))


def _is_untouched(now: Revision, asked: Asked) -> bool:
    """They stand there still. What has joined them came with this change: then there are fewer of them than were written."""
    stands = revising.run_in(now.order, asked.replaced) is not None
    return stands and (now.number == asked.base or len(asked.change.written) <= len(asked.replaced))


def _told(revision: Revision, rows: list[Paragraph], **more: object) -> JsonResponse:
    told = {"revision": revision.number, "paragraphs": [paragraph(row) for row in rows], **more}
    return JsonResponse(told, json_dumps_params=COMPACT)


def _clashed(clash: Clash) -> JsonResponse:
    place = clash.standing[0]
    told = {
        "error": {"code": clash.code, "message": in_words(clash)},
        "revision": clash.revision.number,
        "author": (place.author.name or place.author.email) if place.author else "",
        "paragraphs": [paragraph(row) for row in place.paragraphs],
    }
    return JsonResponse(told, status=409, json_dumps_params=COMPACT)
