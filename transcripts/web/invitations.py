"""Inviting people by email, and the page to which the letter's link leads."""

import logging
from uuid import UUID

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.core.mail import send_mail
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from transcripts import access
from transcripts.actions import invite as desk
from transcripts.errors import NotAllowed, Refused, TranscriptsError
from transcripts.library.words import in_words
from transcripts.models import Invitation, User
from transcripts.web import team
from transcripts.web.http import field, me
from transcripts.web.invited import TOKEN, arrive
from transcripts.web.roles import ROLES

log = logging.getLogger(__name__)


@require_POST
@never_cache
def invite(request: HttpRequest) -> HttpResponse:
    """Answers with the page itself, not a redirect to it: the link is shown now and kept nowhere."""
    email, role = field(request, "email"), field(request, "role")
    try:
        row, token = desk.invite(by=me(request), team=team.team_asked(request), email=email, role=role)
    except NotAllowed as error:
        raise PermissionDenied(in_words(error)) from None
    except Refused as error:
        shown = {"problem": in_words(error), "problem_in": "inviting"}
        return team.page(request, 400, new_email=email, new_role=role, **shown)
    return _with_link(request, row, token)


@require_POST
@never_cache
def again(request: HttpRequest, pk: UUID) -> HttpResponse:
    row = _mine(request, pk)
    try:
        token = desk.send_again(by=me(request), invitation=row)
    except TranscriptsError as error:
        return team.page(request, 409, problem=in_words(error), problem_in="inviting")
    row.refresh_from_db()
    return _with_link(request, row, token)


@require_POST
def revoke(request: HttpRequest, pk: UUID) -> HttpResponse:
    row = _mine(request, pk)
    return team.act(
        request,
        lambda _team: desk.revoke(by=me(request), invitation=row),
        _("The invitation of %(email)s was taken back.") % {"email": row.email},
        problem_in="inviting",
    )


def _mine(request: HttpRequest, pk: UUID) -> Invitation:
    """Of a team that the person owns."""
    found: Invitation = get_object_or_404(access.invitations(me(request)), pk=pk)
    return found


def _with_link(request: HttpRequest, row: Invitation, token: str) -> HttpResponse:
    link = request.build_absolute_uri(reverse("invitation", args=[token]))
    return team.page(request, invited=row, link=link, was_sent=_send(row, link))


def _send(row: Invitation, link: str) -> bool:
    """False where the letter cannot be sent now: the link can be copied."""
    told = {"invitation": row, "link": link, "product": settings.PRODUCT_NAME, "role": _words(row.role)}
    subject = _("%(name)s invites you to “%(team)s”") % {"name": row.invited_by, "team": row.team}
    try:
        send_mail(" ".join(subject.split()), render_to_string("mail/invitation.txt", told), None, [row.email])
    except OSError as error:
        log.warning("An invitation could not be sent: %s", type(error).__name__)
        return False
    return True


def _words(role: str) -> str:
    return next(f"{card.name}: {card.words}" for card in ROLES if card.value == role)


@login_not_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def invitation(request: HttpRequest, token: str) -> HttpResponse:
    """Who invites to what; accepting takes a click, since programs that read letters open links, too."""
    row = Invitation.living(token, timezone.now())
    if row is None:
        return _ended(request, token)
    if not isinstance(request.user, User):
        return _for_somebody(request, row, token)
    if request.method != "POST":
        return _page(request, row)
    try:
        joined = desk.accept(by=me(request), token=token)
    except desk.ForSomebodyElse:
        return _page(request, row, status=403)
    except Refused:
        return _ended(request, token)
    arrive(request, joined)
    return redirect("library")


def _for_somebody(request: HttpRequest, row: Invitation, token: str) -> HttpResponse:
    """Remembered, so that signing in or up leads back here."""
    if request.method == "POST":
        raise PermissionDenied
    request.session[TOKEN] = token
    known = User.objects.filter(email__iexact=row.email).exists()
    return _page(request, row, is_known=known)


def _page(request: HttpRequest, row: Invitation, status: int = 200, **shown: object) -> HttpResponse:
    user = request.user
    fits = isinstance(user, User) and access.may_accept(user, row)
    context = {"invitation": row, "role": _words(row.role), "fits": fits, **shown}
    return render(request, "transcripts/invitation.html", context, status=status)


def _ended(request: HttpRequest, token: str) -> HttpResponse:
    """Why, to whom holds the link; who came in by it earlier is led in again."""
    row, user = Invitation.behind(token), request.user
    if row and isinstance(user, User) and row.accepted_by == user and access.role_in(user, row.team):
        team.go_to(request, row.team)
        return redirect("library")
    return render(request, "transcripts/invitation.html", {"ended": row}, status=410)
