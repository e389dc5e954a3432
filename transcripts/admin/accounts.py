"""How persons sign in, in place of allauth's own pages: those show secrets, and look for people by names that ours do not have."""

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount, SocialApp, SocialToken
from allauth.usersessions.models import UserSession
from django.contrib import admin, messages
from django.db.models import Model, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from transcripts.admin.classes import RecordAdmin

for theirs in (Authenticator, EmailAddress, SocialAccount, SocialApp, SocialToken, UserSession):
    admin.site.unregister(theirs)


class OnlyEnded(RecordAdmin):
    """Looked at and taken away, neither made nor changed."""

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False


@admin.register(Authenticator)
class SecondFactorAdmin(OnlyEnded):
    """Who has lost telephone, key and recovery codes signs in with the password alone once these are deleted."""

    list_display = ["user", "type", "created_at", "last_used_at"]
    list_filter = ["type", "last_used_at"]
    list_select_related = ["user"]
    search_fields = ["user__email", "user__name"]
    date_hierarchy = "created_at"
    fields = ["user", "type", "created_at", "last_used_at"]


@admin.register(SocialAccount)
class IdentityAdmin(OnlyEnded):
    list_display = ["user", "provider", "uid", "date_joined", "last_login"]
    list_filter = ["provider"]
    list_select_related = ["user"]
    search_fields = ["user__email", "user__name", "=uid"]
    fields = ["user", "provider", "uid", "date_joined", "last_login"]


@admin.register(EmailAddress)
class AddressAdmin(OnlyEnded):
    """A person's address is changed with the person; here one answers for it where the letter does not arrive."""

    list_display = ["email", "user", "primary", "verified"]
    list_filter = ["verified"]
    list_select_related = ["user"]
    search_fields = ["email", "user__name"]
    fields = ["email", "user", "primary", "verified"]
    actions = ["answer_for"]

    @admin.action(description=_("Answer for the chosen addresses"), permissions=["view"])
    def answer_for(self, request: HttpRequest, addresses: "QuerySet[EmailAddress]") -> None:
        done = sum(address.set_verified() for address in addresses.filter(verified=False))
        words = ngettext("%(n)d address counts as verified.", "%(n)d addresses count as verified.", done)
        self.message_user(request, words % {"n": done}, messages.SUCCESS)
