"""What the administration's pages are made of."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from django.contrib import admin
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.forms import AdminUserCreationForm
from django.db.models import Count, Model, OuterRef, Subquery
from django.db.models.functions import Coalesce
from django.http import HttpRequest

from transcripts.models import Act, ApiToken, Event, Membership, Team, User

# Django's own classes take their record as a type argument only in the eyes of the type checker.
if TYPE_CHECKING:
    Record = admin.ModelAdmin[Any]
    Person = UserAdmin[User]
    Rows = admin.TabularInline[Any, Any]
    CreationForm = AdminUserCreationForm[User]
else:
    Record = admin.ModelAdmin
    Person = UserAdmin
    Rows = admin.TabularInline
    CreationForm = AdminUserCreationForm


ACTS: dict[type[Model], Act] = {
    User: Act.ACCOUNT_CHANGED,
    Team: Act.TEAM_CHANGED,
    Membership: Act.ROLE_CHANGED,
    ApiToken: Act.KEY_CHANGED,
}


class Told:
    """What staff add, change and delete here stands in the audit log, too, where the owners of the team see it."""

    def log_addition(self, request: HttpRequest, obj: Model, message: Any) -> Any:
        tell(request, obj, changes=message)
        return super().log_addition(request, obj, message)  # type: ignore[misc]

    def log_change(self, request: HttpRequest, obj: Model, message: Any) -> Any:
        tell(request, obj, changes=message)
        return super().log_change(request, obj, message)  # type: ignore[misc]

    def log_deletions(self, request: HttpRequest, queryset: Iterable[Model]) -> Any:
        for obj in queryset:
            tell(request, obj, changes=[{"deleted": {}}])
        return super().log_deletions(request, queryset)  # type: ignore[misc]


def tell(request: HttpRequest, obj: Model, **facts: Any) -> None:
    """Call inside the transaction of the change."""
    by = request.user if isinstance(request.user, User) else None
    act = ACTS.get(type(obj), Act.CHANGED)
    if isinstance(obj, User):
        Event.record_for(obj, act, by=by, on=obj, **facts)
    else:
        team = obj if isinstance(obj, Team) else getattr(obj, "team", None)
        Event.record(act, by=by, team=team, on=obj, **facts)


class RecordAdmin(Told, Record):
    pass


class PersonAdmin(Told, Person):
    pass


class OnlyLookedAt:
    """Nothing is added, changed or deleted by hand."""

    def has_add_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False


def count_of(model: type[Model], owner: str) -> Coalesce:
    """How many rows of `model` belong to each row of the outer query; `owner` is their foreign key to it."""
    rows = model._default_manager.order_by().filter(**{owner: OuterRef("pk")}).values(owner)
    return Coalesce(Subquery(rows.annotate(count=Count("pk")).values("count")), 0)
