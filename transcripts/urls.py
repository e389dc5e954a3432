"""Addresses of the application."""

from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [
    path("api/", include("transcripts.api.urls")),
    path("", include("transcripts.web.urls")),
]
