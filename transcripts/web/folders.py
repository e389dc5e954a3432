"""Folders and tags are made, named, moved and deleted from the library's page."""

from collections.abc import Callable

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from transcripts import access
from transcripts.actions import folders, tags
from transcripts.actions.folders import Emptied
from transcripts.errors import NotAllowed, Refused
from transcripts.library.words import in_words
from transcripts.models import Folder, Tag
from transcripts.web.http import back, field, me


@require_POST
def make(request: HttpRequest) -> HttpResponse:
    parent = _folder(request, int(field(request, "parent"))) if field(request, "parent").isdecimal() else None

    def act() -> HttpResponse:
        team = parent.team if parent else access.team_to_upload_to(me(request))
        made = folders.make(by=me(request), team=team, name=field(request, "name"), parent=parent)
        return _to(folder=made.pk)

    return _done(request, act)


@require_POST
def rename(request: HttpRequest, folder_id: int) -> HttpResponse:
    folder = _folder(request, folder_id)

    def act() -> HttpResponse:
        folders.rename(by=me(request), folder=folder, name=field(request, "name"))
        return _to(folder=folder.pk)

    return _done(request, act)


@require_POST
def move(request: HttpRequest, folder_id: int) -> HttpResponse:
    """Into the folder `into`; to the top where that is empty."""
    folder = _folder(request, folder_id)
    into = _folder(request, int(field(request, "into"))) if field(request, "into").isdecimal() else None

    def act() -> HttpResponse:
        folders.move(by=me(request), folder=folder, into=into)
        said = _("“%(name)s” lies in “%(into)s” now.") if into else _("“%(name)s” lies at the top now.")
        messages.success(request, said % {"name": folder, "into": into or ""})
        return _to(folder=folder.pk)

    return _done(request, act)


@require_POST
def delete(request: HttpRequest, folder_id: int) -> HttpResponse:
    folder = _folder(request, folder_id)

    def act() -> HttpResponse:
        emptied = folders.delete(by=me(request), folder=folder)
        messages.success(request, _became(emptied))
        return _to(folder=emptied.parent.pk) if emptied.parent else redirect("library")

    return _done(request, act)


@require_POST
def change_tag(request: HttpRequest, tag_id: int) -> HttpResponse:
    tag = _tag(request, tag_id)

    def act() -> HttpResponse:
        tags.change(by=me(request), tag=tag, name=field(request, "name"), colour=field(request, "colour"))
        return _to(tag=tag.pk)

    return _done(request, act)


@require_POST
def delete_tag(request: HttpRequest, tag_id: int) -> HttpResponse:
    tag = _tag(request, tag_id)

    def act() -> HttpResponse:
        count = tags.delete(by=me(request), tag=tag)
        said = ngettext(
            "The tag “%(name)s” is gone; %(n)d recording had it and stays.",
            "The tag “%(name)s” is gone; %(n)d recordings had it and stay.",
            count,
        )
        messages.success(request, said % {"name": tag.name, "n": count})
        return redirect("library")

    return _done(request, act)


def _done(request: HttpRequest, act: Callable[[], HttpResponse]) -> HttpResponse:
    try:
        return act()
    except NotAllowed as refusal:
        raise PermissionDenied(in_words(refusal)) from None
    except Refused as refusal:
        messages.error(request, in_words(refusal))
        return back(request)


def _to(**narrowed: int) -> HttpResponse:
    name, value = next(iter(narrowed.items()))
    return redirect(f"{reverse('library')}?{name}={value}")


def _folder(request: HttpRequest, folder_id: int) -> Folder:
    rows = access.folders(me(request)).select_related("team", "parent")
    found: Folder = get_object_or_404(rows, pk=min(folder_id, 2**63 - 1))
    return found


def _tag(request: HttpRequest, tag_id: int) -> Tag:
    found: Tag = get_object_or_404(access.tags(me(request)).select_related("team"), pk=min(tag_id, 2**63 - 1))
    return found


def _became(emptied: Emptied) -> str:
    """Of a deleted folder and of what was in it."""
    gone = _("The folder “%(name)s” is deleted.") % {"name": emptied.name}
    if not emptied.recordings and not emptied.folders:
        return gone
    where = f"“{emptied.parent}”" if emptied.parent else _("the library, in no folder")
    what = ngettext("%(n)d recording", "%(n)d recordings", emptied.recordings) % {"n": emptied.recordings}
    if emptied.folders:
        inner = ngettext("%(n)d folder", "%(n)d folders", emptied.folders) % {"n": emptied.folders}
        what = _("%(recordings)s and %(folders)s") % {"recordings": what, "folders": inner}
    return f"{gone} " + _("Nothing was lost: %(what)s went to %(where)s.") % {"what": what, "where": where}
