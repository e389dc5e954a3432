"""What the pages show, in few queries."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Prefetch, QuerySet
from django.http import Http404

from transcripts import access
from transcripts.library.cursor import page_after
from transcripts.library.filters import NO_FOLDER, Narrowing, View
from transcripts.library.listing import listed, narrowed
from transcripts.library.preferred import preferred
from transcripts.library.remembered import LARGE, remembered
from transcripts.library.search import search
from transcripts.library.shelf import Shelf, in_order, shelf
from transcripts.library.shown import ListRow, columns, shown
from transcripts.models import Recording, Revision, Status, Tag, Team, Transcription, User
from transcripts.text.document import Document

PAGE_SIZE = 30
# What matches is counted so far.
MOST_COUNTED = 1000
# Long columns that no list tells.
_UNTOLD = ("voiced", "search_text")


@dataclass(frozen=True, slots=True)
class Row:
    """All that programs are told of a recording. `tags` in the order of the alphabet."""

    recording: Recording
    transcription: Transcription | None
    tags: Sequence[Tag] = ()


@dataclass(frozen=True, slots=True)
class LibraryPage:
    """`next` is the cursor of the following page, None on the last. `total` of all pages; -1: more than `MOST_COUNTED`."""

    rows: list[ListRow]
    next: str | None
    shelf: Shelf
    total: int

    @property
    def is_at_work(self) -> bool:
        """Something on it will look otherwise soon."""
        return any(row.is_active for row in self.rows)


@dataclass(frozen=True, slots=True)
class RecordingPage:
    """`transcription` is the one that is shown, of all `transcriptions`, newest first."""

    recording: Recording
    transcription: Transcription | None
    transcriptions: list[Transcription]
    revision: Revision | None
    may_edit: bool
    may_hold: bool
    # Whose words these are, or whose sound was sent and lost, where this person may go there.
    of_same_sound: Transcription | None = None

    @property
    def tags(self) -> list[Tag]:
        return in_order(self.recording.tags.all())

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
    return Row(recording, runs[0] if runs else None, in_order(recording.tags.all()))


def _whole(rows: QuerySet[Recording]) -> QuerySet[Recording]:
    """With all that programs are told of them."""
    whole = rows.select_related("uploaded_by", "team", "folder").prefetch_related(_latest_first(), "tags")
    return whole.defer(*_UNTOLD)


def _after(
    rows: QuerySet[Recording], after: str, size: int | None = None, sort: str = ""
) -> tuple[list[Row], str | None]:
    """Rows after a cursor, and the next cursor."""
    found, following = page_after(rows, after, size or PAGE_SIZE, sort)
    return [_row(recording) for recording in found], following


def library_page(user: User, view: View | None = None, *, after: str = "") -> LibraryPage:
    view = view or View()
    teams = access.library_teams(user)
    beside = shelf(user, teams)
    matching = listed(user, teams, view.narrowing, beside.tree)
    found, following = page_after(columns(matching), after, PAGE_SIZE, view.sort)
    return LibraryPage(
        shown(found, beside), following, beside, _total(user, matching, view.narrowing, beside)
    )


def _total(user: User, matching: QuerySet[Recording], narrowing: Narrowing, beside: Shelf) -> int:
    """Known already where nothing but a folder or one tag was chosen."""
    if narrowing == Narrowing(folder=narrowing.folder):
        branch = beside.tree.get(narrowing.folder_id)
        if branch is not None:
            return beside.within(branch)
        return {"": beside.everything, NO_FOLDER: beside.without_folder}.get(narrowing.folder, 0)
    tag = beside.tag(narrowing.tag_ids[0]) if len(narrowing.tags) == 1 else None
    if tag and narrowing == Narrowing(tags=narrowing.tags):
        return tag.count
    count = remembered(
        ("total", user.pk, tuple(beside.teams), narrowing),
        lambda: matching.order_by()[: MOST_COUNTED + 1].count(),
        lambda _count: beside.everything > LARGE,
    )
    return count if count <= MOST_COUNTED else -1


def rows_after(
    user: User,
    *,
    q: str,
    after: str,
    team: Team,
    narrowing: Narrowing | None = None,
    sort: str = "",
    size: int | None = None,
) -> tuple[list[Row], str | None]:
    """Rows of one team after a cursor, and the next cursor."""
    rows = search(user, q).filter(team=team)
    found = narrowed(rows, narrowing or Narrowing(), [team.pk])
    return _after(_whole(found), after, size, sort)


def _chosen(runs: list[Transcription], wanted: str, *, with_words: bool) -> Transcription | None:
    """The one asked for; else what is at work, else what has words (`preferred`), else the newest. `with_words`: these first."""
    for run in runs:
        if str(run.pk) == wanted:
            return run
    at_work = [run for run in runs if run.is_active]
    done = preferred(run for run in runs if run.status == Status.COMPLETED)
    first = [*done, *at_work] if with_words else [*at_work, *done]
    return next(iter([*first, *runs]), None)


def recording_page(
    user: User, recording_id: UUID, wanted: str = "", *, with_words: bool = False
) -> RecordingPage:
    """`wanted` names the transcription to show. Raises Http404 for what is not there or not for this person."""
    found = access.recordings(user).filter(pk=recording_id).select_related("uploaded_by", "team", "folder")
    recording = found.prefetch_related(_latest_first(), "tags").first()
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
        access.may_hold(user, recording),
        _in_sight(user, shown.same_as if shown else None),
    )


def _in_sight(user: User, run: Transcription | None) -> Transcription | None:
    """Who sees a recording may have changed since its words were taken over."""
    if run is None or run.recording.deleted_at is not None or not access.may_read(user, run.recording):
        return None
    return run
