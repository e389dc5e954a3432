"""What the pages show, in few queries."""

from dataclasses import dataclass
from uuid import UUID

from django.db.models import OuterRef, Prefetch, QuerySet, Subquery
from django.http import Http404

from transcripts import access
from transcripts.library.cursor import page_after
from transcripts.library.search import search
from transcripts.models import ACTIVE, Recording, Revision, Status, Team, Transcription, User
from transcripts.text.document import Document

PAGE_SIZE = 30


@dataclass(frozen=True, slots=True)
class Row:
    recording: Recording
    transcription: Transcription | None

    @property
    def is_active(self) -> bool:
        return self.transcription is not None and self.transcription.is_active


@dataclass(frozen=True, slots=True)
class LibraryPage:
    """`next` is the cursor of the following page, None on the last."""

    rows: list[Row]
    next: str | None
    total_active: int


@dataclass(frozen=True, slots=True)
class RecordingPage:
    """`transcription` is the one that is shown, of all `transcriptions`, newest first."""

    recording: Recording
    transcription: Transcription | None
    transcriptions: list[Transcription]
    revision: Revision | None
    may_edit: bool

    @property
    def document(self) -> Document | None:
        """All of it, read anew each time: a page asks `library.reading` for what it shows."""
        return self.revision.document if self.revision else None


def _latest_first() -> Prefetch[str]:
    runs = Transcription.objects.select_related("requested_by", "same_as__requested_by").order_by(
        "-created_at", "-pk"
    )
    return Prefetch("transcriptions", runs)


def _row(recording: Recording) -> Row:
    runs = list(recording.transcriptions.all())
    for run in runs:
        run.recording = recording
    return Row(recording, runs[0] if runs else None)


def _listed(rows: QuerySet[Recording], after: str, size: int = PAGE_SIZE) -> tuple[list[Row], str | None]:
    """Rows after a cursor, newest first, with all that a list shows of them, and the next cursor."""
    whole = rows.select_related("uploaded_by", "team").prefetch_related(_latest_first())
    found, following = page_after(whole.defer("voiced", "search_text"), after, size)
    return [_row(recording) for recording in found], following


def library_page(user: User, *, after: str = "") -> LibraryPage:
    teams = access.library_teams(user)
    rows, following = _listed(access.recordings(user).filter(team__in=teams), after)
    jobs = access.transcriptions(user).filter(recording__team__in=teams)
    active = jobs.filter(status__in=ACTIVE).count()
    return LibraryPage(rows, following, active)


def rows_after(
    user: User, *, q: str, after: str, team: Team, status: str = "", size: int | None = None
) -> tuple[list[Row], str | None]:
    """Rows of one team after a cursor, newest first, and the next cursor; `status` is the newest transcription's."""
    rows = search(user, q).filter(team=team)
    if status:
        newest = Transcription.objects.filter(recording=OuterRef("pk")).order_by("-created_at", "-pk")
        rows = rows.annotate(newest=Subquery(newest.values("status")[:1])).filter(newest=status)
    return _listed(rows, after, size or PAGE_SIZE)


def rows_of(user: User, ids: list[UUID]) -> list[Row]:
    """The given recordings as rows again, newest first; those hidden from the person are left out."""
    rows = access.recordings(user).filter(pk__in=ids).select_related("uploaded_by", "team")
    rows = rows.defer("voiced", "search_text")
    return [_row(recording) for recording in rows.prefetch_related(_latest_first())]


def _chosen(runs: list[Transcription], wanted: str, *, with_words: bool) -> Transcription | None:
    """The one asked for; else what is at work, else the newest with words, else the newest. `with_words`: these first."""
    asked = [run for run in runs if str(run.pk) == wanted]
    at_work = [run for run in runs if run.is_active]
    done = [run for run in runs if run.status == Status.COMPLETED]
    first = [*done, *at_work] if with_words else [*at_work, *done]
    return next(iter([*asked, *first, *runs]), None)


def recording_page(
    user: User, recording_id: UUID, wanted: str = "", *, with_words: bool = False
) -> RecordingPage:
    """`wanted` names the transcription to show. Raises Http404 for what is not there or not for this person."""
    found = access.recordings(user).filter(pk=recording_id).select_related("uploaded_by", "team")
    recording = found.prefetch_related(_latest_first()).first()
    if recording is None:
        raise Http404
    runs = list(recording.transcriptions.all())
    for run in runs:
        run.recording = recording
    shown = _chosen(runs, wanted, with_words=with_words)
    revision = shown.revisions.order_by("-number").first() if shown else None
    return RecordingPage(
        recording,
        shown,
        runs,
        revision,
        access.may_edit(user, recording),
    )
