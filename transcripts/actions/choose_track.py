"""Choose which of a file's sound tracks is the one to be transcribed."""

from django.db import transaction
from django.db.models.fields.files import FieldFile

from transcripts import access
from transcripts.errors import NotAllowed, Refused, gettext_noop
from transcripts.media.tracks import choice_of, from_json
from transcripts.models import ACTIVE, Act, Event, Recording, Rendition, Transcription, User
from transcripts.models.gate import gate


class StillAtWork(Refused):
    code = "still_at_work"
    field = "track"
    sentence = gettext_noop(
        "A transcription of this recording is at work. Wait for it or cancel it, then choose another sound track."
    )


def choose_track(*, by: User, recording: Recording, index: int) -> Recording:
    """From now on the recording is about the track `index` of its file; the next transcription makes its sound anew.

    Transcripts that exist stay: they know which track they are of. Raises NotAllowed, UnknownTrack, StillAtWork.
    """
    if not access.may_edit(by, recording):
        raise NotAllowed
    with gate():
        row = Recording.objects.get(pk=recording.pk)
        choice = choice_of(from_json(row.tracks), index)
        if choice != row.track:
            if Transcription.every.filter(recording=row, status__in=ACTIVE).exists():
                raise StillAtWork
            _change(row, choice)
            Event.record(Act.CHANGED, by=by, team=row.team, on=row, track=index)
    recording.refresh_from_db()
    return recording


def _change(row: Recording, choice: int | None) -> None:
    """Everything that was made of the other track goes, with its files once that is certain."""
    made = [file for file in (row.sound, row.peaks, row.rendition) if file]
    Recording.objects.filter(pk=row.pk).update(
        track=choice,
        sound="",
        sound_sha256="",
        voiced=None,
        peaks="",
        rendition="",
        rendition_status=Rendition.WANTED if row.has_video else Rendition.NEEDLESS,
        rendition_lease=None,
        rendition_lease_until=None,
    )
    # (Where the storage is away they stay, and cost room.)
    transaction.on_commit(lambda: _delete(made), robust=True)


def _delete(files: list[FieldFile]) -> None:
    for file in files:
        file.storage.delete(file.name or "")
