"""Keeps what the search looks through in step with titles and words."""

from transcripts.models import Recording, Revision
from transcripts.text.armenian import fold


def refresh(recording: Recording) -> None:
    """Call inside the transaction that changed the title or the words."""
    runs = recording.transcriptions.order_by("created_at").values_list("pk", flat=True)
    texts = [Revision.objects.filter(transcription=run).order_by("-number").first() for run in runs]
    parts = [recording.title, recording.filename, *(row.text for row in texts if row is not None)]
    Recording.objects.filter(pk=recording.pk).update(search_text=fold("\n".join(parts)))
