"""What lies in the trash, and what has left it for good."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.apps import apps
from django.conf import settings
from django.db.models import Q, QuerySet
from django.http import Http404
from django.utils.text import capfirst

from transcripts import access
from transcripts.library.keeping import held, leaves_trash_at
from transcripts.library.offers import stopping
from transcripts.models import Hold, Receipt, Recording, User

PAGE_SIZE = 50


@dataclass(frozen=True, slots=True)
class TrashRow:
    """`goes_at` None: a legal hold keeps it."""

    recording: Recording
    goes_at: datetime | None
    may_delete: bool


@dataclass(frozen=True, slots=True)
class TrashPage:
    """`days`: how long things stay in there. `next` is the cursor of the following page, "" on the last."""

    rows: list[TrashRow]
    next: str
    days: int


def trash_page(user: User, after: str = "") -> TrashPage:
    """Of the current team, where the person may restore; what was put there last first."""
    here = access.restorable(user).filter(team__in=access.library_teams(user))
    rows = here.select_related("team", "uploaded_by", "deleted_by")
    page = list(_after(rows, after).defer("voiced", "search_text", "note")[: PAGE_SIZE + 1])
    ids = [row.pk for row in page]
    kept = set(Recording.objects.filter(held(), pk__in=ids).values_list("pk", flat=True))
    mine = set(access.deletable_for_good(user).filter(pk__in=ids).values_list("pk", flat=True))
    shown = [
        TrashRow(row, None if row.pk in kept else leaves_trash_at(row), row.pk in mine and row.pk not in kept)
        for row in page[:PAGE_SIZE]
    ]
    return TrashPage(
        shown, _cursor(page[PAGE_SIZE - 1]) if len(page) > PAGE_SIZE else "", settings.TRASH_DAYS
    )


def _cursor(row: Recording) -> str:
    return f"{row.deleted_at:%Y%m%d%H%M%S%f}-{row.pk.hex}"


def _after(rows: QuerySet[Recording], cursor: str) -> QuerySet[Recording]:
    """The first page for what is no cursor."""
    moment, _dash, identity = cursor.partition("-")
    try:
        at, pk = datetime.strptime(f"{moment}+0000", "%Y%m%d%H%M%S%f%z"), UUID(identity)
    except ValueError:
        at = None
    if at is not None:
        rows = rows.filter(Q(deleted_at__lt=at) | Q(deleted_at=at, pk__lt=pk))
    return rows.order_by("-deleted_at", "-pk")


@dataclass(frozen=True, slots=True)
class Leaving:
    """A recording that somebody is about to delete for good. `hold` keeps it; `cost`: what becomes of work at HiSpeech."""

    recording: Recording
    transcriptions: int
    hold: Hold | None
    may_delete: bool
    cost: str


def leaving(user: User, recording_id: UUID) -> Leaving:
    """In the library or in the trash. Raises Http404 for what is not there or not for this person."""
    row = reachable(user, recording_id)
    runs = row.transcriptions.filter(part_of=None).count()
    may = access.may_delete_for_good(user, row)
    return Leaving(row, runs, Hold.on(row), may, stopping([row.pk], for_good=True))


def reachable(user: User, recording_id: UUID) -> Recording:
    """Likewise."""
    both = access.recordings(user) | access.restorable(user)
    row = both.filter(pk=recording_id).select_related("team", "folder", "uploaded_by", "deleted_by").first()
    if row is None:
        raise Http404
    return row


def told(receipt: Receipt) -> dict[str, object]:
    """As it is downloaded, and told to programs."""
    return {
        "id": str(receipt.pk),
        "team": str(receipt.team_id),
        "recording": str(receipt.recording_id),
        "what": receipt.what,
        "why": receipt.why,
        "by": receipt.by_name or None,
        "at": receipt.at.isoformat(),
        "went": receipt.went,
        "files": receipt.files,
        "files_gone_at": receipt.files_gone_at.isoformat() if receipt.files_gone_at else None,
    }


def counted(receipt: Receipt) -> list[tuple[str, int]]:
    """The rows that went, by what people call them; how words were found and who was just editing is not worth a line."""
    kinds = {model._meta.model_name: model._meta for model in apps.get_app_config("transcripts").get_models()}
    found: dict[str, int] = receipt.went.get("rows", {})
    return [
        (capfirst(str(kinds[name].verbose_name_plural)), count)
        for name, count in sorted(found.items())
        if name in kinds and name not in _UNTOLD
    ]


_UNTOLD = ("editing", "paragraph", "revision", "idempotencykey")
