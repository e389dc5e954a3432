"""The person's own page: their name, their teams, the way to their password."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from transcripts.actions.profile import change_name
from transcripts.errors import Refused
from transcripts.library.words import in_words
from transcripts.models import User
from transcripts.web.http import field, me


def _page(request: HttpRequest, user: User, status: int = 200, **shown: object) -> HttpResponse:
    memberships = user.memberships.select_related("team").order_by("team__name")
    context = {"person": user, "memberships": memberships, **shown}
    return render(request, "transcripts/profile.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def profile(request: HttpRequest) -> HttpResponse:
    user = me(request)
    if request.method != "POST":
        return _page(request, user, name=user.name)
    name = field(request, "name")
    try:
        change_name(by=user, name=name)
    except Refused as refusal:
        return _page(request, user, 400, name=name, name_error=in_words(refusal))
    messages.success(request, _("Your name was changed."))
    return redirect("profile")
