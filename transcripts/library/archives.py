"""What the pages of archives show."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from transcripts import access
from transcripts.errors import Refused
from transcripts.exports import pdf
from transcripts.exports.exported import CannotWrite
from transcripts.exports.registry import FORMATS
from transcripts.library.bundle import LargeArchive, NoSuchRecording, chosen
from transcripts.library.gathering import parts, seen
from transcripts.library.words import sentence_in_words
from transcripts.models import Archive, Folder, Team, User

# From so many on the page suggests not to wait for it.
LONG = 500
# PDFs take half a second each, Word files and spreadsheets some tens of milliseconds.
_SLOW = {"pdf": 20, "docx": 100, "xlsx": 200}
_WHY: dict[str, type[Refused]] = {
    one.code: one for one in (CannotWrite, pdf.NoTypefaces, pdf.TooMuch, NoSuchRecording, LargeArchive)
}


@dataclass(frozen=True, slots=True)
class Wanted:
    """Whose transcripts: those of `ids`, of a folder, of a search, or of the whole library."""

    team: Team
    ids: list[UUID] | None = None
    folder: Folder | None = None
    q: str = ""

    def found(self, user: User, most: int) -> list[UUID]:
        """Raises NoSuchRecording or LargeArchive."""
        return chosen(user, self.team, ids=self.ids, q=self.q, folder=self.folder, most=most)


def is_long(asked: Mapping[str, str], count: int) -> bool:
    return count > _SLOW.get(asked.get("format", "txt"), LONG)


def slow_from() -> dict[str, int]:
    """Of each format how many one had better not wait for."""
    return {name: _SLOW.get(name, LONG) for name in FORMATS}


def of(user: User, now: datetime) -> QuerySet[Archive]:
    """One's own, newest first, as long as they can be fetched."""
    fresh = Q(ended_at=None) | Q(ended_at__gt=now - settings.ARCHIVE_KEPT)
    return access.archives(user).filter(fresh).select_related("team").defer("recordings", "parts")


def is_still_readable(user: User, archive: Archive) -> bool:
    """Every recording in it is still there for this person."""
    return all(seen(user, archive.team, part).count() == len(part) for part in parts(archive.ids, 500))


def why(archive: Archive) -> str:
    """Why it could not be made."""
    if archive.code in _WHY:
        return sentence_in_words(_WHY[archive.code].sentence, {})
    return _("Something went wrong on our side several times. Please try again, or tell your administrator.")
