"""Persons, teams, and the keys of their programs."""

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from transcripts.admin.classes import CreationForm, PersonAdmin, RecordAdmin, Rows, count_of, tell
from transcripts.models import ApiToken, Membership, Recording, Team, User


class NewPersonForm(CreationForm):
    class Meta:
        model = User
        fields = ("email", "name")
        field_classes: dict[str, type[forms.Field]] = {}

    def clean_email(self) -> str:
        """As `create_user` writes it: an address is the same in any case."""
        return str(self.cleaned_data["email"]).strip().lower()


class MembershipRows(Rows):
    model = Membership
    extra = 0

    def get_queryset(self, request: HttpRequest) -> QuerySet[Membership]:
        rows: QuerySet[Membership] = super().get_queryset(request)
        return rows.select_related("user", "team")


class MemberRows(MembershipRows):
    """The people of a team."""

    autocomplete_fields = ["user"]


class TeamRows(MembershipRows):
    """The teams of a person."""

    autocomplete_fields = ["team"]


@admin.register(User)
class PeopleAdmin(PersonAdmin):
    add_form = NewPersonForm
    list_display = ["email", "name", "is_active", "is_staff", "last_login", "date_joined"]
    list_filter = ["is_active", "is_staff", "is_superuser", "memberships__role"]
    search_fields = ["email", "name"]
    ordering = ["email"]
    date_hierarchy = "date_joined"
    readonly_fields = ["last_login", "date_joined"]
    inlines = [TeamRows]
    fieldsets = [
        (None, {"fields": ["email", "name", "password"]}),
        (
            _("What they may do"),
            {"fields": ["is_active", "is_staff", "is_superuser", "groups", "user_permissions"]},
        ),
        (_("Dates"), {"fields": ["last_login", "date_joined"]}),
    ]
    add_fieldsets = [(None, {"fields": ["email", "name", "usable_password", "password1", "password2"]})]


@admin.register(Team)
class TeamAdmin(RecordAdmin):
    list_display = ["name", "members_count", "recordings_count", "created_at"]
    search_fields = ["name", "=id"]
    date_hierarchy = "created_at"
    fields = ["name", "id", "created_at"]
    readonly_fields = ["id", "created_at"]
    inlines = [MemberRows]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Team]:
        rows: QuerySet[Team] = super().get_queryset(request)
        return rows.annotate(members_n=count_of(Membership, "team"), recordings_n=count_of(Recording, "team"))

    @admin.display(description=_("members"), ordering="members_n")
    def members_count(self, team: Any) -> int:
        return int(team.members_n)

    @admin.display(description=_("recordings"), ordering="recordings_n")
    def recordings_count(self, team: Any) -> int:
        return int(team.recordings_n)


@admin.register(Membership)
class MembershipAdmin(RecordAdmin):
    list_display = ["user", "team", "role", "created_at"]
    list_filter = ["role"]
    list_select_related = ["user", "team"]
    search_fields = ["user__email", "user__name", "team__name"]
    autocomplete_fields = ["user", "team"]
    date_hierarchy = "created_at"


@admin.register(ApiToken)
class ApiTokenAdmin(RecordAdmin):
    """Made with `create_api_token` or by their person; here they are found, and ended."""

    list_display = ["name", "hint", "user", "team", "created_at", "last_used_at", "expires_at", "revoked_at"]
    list_filter = [("revoked_at", admin.EmptyFieldListFilter), "last_used_at"]
    list_select_related = ["user", "team"]
    search_fields = ["name", "hint", "user__email", "user__name", "team__name"]
    date_hierarchy = "created_at"
    fields = ["name", "hint", "user", "team", "created_at", "last_used_at", "expires_at", "revoked_at"]
    readonly_fields = ["hint", "user", "team", "created_at", "last_used_at", "revoked_at"]
    actions = ["revoke"]

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    @admin.action(description=_("Revoke the chosen tokens"), permissions=["change"])
    def revoke(self, request: HttpRequest, tokens: QuerySet[ApiToken]) -> None:
        with transaction.atomic():
            living = list(tokens.filter(revoked_at=None).select_related("team"))
            ended = tokens.filter(revoked_at=None).update(revoked_at=timezone.now())
            for token in living:
                tell(request, token, changes=[{"revoked": {}}])
        words = ngettext("%(n)d token was revoked.", "%(n)d tokens were revoked.", ended)
        self.message_user(request, words % {"n": ended}, messages.SUCCESS)
