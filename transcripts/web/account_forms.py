"""The forms of signing in, signing up and of second factors, where ours differ from allauth's."""

from typing import Any

from allauth.account.forms import AddEmailForm as TheirAddEmailForm
from allauth.account.forms import LoginForm as TheirLoginForm
from allauth.account.forms import ResetPasswordForm as TheirResetPasswordForm
from allauth.account.forms import SignupForm as TheirSignupForm
from allauth.core import context
from allauth.mfa.base.forms import AuthenticateForm as TheirAuthenticateForm
from allauth.mfa.base.forms import ReauthenticateForm as TheirReauthenticateForm
from allauth.mfa.totp.forms import ActivateTOTPForm as TheirActivateTOTPForm
from allauth.mfa.webauthn.forms import AddWebAuthnForm
from allauth.socialaccount.forms import SignupForm as TheirIdentityForm
from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from transcripts.web.invited import invitation
from transcripts.web.patience import too_many

NOT_THESE_DIGITS = _(
    "These are not the six digits that the app shows now. Wait for its next ones and type those. "
    "If they are refused, too, set the telephone's clock by the network."
)


class _Addressed(forms.Form):
    """Calls an address what the rest of the site calls it."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in self.fields.keys() & {"login", "email"}:
            self.fields[name].label = _("Email address")


class LoginForm(_Addressed, TheirLoginForm):  # type: ignore[misc]
    pass


class AddEmailForm(_Addressed, TheirAddEmailForm):  # type: ignore[misc]
    pass


class ResetPasswordForm(_Addressed, TheirResetPasswordForm):  # type: ignore[misc]
    pass


class _Named(forms.Form):
    """Asks for a name, too; `accounts.Adapter.save_user` keeps it."""

    name = forms.CharField(
        label=_("Your name"),
        max_length=150,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
        help_text=_("Your team sees it beside your recordings."),
    )


class SignupForm(_Addressed, _Named, TheirSignupForm):  # type: ignore[misc]
    field_order = ["email", "name", "password1", "password2"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if invited := invitation(context.request):
            # The letter has proved this address and no other.
            self.fields["email"].disabled = True
            self.initial["email"] = invited.email


class IdentityForm(_Addressed, _Named, TheirIdentityForm):  # type: ignore[misc]
    """After an OpenID provider has said who it is, where it did not say enough."""

    field_order = ["email", "name"]


class AddPasskeyForm(AddWebAuthnForm):  # type: ignore[misc]
    """A passkey by default: a key that signs in by itself."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].label = _("What you call it")
        self.fields["name"].help_text = _(
            "So that you know later which one it is: “my telephone”, “the blue key”."
        )
        without = self.fields["passwordless"]
        without.initial = True
        without.label = _("Also sign in with it alone, without the password")
        without.help_text = ""


class ActivateTOTPForm(TheirActivateTOTPForm):  # type: ignore[misc]
    """Of what else opens the door nothing is said yet: there is nothing else."""

    def clean_code(self) -> str:
        try:
            return str(super().clean_code())
        except ValidationError as problem:
            if problem.code != "incorrect_code":
                raise
            raise ValidationError(NOT_THESE_DIGITS, code=problem.code) from None


class _Patient(forms.Form):
    """Whoever tried too often learns how long to wait."""

    user: Any

    def clean_code(self) -> str:
        try:
            return str(super().clean_code())  # type: ignore[misc]
        except ValidationError as problem:
            if problem.code != "too_many_login_attempts":
                raise
            raise too_many(context.request, f"mfa-auth-user-{self.user.pk}") from None


class AuthenticateForm(_Patient, TheirAuthenticateForm):  # type: ignore[misc]
    pass


class ReauthenticateForm(_Patient, TheirReauthenticateForm):  # type: ignore[misc]
    pass
