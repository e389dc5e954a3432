"""Transcribe a recording that the library has already: with the other model, or once more."""

from transcripts import access
from transcripts.actions.order import AlreadyHere, Wish, order
from transcripts.actions.submit import model_of
from transcripts.errors import NotAllowed
from transcripts.library import twins
from transcripts.library.twins import Wanted
from transcripts.models import Recording, Transcription, User
from transcripts.models.gate import gate


def transcribe(
    *, by: User, recording: Recording, stt_model: str, confidential: bool = False, again: bool = False
) -> Transcription:
    """Raises NotAllowed, UnknownModel, or AlreadyHere where that exists and `again` was not asked for."""
    if not access.may_edit(by, recording):
        raise NotAllowed
    wanted = Wanted(recording.team, model_of(stt_model).value, confidential, recording.track)
    # A click too many must not buy twice: whoever comes second finds the first one's order.
    with gate():
        at_work = twins.at_work(recording, wanted)
        if at_work is not None:
            return at_work
        twin = twins.of_bytes(wanted, recording.sha256)
        if twin is not None and not again:
            raise AlreadyHere(twin)
        return order(recording, Wish(by, wanted, recording.sha256, again))
