"""One recording: play it, watch its transcription, read the words."""

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from transcripts import access
from transcripts.actions import cancel as cancelling
from transcripts.actions import edit, private, reading
from transcripts.actions import remove as removing
from transcripts.actions import retry as retrying
from transcripts.errors import NotAllowed, Refused, TranscriptsError
from transcripts.library.exporting import choices
from transcripts.library.listening import hearing
from transcripts.library.notes import threads
from transcripts.library.offers import after_cancelling, offer_to_cancel, offer_to_retry, orders, stopping
from transcripts.library.pages import RecordingPage, recording_page
from transcripts.library.playing import playing
from transcripts.library.progress import progress
from transcripts.library.reading import outline, part, place_at
from transcripts.library.reasons import cut_short, explain
from transcripts.library.sharing import links_of
from transcripts.library.shelf import tags_of
from transcripts.library.tracks import track_choices
from transcripts.library.tree import tree_of
from transcripts.library.trials import offer_to_try
from transcripts.library.words import in_words
from transcripts.models import Hold, Status, Transcription, User
from transcripts.web.cards import cards_for
from transcripts.web.delivery import good_for
from transcripts.web.http import act_then_go, field, me, moment_asked, place_asked, refused


def shown_on(page: RecordingPage, first: int = 0) -> dict[str, object]:
    """What the page and its live fragment show: the same, since the one holds the other.

    Of the words those from paragraph `first` on.
    """
    job = page.transcription
    shown: dict[str, object] = {
        "page": page,
        "recording": page.recording,
        "transcription": job,
        "tracks": track_choices(page.recording),
        "hold": Hold.on(page.recording),
        "cut_short": cut_short(page.recording),
        **heard_on(page),
    }
    if page.may_edit and not (job and job.is_active):
        shown["cards"] = cards_for(page.recording)
        shown["offer"] = offer_to_try(page)
    if job is None:
        return shown
    if page.revision:
        shown["part"] = part(page.revision, first)
        shown["threads"], shown["may_note"] = threads(job), page.may_edit
        shown["hearing"] = hearing(job, page.revision)
        shown["exports"] = choices()
    if job.is_active:
        shown["progress"] = progress(job, timezone.now())
    if job.reason:
        shown["explanation"] = explain(job)
    if job.status == Status.CANCELLED:
        shown["cancelled"] = after_cancelling(job)
    if page.may_edit:
        shown["retry"] = retry = offer_to_retry(job)
        # Of the same model there is one way at a time: it tells better what it costs.
        tried = job.stt_model if retry.allowed else None
        offered = orders(page.recording, page.transcriptions)
        shown["orders"] = [order for order in offered if order.stt_model != tried]
        shown["cancel"] = offer_to_cancel(job)
        shown["may_hold"] = page.may_hold
    return shown


def heard_on(page: RecordingPage) -> dict[str, object]:
    """What the player plays and draws. `sounds` differs as soon as the player has something new to show."""
    row = page.recording
    now = playing(row)
    at_work = any(run.is_active for run in page.transcriptions)
    waits_for_peaks = not row.peaks and (bool(row.sound) or at_work)
    return {
        "playing": now,
        "sounds": f"{now.kind} {now.source} {now.is_ready} {now.is_coming} {bool(row.peaks)}",
        "good_for": good_for(row.file.storage, row.duration),
        "player_will_change": now.is_coming or waits_for_peaks,
    }


@require_safe
@never_cache
def recording(request: HttpRequest, recording_id: UUID) -> HttpResponse:
    page = recording_page(me(request), recording_id, request.GET.get("transcription", ""))
    reading.opened(by=me(request), recording=page.recording)
    shown = shown_on(page, _first(request, page)) | shared_on(me(request), page) | _belongs(page)
    return render(request, "transcripts/recording.html", shown)


def shared_on(person: User, page: RecordingPage) -> dict[str, object]:
    """Its guest links, for those who may give some or take them back."""
    if not page.may_edit:
        return {}
    return {
        "may_share": access.may_share(person, page.recording),
        # Owners are led to where they can allow them at all.
        "may_allow": not page.recording.private and access.owns(person, page.recording.team_id),
        "links": links_of(person, page.recording),
    }


def _belongs(page: RecordingPage) -> dict[str, object]:
    """Where it may be put, by who may put it anywhere."""
    if not page.may_edit:
        return {}
    team = [page.recording.team_id]
    return {"folder_choices": list(tree_of(team).walk()), "tag_choices": tags_of(team)}


def _first(request: HttpRequest, page: RecordingPage) -> int:
    """Which paragraph comes first: the one of `?from=`, or where one speaks at the moment `?t=`; else the beginning."""
    place, moment = place_asked(request), moment_asked(request)
    if place is not None:
        return place
    if moment is None or page.revision is None:
        return 0
    return place_at(outline(page.revision), moment)


@require_safe
@never_cache
def status(request: HttpRequest, recording_id: UUID) -> HttpResponse:
    page = recording_page(me(request), recording_id, request.GET.get("transcription", ""))
    return render(request, "parts/outcome.html", shown_on(page))


@require_safe
@never_cache
def player(request: HttpRequest, recording_id: UUID) -> HttpResponse:
    """What the page shows of the player, to look whether there is more to see or hear."""
    page = recording_page(me(request), recording_id)
    shown = {"page": page, "recording": page.recording, **heard_on(page)}
    return render(request, "parts/player.html", shown)


@require_POST
def rename(request: HttpRequest, recording_id: UUID) -> HttpResponse:
    page = recording_page(me(request), recording_id)
    title = field(request, "title")
    try:
        edit.rename(by=me(request), recording=page.recording, title=title)
    except NotAllowed as refusal:
        raise PermissionDenied(in_words(refusal)) from None
    except Refused as refusal:
        shown = shown_on(page) | _belongs(page) | {"title": title, "title_error": in_words(refusal)}
        return render(request, "transcripts/recording.html", shown, status=400)
    messages.success(request, _("The title was changed."))
    return redirect("recording", recording_id)


@require_POST
def annotate(request: HttpRequest, recording_id: UUID) -> HttpResponse:
    page = recording_page(me(request), recording_id)
    note = field(request, "note")
    return act_then_go(
        request, lambda: edit.annotate(by=me(request), recording=page.recording, note=note), page.recording
    )


def _transcription(request: HttpRequest, recording_id: UUID, transcription_id: UUID) -> Transcription:
    mine = access.transcriptions(me(request)).select_related("recording")
    return get_object_or_404(mine, pk=transcription_id, recording=recording_id)


@require_POST
def retry(request: HttpRequest, recording_id: UUID, transcription_id: UUID) -> HttpResponse:
    job = _transcription(request, recording_id, transcription_id)
    may_cost = "may_cost" in request.POST
    return act_then_go(
        request, lambda: retrying.retry(by=me(request), transcription=job, may_cost=may_cost), job.recording
    )


@require_POST
def cancel(request: HttpRequest, recording_id: UUID, transcription_id: UUID) -> HttpResponse:
    """What it has cost stands on its own page: there may be others with words."""
    job = _transcription(request, recording_id, transcription_id)
    try:
        cancelling.cancel(by=me(request), transcription=job)
    except TranscriptsError as refusal:
        return refused(request, refusal, job.recording)
    return redirect(f"{reverse('recording', args=[recording_id])}?transcription={job.pk}")


@require_POST
def share_with_team(request: HttpRequest, recording_id: UUID) -> HttpResponse:
    recording = recording_page(me(request), recording_id).recording

    def act() -> None:
        private.share_with_team(by=me(request), recording=recording)
        said = _("Everybody in “%(team)s” sees this recording from now on.")
        messages.success(request, said % {"team": recording.team})

    return act_then_go(request, act, recording)


@require_POST
def remove(request: HttpRequest, recording_id: UUID) -> HttpResponse:
    page = recording_page(me(request), recording_id)
    cost = stopping([recording_id])
    try:
        removing.remove(by=me(request), recording=page.recording)
    except TranscriptsError as refusal:
        return refused(request, refusal, page.recording)
    said = _("“%(title)s” is in the trash.") % {"title": page.recording.title}
    # The toast offers to undo it, at this address.
    messages.success(
        request, f"{said} {cost}".strip(), extra_tags=reverse("recording_restore", args=[recording_id])
    )
    return redirect("library")


@require_POST
def restore(request: HttpRequest, recording_id: UUID) -> HttpResponse:
    """Back to its page; or, where `stay` says so, to the trash."""
    row = get_object_or_404(access.trash(me(request)), pk=recording_id)
    try:
        removing.restore(by=me(request), recording=row)
    except NotAllowed as refusal:
        raise PermissionDenied(in_words(refusal)) from None
    except TranscriptsError as refusal:
        messages.error(request, in_words(refusal))
        return redirect("trash")
    if "stay" not in request.POST:
        return redirect("recording", recording_id)
    said = _("“%(title)s” is back in the library.") % {"title": row.title}
    messages.success(request, said, extra_tags=reverse("recording_remove", args=[recording_id]))
    return redirect("trash")
