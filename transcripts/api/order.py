"""A team's folders and tags, for programs."""

from django.http import Http404
from rest_framework.request import Request
from rest_framework.response import Response

from transcripts import access
from transcripts.actions import folders, tags
from transcripts.api import shapes
from transcripts.api.errors import Body
from transcripts.api.keys import token_of
from transcripts.api.placing import BadFolder
from transcripts.api.recordings import LibraryView
from transcripts.api.said import body, said
from transcripts.library.shelf import Shelf, shelf
from transcripts.models import Folder, Tag


class OrderView(LibraryView):
    def shelf(self, request: Request) -> Shelf:
        token = token_of(request)
        readable = token.team_id in access.library_teams(token.user)
        return shelf(token.user, [token.team_id] if readable else [])

    def folder(self, request: Request, number: object) -> Folder:
        """Raises Http404."""
        token = token_of(request)
        mine = access.folders(token.user).filter(team=token.team).select_related("team", "parent")
        if not isinstance(number, int) or isinstance(number, bool) or not 0 < number < 2**63:
            raise BadFolder
        found = mine.filter(pk=number).first()
        if found is None:
            raise Http404
        return found

    def parent(self, request: Request) -> Folder | None:
        told = body(request).get("parent")
        return None if told is None else self.folder(request, told)

    def told_folder(self, request: Request, folder: Folder) -> Body:
        there = self.shelf(request)
        branch = there.tree.get(folder.pk)
        if branch is None:
            raise Http404
        return shapes.folder(branch, there.within(branch))

    def tag(self, request: Request, number: int) -> Tag:
        """Raises Http404."""
        token = token_of(request)
        mine = access.tags(token.user).filter(team=token.team, pk=min(number, 2**63 - 1))
        found = mine.select_related("team").first()
        if found is None:
            raise Http404
        return found

    def told_tag(self, request: Request, tag: Tag) -> Body:
        counted = self.shelf(request).tag(tag.pk)
        return shapes.tag(tag, counted.count if counted else 0)


class Folders(OrderView):
    """`GET`: all of them, each before what lies in it. `POST {"name", "parent"?}`."""

    def get(self, request: Request) -> Response:
        there = self.shelf(request)
        found = [shapes.folder(branch, there.within(branch)) for branch in there.tree.walk()]
        return Response({"results": found, "next": None})

    def post(self, request: Request) -> Response:
        token = token_of(request)
        made = folders.make(
            by=token.user, team=token.team, name=said(request, "name"), parent=self.parent(request)
        )
        return Response(self.told_folder(request, made), 201)


class OneFolder(OrderView):
    """`PATCH {"name"?, "parent"?}`; `DELETE`: what is in it goes to its parent, and how much that was is told."""

    def get(self, request: Request, number: int) -> Response:
        return Response(self.told_folder(request, self.folder(request, number)))

    def patch(self, request: Request, number: int) -> Response:
        folder, by = self.folder(request, number), token_of(request).user
        if "parent" in body(request):
            folders.move(by=by, folder=folder, into=self.parent(request))
        if "name" in body(request):
            folders.rename(by=by, folder=folder, name=said(request, "name"))
        return Response(self.told_folder(request, folder))

    def delete(self, request: Request, number: int) -> Response:
        gone = folders.delete(by=token_of(request).user, folder=self.folder(request, number))
        to = gone.parent.pk if gone.parent else None
        return Response({"moved_to": to, "recordings": gone.recordings, "folders": gone.folders})


class Tags(OrderView):
    """`GET`: all of them. `POST {"name", "colour"?}`."""

    def get(self, request: Request) -> Response:
        found = [shapes.tag(one.tag, one.count) for one in self.shelf(request).tags]
        return Response({"results": found, "next": None})

    def post(self, request: Request) -> Response:
        token = token_of(request)
        made = tags.make(
            by=token.user, team=token.team, name=said(request, "name"), colour=said(request, "colour")
        )
        return Response(self.told_tag(request, made), 201)


class OneTag(OrderView):
    """`PATCH {"name"?, "colour"?}`; `DELETE` takes it off the recordings, which stay."""

    def get(self, request: Request, number: int) -> Response:
        return Response(self.told_tag(request, self.tag(request, number)))

    def patch(self, request: Request, number: int) -> Response:
        tag = self.tag(request, number)
        name, colour = said(request, "name") or tag.name, said(request, "colour") or tag.colour
        tags.change(by=token_of(request).user, tag=tag, name=name, colour=colour)
        return Response(self.told_tag(request, tag))

    def delete(self, request: Request, number: int) -> Response:
        tags.delete(by=token_of(request).user, tag=self.tag(request, number))
        return Response(status=204)
