"""Formal beside Conversational: "as written" and "as said". Only where they differ; a difference is no error."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from transcripts.actions.accept import Phrase, accept
from transcripts.errors import TranscriptsError
from transcripts.library.compare import Comparison, Differs, compare, pair_of
from transcripts.library.offers import orders
from transcripts.library.pages import RecordingPage, recording_page
from transcripts.library.trials import offer_to_try
from transcripts.models import Transcription
from transcripts.models.transcription import Model
from transcripts.text.document import Word
from transcripts.web.http import field, me, refused
from transcripts.web.recording import heard_on
from transcripts.web.words import newest

# Differences on one page, and words around each.
SHOWN = 60
AROUND = 4
_PHRASE = re.compile(r"(\d{1,8})-(\d{1,8})-(\d{1,8})-(\d{1,8})")


@dataclass(frozen=True, slots=True)
class Row:
    """`before` and `after` are words of Formal around it; `phrase` names the place for the form, the corrected one's first."""

    place: Differs
    formal: str
    conversational: str
    before: str
    after: str
    phrase: str


@require_safe
@never_cache
def comparing(request: HttpRequest, recording_id: UUID) -> HttpResponse:
    """`?into=conversational`: which of the two is being corrected; `?regular`: pairs of speech and writing, too; `?from=60`."""
    page = recording_page(me(request), recording_id)
    pair = pair_of(page.transcriptions)
    shown: dict[str, object] = {
        "page": page,
        "recording": page.recording,
        "transcription": page.transcription,
        **heard_on(page),
    }
    if pair[0] and pair[1]:
        shown |= _differences(request, pair[0], pair[1])
    elif page.may_edit:
        shown["offer"] = offer_to_try(page)
        shown["orders"] = [one for one in orders(page.recording, page.transcriptions) if not one.again]
    shown["missing"] = [
        model.label for model, run in zip((Model.FORMAL, Model.CONVERSATIONAL), pair, strict=True) if not run
    ]
    shown["at_work"] = any(run.is_active for run in page.transcriptions)
    return render(request, "transcripts/compare.html", shown)


def _differences(
    request: HttpRequest, formal: Transcription, conversational: Transcription
) -> dict[str, object]:
    into = _into(request.GET.get("into", ""))
    with_regular = "regular" in request.GET
    found = compare(newest(formal), newest(conversational))
    all_places = [one for one in found.stretches if isinstance(one, Differs)]
    places = [one for one in all_places if with_regular or not one.regular]
    first = _number(request.GET.get("from", ""))
    mine = formal if into == "formal" else conversational
    return {
        "comparison": found,
        "into": into,
        "mine": mine,
        "with_regular": with_regular,
        "rows": list(_rows(found, places[first : first + SHOWN], into)),
        "count": len(places),
        "regular_count": sum(one.regular for one in all_places),
        "first": first,
        "last": min(first + SHOWN, len(places)),
        "query": _query(into, with_regular),
        "before": max(0, first - SHOWN) if first else None,
        "following": first + SHOWN if first + SHOWN < len(places) else None,
    }


def _into(text: str) -> str:
    return "conversational" if text == "conversational" else "formal"


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 9 else 0


def _query(into: str, with_regular: bool) -> str:
    return urlencode({"into": into} | ({"regular": "1"} if with_regular else {}))


def _rows(found: Comparison, places: list[Differs], into: str) -> Iterator[Row]:
    for one in places:
        at = one.places
        own, its = (at.first, at.behind), (at.other_first, at.other_behind)
        mine, theirs = (own, its) if into == "formal" else (its, own)
        yield Row(
            one,
            _text(one.formal),
            _text(one.conversational),
            _text(found.words[max(0, at.first - AROUND) : at.first]),
            _text(found.words[at.behind : at.behind + AROUND]),
            "-".join(map(str, (*mine, *theirs))),
        )


def _text(words: Sequence[Word]) -> str:
    return " ".join(word.text for word in words)


@require_POST
def take(request: HttpRequest, recording_id: UUID) -> HttpResponse:
    """Phrases of one transcript into the other: those that are named, as they stood in the versions that were compared."""
    page = recording_page(me(request), recording_id)
    into = _into(field(request, "into"))
    mine, theirs = _pair(page, into)
    other = theirs.revisions.filter(number=_number(field(request, "other"))).first()
    phrases = [
        Phrase(*map(int, found.groups()))
        for found in map(_PHRASE.fullmatch, request.POST.getlist("phrase"))
        if found
    ]
    if other is None or not phrases:
        raise Http404
    base, before = _number(field(request, "base")), newest(mine).number
    try:
        made = accept(by=me(request), transcription=mine, base=base, other=other, phrases=phrases)
    except TranscriptsError as error:
        return refused(request, error, page.recording)
    if made.number == before:
        # To offer an undo would take back somebody else's change.
        messages.info(request, _("These phrases stand there already, so nothing was changed."))
    else:
        said = ngettext("%(n)d phrase was taken over.", "%(n)d phrases were taken over.", len(phrases))
        messages.success(request, said % {"n": len(phrases)}, extra_tags=_undo(mine, made.number - 1))
    query = _query(into, "regular" in request.POST)
    page_from = (
        f"{reverse('recording_compare', args=[recording_id])}?{query}&from={_number(field(request, 'from'))}"
    )
    # Where the phrase stood the next one stands now.
    row = _number(request.GET.get("row", ""))
    return redirect(f"{page_from}#row-{row}" if row else page_from)


def _pair(page: RecordingPage, into: str) -> tuple[Transcription, Transcription]:
    """The one that is corrected, and the other. Raises Http404."""
    formal, conversational = pair_of(page.transcriptions)
    if formal is None or conversational is None:
        raise Http404
    return (formal, conversational) if into == "formal" else (conversational, formal)


def _undo(transcription: Transcription, number: int) -> str:
    address = reverse("transcription_restore", args=[transcription.recording_id, transcription.pk])
    return f"{address}?number={number}"
