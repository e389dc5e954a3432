"""Notes at moments of a recording, as threads."""

from dataclasses import dataclass

from django.db.models import Prefetch

from transcripts.models import Note, Transcription


@dataclass(frozen=True, slots=True)
class Thread:
    note: Note
    replies: list[Note]

    @property
    def is_resolved(self) -> bool:
        return self.note.is_resolved


def threads(transcription: Transcription, *, resolved: bool = True) -> list[Thread]:
    """By moment; without those that are resolved where `resolved` is false."""
    replies = Note.objects.select_related("author").order_by("created_at", "pk")
    opening = Note.objects.filter(transcription=transcription, parent=None)
    if not resolved:
        opening = opening.filter(resolved_at=None)
    rows = opening.select_related("author", "resolved_by").prefetch_related(Prefetch("replies", replies))
    return [Thread(row, list(row.replies.all())) for row in rows]
