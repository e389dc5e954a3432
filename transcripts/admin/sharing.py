"""Guest links: looked at, and taken back. The audit log has a page of its own (`/team/log/`), for staff too."""

from django.contrib import admin, messages
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from transcripts.admin.classes import RecordAdmin
from transcripts.models import Act, Event, GuestLink, User

SHOWN = (
    "name",
    "hint",
    "recording",
    "created_by",
    "created_at",
    "expires_at",
    "last_opened_at",
    "revoked_at",
)


@admin.register(GuestLink)
class GuestLinkAdmin(RecordAdmin):
    list_display = [*SHOWN]
    list_filter = [("revoked_at", admin.EmptyFieldListFilter), "expires_at"]
    list_select_related = ["recording", "created_by"]
    search_fields = ["name", "hint", "recording__title", "created_by__email"]
    date_hierarchy = "created_at"
    fields = [*SHOWN, "may_download"]
    readonly_fields = [*SHOWN, "may_download"]
    actions = ["revoke"]

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: GuestLink | None = None) -> bool:
        return False

    @admin.action(description=_("Take the chosen links back"), permissions=["change"])
    def revoke(self, request: HttpRequest, links: QuerySet[GuestLink]) -> None:
        by = request.user if isinstance(request.user, User) else None
        now, count = timezone.now(), 0
        with transaction.atomic():
            for link in links.select_related("recording__team"):
                if link.revoke(now):
                    count += 1
                    row = link.recording
                    Event.record(Act.REVOKED, by=by, team=row.team, on=row, link=link.hint)
        words = ngettext("%(n)d link was taken back.", "%(n)d links were taken back.", count)
        self.message_user(request, words % {"n": count}, messages.SUCCESS)
