"""Addresses of the application."""

from django.urls import URLPattern, URLResolver, include, path

from transcripts.api.urls import openai_door

urlpatterns: list[URLPattern | URLResolver] = [
    path("api/", include("transcripts.api.urls")),
    path("v1/", include(openai_door)),
    path("", include("transcripts.web.urls")),
]
