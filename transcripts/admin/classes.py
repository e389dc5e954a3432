"""What the administration's pages are made of."""

from typing import TYPE_CHECKING, Any

from django.contrib import admin
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.forms import AdminUserCreationForm
from django.db.models import Count, Model, OuterRef, Subquery
from django.db.models.functions import Coalesce
from django.http import HttpRequest

from transcripts.models import User

# Django's own classes take their record as a type argument only in the eyes of the type checker.
if TYPE_CHECKING:
    RecordAdmin = admin.ModelAdmin[Any]
    PersonAdmin = UserAdmin[User]
    Rows = admin.TabularInline[Any, Any]
    CreationForm = AdminUserCreationForm[User]
else:
    RecordAdmin = admin.ModelAdmin
    PersonAdmin = UserAdmin
    Rows = admin.TabularInline
    CreationForm = AdminUserCreationForm


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
