"""Who is at which paragraph now."""

from datetime import datetime

from transcripts.models import Editing, Transcription, User


def who_edits(
    transcription: Transcription, now: datetime, *, but: User | None = None
) -> dict[int, list[User]]:
    """People by the id of the paragraph that they are at, longest there first; without `but`, who asks."""
    rows = Editing.objects.filter(transcription=transcription, until__gt=now).select_related("user")
    found: dict[int, list[User]] = {}
    for row in rows.order_by("pk"):
        if but is None or row.user_id != but.pk:
            found.setdefault(row.paragraph_id, []).append(row.user)
    return found
