"""Search for programs, and texts that come from elsewhere."""

from rest_framework.request import Request
from rest_framework.response import Response

from transcripts.actions.bring_text import BadWords, bring_text
from transcripts.api.errors import Body
from transcripts.api.keys import token_of
from transcripts.api.recordings import LibraryView
from transcripts.api.said import body, said
from transcripts.library.results import Result, results

USUAL, MOST = 20, 5000


class Search(LibraryView):
    """`GET ?q=&limit=`: the best first. `snippet` and `start` (seconds) tell where, null where the title alone matches
    and after the hundredth result.
    """

    def get(self, request: Request) -> Response:
        token, asked = token_of(request), request.query_params
        limit = asked.get("limit", "")
        most = min(max(int(limit), 1), MOST) if limit.isascii() and limit.isdigit() else USUAL
        found = results(token.user, asked.get("q", ""), team=token.team_id, most=most)
        return Response({"results": [_told(one) for one in found]})


def _told(one: Result) -> Body:
    best = one.passages[0] if one.passages else None
    return {
        "id": str(one.recording),
        "title": one.title,
        "score": one.score,
        "snippet": best.text if best else None,
        "start": best.start if best else None,
    }


class Import(LibraryView):
    """`POST {"title", "text", "words"?, "model"?, "folder"?}`."""

    def post(self, request: Request) -> Response:
        token, words = token_of(request), body(request).get("words")
        if words is not None and not isinstance(words, list):
            raise BadWords
        made = bring_text(
            by=token.user,
            team=token.team,
            title=said(request, "title"),
            text=said(request, "text"),
            words=words,
            stt_model=said(request, "model"),
            folder=said(request, "folder"),
        )
        row = made.recording
        told = {"id": str(row.pk), "title": row.title, "status": made.status, "transcription": str(made.pk)}
        return Response(told, 201)
