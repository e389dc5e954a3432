"""The page for our own mistakes. It asks nothing of the database, which may be what is broken."""

from django.conf import settings
from django.http import HttpRequest, HttpResponseServerError
from django.template.loader import render_to_string

from transcripts.web import standing


def server_error(request: HttpRequest) -> HttpResponseServerError:
    product = {"name": settings.PRODUCT_NAME, "sandbox": standing.about_the_sandbox()}
    return HttpResponseServerError(render_to_string("500.html", {"product": product}))
