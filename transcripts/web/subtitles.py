"""The subtitles of a transcript: read over the picture, their problems mended, their breaks chosen."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBadRequest, JsonResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from transcripts.actions import recut
from transcripts.actions.recut import ACTS, Anchor, Done, Wish
from transcripts.errors import NotAllowed, RaceLost, Refused
from transcripts.library.exporting import choices
from transcripts.library.pages import RecordingPage, recording_page
from transcripts.library.sheets import Sheet, sheet
from transcripts.library.subtitles import SIZE, part, problem_words, spoken_at
from transcripts.library.words import in_words
from transcripts.models import Transcription
from transcripts.text.cues import BROADCAST, PRESETS, Problem
from transcripts.web.http import UNREADABLE, field, me, seconds
from transcripts.web.recording import heard_on
from transcripts.web.words import BIGGEST, COMPACT, newest, transcription_of


@dataclass(frozen=True, slots=True)
class Asked:
    """What of the list is looked at. `moment` in seconds."""

    preset: str
    page: int = 1
    problem: Problem | None = None
    moment: float | None = None

    def query(self, transcription: Transcription, **changed: Any) -> str:
        asked = {"preset": self.preset, "problem": self.problem or "", "page": self.page, **changed}
        named = {name: value for name, value in asked.items() if value not in ("", None)}
        return urlencode({"transcription": transcription.pk, **named})


@require_safe
@never_cache
def subtitles(request: HttpRequest, recording_id: UUID) -> HttpResponse:
    """The page; for its script, which says so, the list alone."""
    page = recording_page(me(request), recording_id, request.GET.get("transcription", ""))
    if page.revision is None or page.transcription is None:
        raise Http404
    asked = _asked(request.GET)
    made = sheet(page.revision, asked.preset)
    if request.headers.get("HX-Request"):
        return _list(request, page.transcription, made, asked, may_edit=page.may_edit)
    shown = _shown(request, page.transcription, made, asked, page.may_edit)
    shown |= _around(page, page.transcription, asked)
    return render(request, "transcripts/subtitles.html", shown)


def _around(page: RecordingPage, job: Transcription, asked: Asked) -> dict[str, object]:
    """What the page holds beside the list."""
    presets = [(name, words, asked.query(job, preset=name, page="")) for name, words in choices().presets]
    limits = PRESETS[asked.preset]
    return {"page": page, "presets": presets, "limits": limits, "exports": choices(), **heard_on(page)}


def _asked(told: Any) -> Asked:
    """Raises Http404 for a preset that is none."""
    preset, page = told.get("preset", "") or BROADCAST.name, told.get("page", "")
    if preset not in PRESETS:
        raise Http404
    problem = told.get("problem", "")
    return Asked(
        preset,
        int(page[:9]) if page.isascii() and page.isdigit() else 1,
        Problem(problem) if problem in list(Problem) else None,
        seconds(told.get("at", "")),
    )


def _shown(
    request: HttpRequest, job: Transcription, made: Sheet, asked: Asked, may_edit: bool
) -> dict[str, object]:
    """What the list shows, on the page and in its fragment."""
    shown = part(made, page=asked.page, problem=asked.problem, moment=asked.moment)
    names, counts = problem_words(), made.counts()
    kinds = [(one.value, names[one], counts[one], asked.query(job, problem=one, page="")) for one in counts]
    now = Asked(asked.preset, shown.page, asked.problem)
    return {
        "recording": job.recording,
        "transcription": job,
        "asked": now,
        "sheet": made,
        "part": shown,
        "kinds": kinds,
        "guessed": sum(cue.estimated for cue in made.cues),
        "all_query": now.query(job, problem="", page=""),
        "pages": [
            (n, now.query(job, page=n)) for n in (shown.page - 1, shown.page + 1) if 0 < n <= shown.pages
        ],
        "may_edit": may_edit,
        "may_undo": may_edit and recut.last_of(me(request), job, asked.preset) is not None,
    }


def _list(
    request: HttpRequest, job: Transcription, made: Sheet, asked: Asked, *, may_edit: bool, **told: object
) -> HttpResponse:
    status = told.pop("status", 200)
    shown = _shown(request, job, made, asked, may_edit) | told
    return render(request, "parts/cues.html", shown, status=status)  # type: ignore[arg-type]


@require_safe
@never_cache
def spoken(request: HttpRequest, recording_id: UUID, transcription_id: UUID, preset: str) -> HttpResponseBase:
    """What is shown over the picture around `?at=` seconds: `{"from", "until", "cues": [[start, end, [line, …]], …]}`, milliseconds."""
    moment = seconds(request.GET.get("at", "0"))
    if preset not in PRESETS or moment is None:
        raise Http404
    job = transcription_of(request, recording_id, transcription_id)
    found = spoken_at(sheet(newest(job), preset), moment)
    return JsonResponse(found, json_dumps_params=COMPACT)


@require_POST
def cut(request: HttpRequest, recording_id: UUID, transcription_id: UUID, preset: str) -> HttpResponseBase:
    """`wish` is `undo`, `mend PROBLEM`, or an act with the first word of a subtitle, its last, and a place: `split 12:0 12:5 3`."""
    job = transcription_of(request, recording_id, transcription_id)
    if preset not in PRESETS:
        raise Http404
    try:
        told, status = _do(request, job, preset, field(request, "wish").split()), 200
    except UNREADABLE:
        return HttpResponseBadRequest()
    except NotAllowed as refusal:
        raise PermissionDenied(in_words(refusal)) from None
    except (Refused, RaceLost) as refusal:
        told, status = {"said": in_words(refusal), "level": "warning"}, 409
    return _answer(request, job, _asked({**request.POST.dict(), "preset": preset}), told, status)


def _do(request: HttpRequest, job: Transcription, preset: str, wish: list[str]) -> dict[str, Any]:
    """Raises one of `UNREADABLE` for what is no wish."""
    act, *rest = wish
    who: dict[str, Any] = {"by": me(request), "transcription": job, "preset": preset}
    if act == "undo":
        return {"done": recut.undo(**who), "said": _("Taken back."), "level": "success"}
    if act == "mend":
        (problem,) = rest
        done = recut.mend_all(**who, problem=Problem(problem))
        return {"done": done, "said": _mended(done), "level": "success"}
    if act not in ACTS:
        raise ValueError
    first, last, *at = rest
    asked = Wish(act, _anchor(first), _anchor(last), int(at[0]) if at else 0)
    return {"done": recut.recut(**who, wish=asked), "said": "", "level": ""}


def _mended(done: Done) -> str:
    left = done.tried - done.count
    said = ngettext("%(n)d subtitle was mended.", "%(n)d subtitles were mended.", done.count) % {
        "n": done.count
    }
    if not left:
        return said
    more = ngettext(
        "%(n)d is left: it has too many words.", "%(n)d are left: they have too many words.", left
    )
    return f"{said} {more % {'n': left}}"


def _anchor(text: str) -> Anchor:
    row, place = text.split(":")
    found = int(row), int(place)
    if not all(0 <= one < BIGGEST for one in found):
        raise ValueError
    return found


def _answer(
    request: HttpRequest, job: Transcription, asked: Asked, told: dict[str, Any], status: int
) -> HttpResponse:
    """The list anew for the script; for a form the page, which says the same in a toast."""
    done: Done | None = told.pop("done", None)
    if done is not None and asked.problem is None and done.count == done.tried == 1:
        asked = Asked(asked.preset, done.number // SIZE + 1)
    if request.headers.get("HX-Request"):
        made = done.sheet if done else sheet(newest(job), asked.preset)
        chosen = done.number + 1 if done else 0
        return _list(request, job, made, asked, may_edit=True, chosen=chosen, status=status, **told)
    if told["said"]:
        messages.add_message(request, messages.SUCCESS if done else messages.WARNING, told["said"])
    address = reverse("recording_subtitles", args=[job.recording_id])
    return redirect(f"{address}?{asked.query(job)}")
