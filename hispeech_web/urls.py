"""Addresses of the site. Those of the application are in `transcripts.urls`."""

from allauth.account.decorators import secure_admin_login
from django.contrib import admin
from django.urls import include, path

# The administration is entered by the same door as the library, with the second factor and all limits.
admin.site.login = secure_admin_login(admin.site.login)  # type: ignore[method-assign]

urlpatterns = [
    path("admin/", admin.site.urls),
    # First: the way to an OpenID provider is ours.
    path("", include("transcripts.urls")),
    path("accounts/", include("allauth.urls")),
]

handler500 = "transcripts.web.errors.server_error"
