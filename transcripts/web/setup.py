"""The first visit: whoever holds the link from the terminal makes the first account and the first team."""

from typing import Any

from allauth.account.utils import perform_login
from django import forms
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.password_validation import password_validators_help_text_html, validate_password
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.functional import lazy
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from transcripts.actions.welcome import SomebodyIsHere, create_first_owner, token_is_good
from transcripts.models import User

_LINE = {"class": "input"}
# Not at import: the languages are not ready then.
_password_rules = lazy(password_validators_help_text_html, SafeString)


def _new_password(label: Any, **more: Any) -> forms.CharField:
    widget = forms.PasswordInput(attrs={**_LINE, "autocomplete": "new-password"})
    return forms.CharField(label=label, strip=False, widget=widget, **more)


class SetupForm(forms.Form):
    email = forms.EmailField(
        label=_("Email address"),
        help_text=_("You sign in with it."),
        widget=forms.EmailInput(attrs={**_LINE, "autocomplete": "username", "autofocus": True}),
    )
    name = forms.CharField(
        label=_("Your name"),
        max_length=150,
        widget=forms.TextInput(attrs={**_LINE, "autocomplete": "name"}),
    )
    team_name = forms.CharField(
        label=_("Team"),
        max_length=150,
        help_text=_("The newsroom, archive or department that will share this library."),
        widget=forms.TextInput(attrs={**_LINE, "autocomplete": "organization"}),
    )
    password = _new_password(_("Password"), help_text=_password_rules())
    password_again = _new_password(_("Password again"))

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        password, again = data.get("password"), data.get("password_again")
        if password and again and password != again:
            self.add_error("password_again", _("The two passwords are not the same."))
        if password:
            self._judge(password, User(email=data.get("email", ""), name=data.get("name", "")))
        return data

    def _judge(self, password: str, user: User) -> None:
        try:
            validate_password(password, user)
        except ValidationError as problem:
            self.add_error("password", problem)


@login_not_required
@never_cache
@sensitive_post_parameters("password", "password_again")
@require_http_methods(["GET", "HEAD", "POST"])
def setup(request: HttpRequest, token: str) -> HttpResponse:
    if not token_is_good(token):
        return _used_up(request)
    form = SetupForm(request.POST or None)
    if not form.is_valid():
        # Not 400: Django would log the address, which is still worth an account.
        return _page(request, form, status=200)
    data = form.cleaned_data
    del data["password_again"]
    try:
        user = create_first_owner(**data)
    except SomebodyIsHere:
        return _used_up(request)
    came: HttpResponse = perform_login(request, user, redirect_url=reverse("upload"))
    return came


def _used_up(request: HttpRequest) -> HttpResponse:
    return _page(request, None, status=410)


def _page(request: HttpRequest, form: SetupForm | None, status: int) -> HttpResponse:
    return render(request, "transcripts/setup.html", {"form": form}, status=status)
