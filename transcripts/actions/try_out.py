"""Have both models try one minute of a recording, so that one can choose before all of it is bought."""

from django.db import transaction

from transcripts import access, tasks
from transcripts.actions.choose_track import choose_track
from transcripts.actions.transcribe import NothingToHear
from transcripts.errors import NotAllowed
from transcripts.intake.trials import order_trials
from transcripts.models import Recording, Transcription, User
from transcripts.models.gate import gate


def try_out(
    *, by: User, recording: Recording, confidential: bool = False, track: int | None = None
) -> list[Transcription]:
    """What was ordered: nothing where both have been asked already. `track`: choose that sound track first.

    Raises NotAllowed, NothingToHear, or what `choose_track` raises.
    """
    if not access.may_edit(by, recording):
        raise NotAllowed
    if not recording.file:
        raise NothingToHear
    with gate():
        if track is not None:
            choose_track(by=by, recording=recording, index=track)
        made = order_trials(recording, by, confidential=confidential)
    transaction.on_commit(tasks.ring)
    return made
