"""Many transcripts as one ZIP: chosen in the library, streamed at once or made in the background and fetched later.

What is chosen comes as repeated `id`, as `folder`, or as `q`; nothing of these means the whole library.
"""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, QueryDict, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from transcripts import access
from transcripts.actions.archive import fetched, order_archive, take_back
from transcripts.actions.reading import telling
from transcripts.errors import Refused
from transcripts.library import archives, bundle
from transcripts.library.archives import Wanted
from transcripts.library.exporting import choices, order
from transcripts.library.query import LONGEST
from transcripts.library.words import in_words
from transcripts.models import Archive, ArchiveState, Team, User
from transcripts.web.delivery import Sent, deliver, named
from transcripts.web.http import me

_OPTIONS = ("format", "preset", "times", "speakers")


@require_http_methods(["GET", "HEAD", "POST"])
def export(request: HttpRequest) -> HttpResponseBase:
    """The page; or what its buttons say: `do` is `download` or `later`. A long choice may come as a form, too."""
    user, told = me(request), request.POST if request.method == "POST" else request.GET
    wanted = _wanted(user, told)
    try:
        match request.POST.get("do"):
            case "download":
                return _streamed(user, wanted, told)
            case "later":
                return redirect("archive", _ordered(request, user, wanted, told).pk)
        return _page(request, user, wanted, told)
    except Refused as refusal:
        messages.error(request, in_words(refusal))
        return redirect("library")


def _options(told: QueryDict) -> dict[str, str]:
    return {name: told.get(name, "") for name in _OPTIONS if name in told}


def _wanted(user: User, told: QueryDict) -> Wanted:
    """Raises Http404 where the person may read no such thing."""
    mine = access.teams_where(user, access.READERS)
    if ids := told.getlist("id"):
        return _selected(user, ids)
    if folder_id := told.get("folder", ""):
        number = int(folder_id) if folder_id.isascii() and folder_id.isdigit() and len(folder_id) < 19 else 0
        folder = get_object_or_404(access.folders(user).select_related("team"), pk=number)
        return Wanted(folder.team, folder=folder)
    team = next((one for one in mine if str(one.pk) == told.get("team")), None) or (
        mine.filter(pk__in=access.library_teams(user)).first()
    )
    if team is None:
        raise Http404
    return Wanted(team, q=" ".join(told.get("q", "").replace("\0", " ").split())[:LONGEST])


def _selected(user: User, told: list[str]) -> Wanted:
    """Each of `told` may name several, with commas: a form may have a thousand fields, and a selection more recordings."""
    try:
        ids = [UUID(one) for some in told for one in some.split(",")]
    except ValueError:
        raise Http404 from None
    team = Team.objects.filter(recordings__in=access.recordings(user).filter(pk__in=ids[:1])).first()
    if team is None:
        raise Http404
    return Wanted(team, ids=ids)


def _page(request: HttpRequest, user: User, wanted: Wanted, told: QueryDict) -> HttpResponse:
    count = len(wanted.found(user, bundle.LARGEST))
    shown = {
        "wanted": wanted,
        "count": count,
        "is_long": archives.is_long(_options(told), count),
        "may_stream": count <= bundle.MOST,
        "teams": access.teams_where(user, access.READERS),
        "exports": choices(),
        "archives": archives.of(user, timezone.now()),
    }
    return render(request, "transcripts/export.html", shown)


def _streamed(user: User, wanted: Wanted, told: QueryDict) -> StreamingHttpResponse:
    asked, ids = order(_options(told)), wanted.found(user, bundle.MOST)
    recorded = telling(by=user, format=asked.format.name)
    pieces = bundle.begun(bundle.archive(user, wanted.team, ids, asked, recorded))
    answer = StreamingHttpResponse(pieces, content_type="application/zip")
    answer["Content-Disposition"] = named(f"{_name(wanted)}.zip", download=True)
    return answer


def _name(wanted: Wanted) -> str:
    return wanted.folder.name if wanted.folder else wanted.team.name


def _ordered(request: HttpRequest, user: User, wanted: Wanted, told: QueryDict) -> Archive:
    ids = wanted.found(user, bundle.LARGEST)
    return order_archive(
        by=user,
        team=wanted.team,
        ids=ids,
        asked=_options(told),
        address=lambda pk: request.build_absolute_uri(reverse("archive", args=[pk])),
    )


@require_safe
@never_cache
def archive(request: HttpRequest, archive_id: UUID) -> HttpResponse:
    """How far it is; then the link to it."""
    row = _mine(request, archive_id)
    shown = {"archive": row, "why": archives.why(row) if row.code else ""}
    return render(request, "transcripts/archive.html", shown)


@require_safe
def download(request: HttpRequest, archive_id: UUID) -> HttpResponseBase:
    """The file, or the piece of it that is asked for. Whoever may not read all that is in it by now gets none of it."""
    row = _mine(request, archive_id)
    if row.state != ArchiveState.MADE:
        raise Http404
    if not archives.is_still_readable(me(request), row):
        messages.error(request, _("Some of these recordings are gone by now. Please make the archive again."))
        return redirect("archive", row.pk)
    if request.method == "GET":
        fetched(by=me(request), archive=row)
    sent = Sent(row.file, f'"{row.sha256}"', "application/zip", f"{row.team.name}.zip", 0.0, row.size, True)
    return deliver(request, sent)


@require_POST
def remove(request: HttpRequest, archive_id: UUID) -> HttpResponse:
    take_back(by=me(request), archive=_mine(request, archive_id))
    messages.success(request, _("The archive was removed."))
    return redirect("export")


def _mine(request: HttpRequest, archive_id: UUID) -> Archive:
    return get_object_or_404(archives.of(me(request), timezone.now()), pk=archive_id)
