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

from transcripts import access
from transcripts.actions.private import hand_to_teams
from transcripts.actions.switch_off import switch_off, switch_on
from transcripts.admin.classes import (
    CreationForm,
    OnlyLookedAt,
    PersonAdmin,
    RecordAdmin,
    Rows,
    count_of,
    tell,
)
from transcripts.models import ApiToken, Invitation, Membership, Recording, Team, User


class NewPersonForm(CreationForm):
    class Meta:
        model = User
        fields = ("email", "name")
        field_classes: dict[str, type[forms.Field]] = {}

    def clean_email(self) -> str:
        """As `create_user` writes it: an address is the same in any case."""
        return str(self.cleaned_data["email"]).strip().lower()


class LeavesNothingBehind:
    """However somebody goes, or becomes what reads no recordings: what they kept private is the team's then."""

    def save_related(self, request: Any, form: Any, formsets: Any, change: bool) -> None:
        with transaction.atomic():
            super().save_related(request, form, formsets, change)  # type: ignore[misc]
            hand_to_teams(request.user)

    def delete_model(self, request: Any, obj: Any) -> None:
        with transaction.atomic():
            super().delete_model(request, obj)  # type: ignore[misc]
            hand_to_teams(request.user)

    def delete_queryset(self, request: Any, queryset: Any) -> None:
        with transaction.atomic():
            super().delete_queryset(request, queryset)  # type: ignore[misc]
            hand_to_teams(request.user)


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
class PeopleAdmin(LeavesNothingBehind, PersonAdmin):
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

    def get_readonly_fields(self, request: HttpRequest, obj: User | None = None) -> list[str]:
        """Nobody switches themselves off, nor an administrator whom they are not one of."""
        fixed = list(self.readonly_fields)
        by = request.user
        if obj is not None and not (isinstance(by, User) and access.may_switch_off(by, obj)):
            fixed.append("is_active")
        return fixed

    def save_model(self, request: Any, obj: User, form: Any, change: bool) -> None:
        """An administrator answers for the addresses that they write."""
        super().save_model(request, obj, form, change)
        if not change or "email" in form.changed_data:
            obj.vouch_for_address()
        if change and "is_active" in form.changed_data:
            self._switch(request, obj)

    def _switch(self, request: Any, person: User) -> None:
        if person.is_active:
            switch_on(by=request.user, person=person)
        elif orphaned := switch_off(by=request.user, person=person):
            names = ", ".join(team.name for team in orphaned)
            told = _("Nobody owns %(teams)s now: make somebody an owner.") % {"teams": names}
            self.message_user(request, told, messages.WARNING)


@admin.register(Team)
class TeamAdmin(LeavesNothingBehind, RecordAdmin):
    list_display = ["name", "members_count", "recordings_count", "created_at"]
    search_fields = ["name", "=id"]
    date_hierarchy = "created_at"
    fields = ["name", "requires_mfa", "default_model", "default_confidential", "id", "created_at"]
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
class MembershipAdmin(LeavesNothingBehind, RecordAdmin):
    list_display = ["user", "team", "role", "created_at"]
    list_filter = ["role"]
    list_select_related = ["user", "team"]
    search_fields = ["user__email", "user__name", "team__name"]
    autocomplete_fields = ["user", "team"]
    date_hierarchy = "created_at"


@admin.register(Invitation)
class InvitationAdmin(OnlyLookedAt, RecordAdmin):
    """Sent, sent again and taken back by owners at their team's page."""

    list_display = [
        "email",
        "team",
        "role",
        "invited_by",
        "sent_at",
        "expires_at",
        "accepted_at",
        "revoked_at",
    ]
    list_filter = ["role", ("accepted_at", admin.EmptyFieldListFilter)]
    list_select_related = ["team", "invited_by"]
    search_fields = ["email", "team__name"]
    date_hierarchy = "sent_at"
    exclude = ["digest"]


@admin.register(ApiToken)
class ApiTokenAdmin(RecordAdmin):
    """Made with `create_api_token` or by their person; here they are found, and ended."""

    list_display = [
        "name",
        "hint",
        "user",
        "team",
        "read_only",
        "created_at",
        "last_used_at",
        "expires_at",
        "revoked_at",
    ]
    list_filter = [("revoked_at", admin.EmptyFieldListFilter), "last_used_at"]
    list_select_related = ["user", "team"]
    search_fields = ["name", "hint", "user__email", "user__name", "team__name"]
    date_hierarchy = "created_at"
    fields = [
        "name",
        "hint",
        "user",
        "team",
        "read_only",
        "created_at",
        "last_used_at",
        "expires_at",
        "revoked_at",
    ]
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
