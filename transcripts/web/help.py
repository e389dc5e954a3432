"""How one works here, on one page: for who has never done it, and for who has forgotten how something goes."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from transcripts.web.roles import ROLES


@require_safe
def help_page(request: HttpRequest) -> HttpResponse:
    return render(request, "transcripts/help.html", {"days": settings.TRASH_DAYS, "roles": ROLES})
