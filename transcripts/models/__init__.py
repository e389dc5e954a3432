"""The records: people and teams, recordings, uploads on their way, transcriptions and their
life, attempts, transcripts.

Rows, constraints and guarded verbs. No network, no files, no decision about who may do what."""

from transcripts.models.among import Among
from transcripts.models.archive import Archive, ArchiveState
from transcripts.models.arrangement import Arranged, Arrangement
from transcripts.models.attempt import Attempt, Outcome
from transcripts.models.audit import Act, Event
from transcripts.models.blank import Blank
from transcripts.models.breaks import BreakChange, Breaks
from transcripts.models.guest_link import GuestLink
from transcripts.models.idempotency import IdempotencyKey
from transcripts.models.index import IndexEntry, SavedSearch
from transcripts.models.invitation import Invitation
from transcripts.models.keeping import End, Hold, LastDay, Rule
from transcripts.models.letterhead import Letterhead
from transcripts.models.lifecycle import ACTIVE, ARROWS, FINISHED, Reason, Status
from transcripts.models.note import Note
from transcripts.models.notice import ByMail, Notice, NoticeWish
from transcripts.models.order import Colour, Folder, Tag, Tagging
from transcripts.models.people import Membership, Role, Team, User
from transcripts.models.presence import Editing
from transcripts.models.proof import PollingProof
from transcripts.models.receipt import Receipt, What, Why
from transcripts.models.recording import Recording, Rendition
from transcripts.models.shots import ShotList
from transcripts.models.timing import NotHeard, Timing, TimingState
from transcripts.models.token import ApiToken
from transcripts.models.transcript import Paragraph, Revision
from transcripts.models.transcription import Transcription
from transcripts.models.upload import Stage, Upload

__all__ = [
    "ACTIVE",
    "ARROWS",
    "FINISHED",
    "Act",
    "Among",
    "ApiToken",
    "Archive",
    "ArchiveState",
    "Arranged",
    "Arrangement",
    "Attempt",
    "Blank",
    "BreakChange",
    "Breaks",
    "ByMail",
    "Colour",
    "Editing",
    "End",
    "Event",
    "Folder",
    "GuestLink",
    "Hold",
    "IdempotencyKey",
    "IndexEntry",
    "Invitation",
    "LastDay",
    "Letterhead",
    "Membership",
    "NotHeard",
    "Note",
    "Notice",
    "NoticeWish",
    "Outcome",
    "Paragraph",
    "PollingProof",
    "Reason",
    "Receipt",
    "Recording",
    "Rendition",
    "Revision",
    "Role",
    "Rule",
    "SavedSearch",
    "ShotList",
    "Stage",
    "Status",
    "Tag",
    "Tagging",
    "Team",
    "Timing",
    "TimingState",
    "Transcription",
    "Upload",
    "User",
    "What",
    "Why",
]
