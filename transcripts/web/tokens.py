"""Tokens for one's programs: made, listed, revoked. Each is shown once."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from transcripts import access
from transcripts.actions.tokens import BadLife, create_token, revoke_token
from transcripts.errors import NotAllowed, Refused
from transcripts.library.words import in_words
from transcripts.models import ApiToken
from transcripts.web.http import field, me, team_named

# Days that are offered, 0 being for good.
LIVES = (30, 90, 365, 0)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def tokens(request: HttpRequest) -> HttpResponse:
    """Answers with the page itself, not a redirect to it: the new token is shown now and kept nowhere."""
    if request.method != "POST":
        return _page(request)
    try:
        secret = create_token(
            by=me(request),
            team=team_named(request),
            name=field(request, "name"),
            read_only="read_only" in request.POST,
            days=_days(field(request, "days")),
        )
    except NotAllowed as error:
        raise PermissionDenied(in_words(error)) from None
    except Refused as error:
        return _page(request, 400, problem=in_words(error))
    return _page(request, secret=secret)


def _days(text: str) -> int | None:
    """None for good. Raises BadLife for what is no number."""
    if not (text.isascii() and text.isdigit() and len(text) < 6):
        raise BadLife
    return int(text) or None


def _page(request: HttpRequest, status: int = 200, **shown: object) -> HttpResponse:
    user, now = me(request), timezone.now()
    rows = list(access.tokens(user).filter(revoked_at=None))
    context = {
        "tokens": [row for row in rows if row.expires_at is None or row.expires_at > now],
        "expired": [row for row in rows if row.expires_at is not None and row.expires_at <= now],
        "memberships": access.memberships(user),
        "lives": LIVES,
        **shown,
    }
    return render(request, "transcripts/tokens.html", context, status=status)


@require_POST
def revoke(request: HttpRequest, pk: int) -> HttpResponse:
    row: ApiToken = get_object_or_404(access.tokens(me(request)), pk=pk)
    revoke_token(by=me(request), token=row)
    messages.success(request, _("“%(name)s” opens nothing any more.") % {"name": row.name})
    return redirect("tokens")
