"""What the machine wrote down: looked at here, never made or changed by hand.

A recording is brought at the upload page, a transcription moves by its verbs, the ledger is what was paid:
a change here would part the record from what happened. What somebody keeps private is not named here either.
"""

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest

from transcripts.access import in_sight
from transcripts.admin.classes import OnlyLookedAt, RecordAdmin, Rows
from transcripts.models import (
    Archive,
    Attempt,
    Hold,
    IdempotencyKey,
    Note,
    PollingProof,
    Receipt,
    Recording,
    Revision,
    Rule,
    Timing,
    Transcription,
    Upload,
)


class RunRows(OnlyLookedAt, Rows):
    model = Transcription
    extra = 0
    fields = ["stt_model", "status", "reason", "requested_by", "created_at", "finished_at"]
    readonly_fields = ["created_at"]
    show_change_link = True

    def get_queryset(self, request: HttpRequest) -> QuerySet[Transcription]:
        rows: QuerySet[Transcription] = super().get_queryset(request)
        return rows.select_related("requested_by")


class AttemptRows(OnlyLookedAt, Rows):
    model = Attempt
    extra = 0
    fields = [
        "number",
        "way",
        "outcome",
        "seconds",
        "billed_seconds",
        "cost",
        "currency",
        "error_code",
        "ended_at",
    ]
    show_change_link = True


class MachineAdmin(OnlyLookedAt, RecordAdmin):
    date_hierarchy = "created_at"
    # These tables grow: counting all rows beside the found ones would cost a scan on every page.
    show_full_result_count = False


@admin.register(Recording)
class RecordingAdmin(MachineAdmin):
    list_display = ["title", "team", "uploaded_by", "duration", "size", "container", "created_at"]
    list_filter = [
        ("deleted_at", admin.EmptyFieldListFilter),
        "has_video",
        "container",
        ("team", admin.RelatedOnlyFieldListFilter),
    ]
    list_select_related = ["team", "uploaded_by"]
    search_fields = ["title", "filename", "=id", "=sha256", "uploaded_by__email"]
    exclude = ["voiced"]
    inlines = [RunRows]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Recording]:
        rows: QuerySet[Recording] = super().get_queryset(request)
        return rows.filter(in_sight(None)).defer("search_text", "voiced")


@admin.register(Transcription)
class TranscriptionAdmin(MachineAdmin):
    list_display = [
        "recording",
        "part_start",
        "stt_model",
        "status",
        "reason",
        "confidential",
        "requested_by",
        "created_at",
        "finished_at",
        "next_look_at",
    ]
    list_filter = ["status", "reason", "stt_model", "confidential", "in_parts", "is_trial"]
    list_select_related = ["recording", "requested_by"]
    search_fields = ["=id", "=recording__id", "recording__title", "requested_by__email"]
    inlines = [AttemptRows]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Transcription]:
        """Parts and trials too: attempts belong to them."""
        rows = Transcription.every.filter(in_sight(None, "recording__")).order_by("-created_at", "-id")
        return rows.defer("recording__search_text", "recording__voiced")


@admin.register(Attempt)
class AttemptAdmin(MachineAdmin):
    list_display = [
        "created_at",
        "outcome",
        "seconds",
        "billed_seconds",
        "cost",
        "currency",
        "error_code",
        "way",
        "number",
        "transcription",
    ]
    list_filter = ["outcome", "way", "transcription__stt_model", "error_code"]
    list_select_related = ["transcription"]
    search_fields = ["=job_id", "=transcription__id", "error_code"]


@admin.register(Revision)
class RevisionAdmin(MachineAdmin):
    list_display = ["transcription", "number", "author", "characters", "created_at"]
    list_filter = [("author", admin.EmptyFieldListFilter)]
    list_select_related = ["transcription", "author"]
    search_fields = ["=transcription__id", "author__email"]
    fields = ["transcription", "number", "author", "characters", "created_at"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Revision]:
        rows: QuerySet[Revision] = super().get_queryset(request)
        return rows.defer("order")


@admin.register(Note)
class NoteAdmin(MachineAdmin):
    """Who noted something where; what it says is read beside the transcript, by those whom their team let in."""

    list_display = ["transcription", "moment", "author", "created_at", "changed_at", "resolved_at"]
    list_filter = [("resolved_at", admin.EmptyFieldListFilter), ("parent", admin.EmptyFieldListFilter)]
    list_select_related = ["transcription", "author"]
    search_fields = ["=transcription__id", "author__email"]
    exclude = ["text"]


@admin.register(Timing)
class TimingAdmin(MachineAdmin):
    """Which words' times are known, which are looked for, and what was in the way."""

    date_hierarchy = "wanted_at"

    list_display = ["transcription", "state", "code", "share", "belongs", "wanted_at", "done_at"]
    list_filter = ["state", "code"]
    list_select_related = ["transcription"]
    search_fields = ["=transcription__id"]
    exclude = ["unspoken", "unsaid"]


@admin.register(PollingProof)
class PollingProofAdmin(MachineAdmin):
    """Whether uploads need to wait for their answer, and what was in the way last."""

    date_hierarchy = "tried_at"
    list_display = ["base_url", "proved_at", "tried_at", "trouble"]
    search_fields = ["base_url", "trouble"]
    exclude = ["mark"]


@admin.register(IdempotencyKey)
class IdempotencyKeyAdmin(MachineAdmin):
    list_display = ["key", "team", "transcription", "created_at"]
    list_filter = [("team", admin.RelatedOnlyFieldListFilter)]
    list_select_related = ["team", "transcription"]
    search_fields = ["key", "=transcription__id"]


@admin.register(Receipt)
class ReceiptAdmin(MachineAdmin):
    """What went for good, and whether the storage is clear of it."""

    date_hierarchy = "at"
    list_display = ["at", "team", "what", "why", "by_name", "recording", "files_gone_at"]
    list_filter = [
        "what",
        "why",
        ("files_gone_at", admin.EmptyFieldListFilter),
        ("team", admin.RelatedOnlyFieldListFilter),
    ]
    list_select_related = ["team", "recording"]
    search_fields = ["=id", "=recording__id", "by_name"]


@admin.register(Hold)
class HoldAdmin(MachineAdmin):
    date_hierarchy = "since"
    list_display = ["since", "team", "recording", "folder", "reason", "by", "lifted_at", "lifted_by"]
    list_filter = [
        ("lifted_at", admin.EmptyFieldListFilter),
        ("team", admin.RelatedOnlyFieldListFilter),
    ]
    list_select_related = ["team", "recording", "folder", "by", "lifted_by"]
    search_fields = ["=recording__id", "reason", "by__email"]


@admin.register(Rule)
class RuleAdmin(MachineAdmin):
    date_hierarchy = "changed_at"
    list_display = ["team", "folder", "sound_days", "text_days", "changed_at", "changed_by"]
    list_select_related = ["team", "folder", "changed_by"]


@admin.register(Upload)
class UploadAdmin(MachineAdmin):
    """What is on its way, and what became of it; how much of it has arrived is known to the storage alone."""

    list_display = ["filename", "team", "created_by", "state", "code", "length", "created_at", "touched_at"]
    list_filter = ["state", ("team", admin.RelatedOnlyFieldListFilter)]
    list_select_related = ["team", "created_by"]
    search_fields = ["filename", "title", "=id", "created_by__email"]
    exclude = ["mark", "lease", "lease_until"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Upload]:
        rows: QuerySet[Upload] = super().get_queryset(request)
        return rows.filter(private=False)


@admin.register(Archive)
class ArchiveAdmin(MachineAdmin):
    """What was asked for, how far it is, why it could not be made; which recordings are in it is its person's."""

    list_display = [
        "created_at",
        "team",
        "requested_by",
        "state",
        "code",
        "done",
        "total",
        "size",
        "ended_at",
    ]
    list_filter = ["state", ("team", admin.RelatedOnlyFieldListFilter)]
    list_select_related = ["team", "requested_by"]
    search_fields = ["=id", "requested_by__email"]
    exclude = ["recordings", "parts", "address"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Archive]:
        rows: QuerySet[Archive] = super().get_queryset(request)
        return rows.defer("recordings", "parts")
