"""What guests see: one recording by a link, without an account, and nothing else of the team."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from functools import wraps
from pathlib import Path
from typing import TypeVar, cast
from uuid import UUID

from csp.constants import NONE, SELF
from csp.decorators import csp_replace
from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.cache import add_never_cache_headers
from django.utils.http import content_disposition_header
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from transcripts.actions import visit
from transcripts.errors import Refused
from transcripts.library.exporting import NOT_IN_NAMES, file_name, order
from transcripts.library.guests import DOWNLOADS, current, guest_page, link_called, link_of, written
from transcripts.library.words import in_words
from transcripts.media.keys import clean_filename
from transcripts.models import GuestLink, Recording
from transcripts.web.delivery import Sent, deliver_here
from transcripts.web.http import field, moment_asked, place_asked
from transcripts.web.media import original, played
from transcripts.web.peaks import waveform

View = TypeVar("View", bound=Callable[..., HttpResponseBase])
Page = Callable[[HttpRequest, GuestLink], HttpResponseBase]

# Who gave the right password need not give it again for so long.
UNLOCKED_FOR = timedelta(hours=12)
COOKIE = "guest"
UNLOCKED, MEDIA = "guest-unlocked", "guest-media"
POLICY = {
    "default-src": [NONE],
    "script-src": [SELF],
    "style-src": [SELF],
    "font-src": [SELF],
    "img-src": [SELF, "data:"],
    "media-src": [SELF],
    "connect-src": [SELF],
    "form-action": [SELF],
    "base-uri": [NONE],
    "frame-ancestors": [NONE],
}


def _strictly(view: View) -> View:
    strict = csp_replace(POLICY)(view)
    return cast("View", strict)


def _quietly(answer: HttpResponseBase, referrer: str = "no-referrer") -> HttpResponseBase:
    """Neither search machines nor other sites hear of the address, and no cache keeps what was shown."""
    answer["X-Robots-Tag"] = "noindex, nofollow, noarchive"
    answer["Referrer-Policy"] = referrer
    if not answer.has_header("Cache-Control"):
        add_never_cache_headers(answer)
    return answer


def _nothing(request: HttpRequest) -> HttpResponseBase:
    """The same for what never was, has ended, was revoked, or whose recording is hidden: it tells nothing."""
    return _quietly(render(request, "transcripts/shared_nothing.html", status=404))


def for_guests(page: Page) -> Callable[[HttpRequest, str], HttpResponseBase]:
    """Hands on the link that a token opens; asks for its password first where it has one."""

    @login_not_required
    @_strictly
    @sensitive_post_parameters("password")
    @wraps(page)
    def shown(request: HttpRequest, token: str) -> HttpResponseBase:
        link = link_of(token)
        if link is None:
            return _nothing(request)
        if link.password and not _is_unlocked(request, link):
            return _ask(request, link, token)
        return _quietly(page(request, link))

    return shown


def _is_unlocked(request: HttpRequest, link: GuestLink) -> bool:
    try:
        told = signing.loads(request.COOKIES.get(COOKIE, ""), salt=UNLOCKED, max_age=UNLOCKED_FOR)
    except signing.BadSignature:
        return False
    return bool(told == link.pk.hex)


def _ask(request: HttpRequest, link: GuestLink, token: str) -> HttpResponseBase:
    """(Browsers that may tell no referrer send no origin either, and Django refuses their forms.)"""
    problem = ""
    if request.method == "POST":
        try:
            visit.unlock(link=link, password=field(request, "password"))
        except Refused as refusal:
            problem = in_words(refusal)
        else:
            return _quietly(_unlocked(link, token))
    shown = {"problem": problem, "token": token}
    return _quietly(render(request, "transcripts/shared_password.html", shown), referrer="same-origin")


def _unlocked(link: GuestLink, token: str) -> HttpResponse:
    answer = redirect("shared", token)
    answer.status_code = 303
    answer.set_cookie(
        COOKIE,
        signing.dumps(link.pk.hex, salt=UNLOCKED),
        max_age=UNLOCKED_FOR,
        path=answer["Location"],
        secure=settings.HTTPS,
        httponly=True,
        samesite="Lax",
    )
    return answer


@require_http_methods(["GET", "HEAD", "POST"])
@for_guests
def shared(request: HttpRequest, link: GuestLink) -> HttpResponseBase:
    if request.method == "POST":  # the password was right, or none is asked for any more
        return redirect(request.path)
    visit.opened(link=link)
    asked = guest_page(link, first=place_asked(request) or 0, moment=moment_asked(request))
    media = signing.dumps(link.pk.hex, salt=MEDIA)
    return render(
        request, "transcripts/shared.html", {"page": asked, "recording": asked.recording, "media": media}
    )


@require_safe
@for_guests
def shared_text(request: HttpRequest, link: GuestLink) -> HttpResponseBase:
    """The words as a file, where the link allows it."""
    revision = current(link.recording)
    name = request.GET.get("format", "")
    if not link.may_download or revision is None or name not in DOWNLOADS:
        return _nothing(request)
    asked = order({"format": name})
    try:
        made = written(asked, revision)
    except Refused as refusal:
        return HttpResponse(in_words(refusal), status=422, content_type="text/plain; charset=utf-8")
    visit.downloaded(link=link, what=name)
    answer = HttpResponse(made.content, content_type=asked.format.media_type)
    answer["Content-Disposition"] = content_disposition_header(
        True, file_name(link.recording.title, asked.format, made.note)
    )
    return answer


@login_not_required
@_strictly
@require_safe
def shared_media(request: HttpRequest, signed: str) -> HttpResponseBase:
    """The sound or video, from us alone: so every single piece is refused as soon as the link is over.

    The address stands only on the page of the link, after its password.
    """
    link = _link_behind(signed)
    if link is None or not link.recording.file:
        return _nothing(request)
    if "download" not in request.GET:
        return _quietly(deliver_here(request, _named_by_title(played(link.recording), link.recording)))
    if not link.may_download:
        return _nothing(request)
    visit.downloaded(link=link, what="file")
    whole = original(link.recording, download=True)
    return _quietly(deliver_here(request, _named_by_title(whole, link.recording)))


@login_not_required
@_strictly
@require_safe
def shared_peaks(request: HttpRequest, signed: str) -> HttpResponseBase:
    """The waveform, for whom the sound is there."""
    link = _link_behind(signed)
    if link is None or not link.recording.file or not link.recording.peaks:
        return _nothing(request)
    answer = waveform(request, link.recording)
    answer.headers.pop("Cache-Control", None)
    return _quietly(answer)


def _named_by_title(sent: Sent, recording: Recording) -> Sent:
    """How somebody's computer called the file is nobody else's business."""
    stem = clean_filename(recording.title.translate(NOT_IN_NAMES).strip(". "))
    return replace(sent, filename=stem + Path(sent.filename).suffix)


def _link_behind(signed: str) -> GuestLink | None:
    try:
        return link_called(UUID(signing.loads(signed, salt=MEDIA)))
    except (signing.BadSignature, ValueError, TypeError, AttributeError):
        return None
