"""Addresses of the site. Those of the application are in `transcripts.urls`."""

from django.contrib import admin
from django.urls import include, path

urlpatterns = [
    path("accounts/", include("allauth.urls")),
    path("admin/", admin.site.urls),
    path("", include("transcripts.urls")),
]

handler500 = "transcripts.web.errors.server_error"
