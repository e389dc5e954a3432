"""What guests see: a title, the current text with its times and speakers, and nothing else of the team."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from uuid import UUID

from django.utils import timezone

from transcripts import access
from transcripts.exports.exported import Format
from transcripts.exports.registry import FORMATS
from transcripts.library.exporting import Order, Written, exported
from transcripts.library.playing import Playing, playing
from transcripts.library.preferred import preferred
from transcripts.library.reading import Part, outline, part, place_at
from transcripts.models import GuestLink, Recording, Revision, Status, Transcription
from transcripts.models.token import digest

# Paragraphs of one page.
SIZE = 60
# These hold the words and nothing of how they came about.
DOWNLOADS = ("docx", "pdf", "txt", "srt", "vtt")


@dataclass(frozen=True, slots=True)
class GuestPage:
    link: GuestLink
    recording: Recording
    playing: Playing
    part: Part | None
    formats: Sequence[Format]


def link_of(token: str) -> GuestLink | None:
    """None for a link that leads nowhere, for whatever reason."""
    return access.open_to_guests(timezone.now()).filter(digest=digest(token)).first()


def link_called(pk: UUID) -> GuestLink | None:
    return access.open_to_guests(timezone.now()).filter(pk=pk).first()


def guest_page(link: GuestLink, *, first: int = 0, moment: float | None = None) -> GuestPage:
    """From paragraph `first` on, or from the one in which something is said at `moment`."""
    revision = current(link.recording)
    if revision is not None and moment is not None:
        first = place_at(outline(revision), moment)
    shown = part(revision, first, SIZE) if revision else None
    formats = [FORMATS[name] for name in DOWNLOADS] if link.may_download and revision else []
    return GuestPage(link, link.recording, playing(link.recording), shown, formats)


def current(recording: Recording) -> Revision | None:
    """The newest version of the transcription that is read (`preferred`)."""
    done = Transcription.objects.filter(recording=recording, status=Status.COMPLETED)
    job = next(iter(preferred(done.order_by("-created_at", "-pk"))), None)
    if job is None:
        return None
    job.recording = recording
    found = job.revisions.order_by("-number").first()
    if found is not None:
        found.transcription = job
    return found


def written(order: Order, revision: Revision) -> Written:
    """The file without who brought, transcribed or corrected it. Raises CannotWrite."""
    plain = replace(exported(revision, order.format), author=None, facts=(), recording="", transcription="")
    return order.as_file(plain)
