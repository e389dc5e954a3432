"""What has ended of what one asked for: a list, the way to each, what browsers ask for meanwhile, and how one wants to hear."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from transcripts import access
from transcripts.actions import notices as acts
from transcripts.errors import Refused
from transcripts.library import news
from transcripts.library.words import in_words
from transcripts.models import ByMail
from transcripts.web.http import field, me


@require_safe
@never_cache
def notices(request: HttpRequest) -> HttpResponse:
    rows, following = news.page(me(request), _number(request.GET.get("before", "")))
    shown = {"rows": rows, "next": following, "wish": news.wish_of(me(request)), "ways": ByMail.choices}
    return render(request, "transcripts/notices.html", shown)


@require_safe
@never_cache
def notice(request: HttpRequest, pk: int) -> HttpResponse:
    """To the recording; whoever goes there has seen it."""
    found = access.notices(me(request)).filter(pk=pk).first()
    if found is None:
        raise Http404
    if request.method == "GET":
        acts.see(by=me(request), notice=found)
    run = found.transcription
    return redirect(f"{reverse('recording', args=[run.recording_id])}?transcription={run.pk}")


@require_safe
@never_cache
def news_since(request: HttpRequest) -> HttpResponse:
    """For the page's script: what came after the number that it names."""
    user, after = me(request), _number(request.GET.get("after", ""))
    found = [] if after is None else news.since(user, after)
    told = [
        {"id": one.id, "title": one.sentence, "url": reverse("notice", args=[one.id]), "good": one.is_good}
        for one in found
    ]
    return JsonResponse({"unseen": news.unseen(user).count, "news": told})


@require_POST
def see_all(request: HttpRequest) -> HttpResponse:
    acts.see_all(by=me(request))
    return redirect("notices")


@require_POST
def wish(request: HttpRequest) -> HttpResponse:
    try:
        acts.wish(by=me(request), by_mail=field(request, "by_mail"))
    except Refused as refusal:
        messages.error(request, in_words(refusal))
    else:
        messages.success(request, _("Saved."))
    return redirect("notices")


def _number(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 19 else None
