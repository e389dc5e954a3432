"""Transcribe a recording that the library has already: another sound track, the other model, or once more."""

from transcripts import access
from transcripts.actions.choose_track import choose_track
from transcripts.actions.order import AlreadyHere, Wish, order, taken_up
from transcripts.actions.submit import model_of
from transcripts.errors import NotAllowed, Refused, gettext_noop
from transcripts.library import twins
from transcripts.library.twins import Wanted
from transcripts.models import Recording, Transcription, User
from transcripts.models.gate import gate


class SoundGone(Refused):
    code = "sound_gone"
    sentence = gettext_noop(
        "The sound of this recording went by your team's rule, so there is nothing left to transcribe."
    )


class NothingToHear(Refused):
    code = "nothing_to_hear"
    sentence = gettext_noop(
        "This text was brought here without its recording, so there is nothing to transcribe."
    )


def transcribe(
    *,
    by: User,
    recording: Recording,
    stt_model: str,
    confidential: bool = False,
    again: bool = False,
    track: int | None = None,
) -> Transcription:
    """`track`: choose that sound track first; both happen or neither. None leaves the recording's choice as it is.

    A track that was transcribed like that before, and is only gone back to, gives the transcription that there is.
    Raises NotAllowed, NothingToHear, SoundGone, UnknownModel, what `choose_track` raises, or AlreadyHere where that exists and `again` was not
    asked for.
    """
    if not access.may_edit(by, recording):
        raise NotAllowed
    if recording.sound_gone_at is not None:
        raise SoundGone
    if not recording.file:
        raise NothingToHear
    model = model_of(stt_model).value
    # A click too many must not buy twice: whoever comes second finds the first one's order.
    with gate():
        if track is not None:
            choose_track(by=by, recording=recording, index=track)
        wanted = Wanted(recording.team, model, confidential, recording.track, by=by)
        at_work = twins.at_work(recording, wanted)
        if at_work is not None:
            return at_work
        twin = twins.of_bytes(wanted, recording.sha256)
        if twin is None or again:
            wish = Wish(by, wanted, recording.sha256, again)
            return taken_up(recording, wish) or order(recording, wish)
        if track is not None and twin.recording == recording:
            return twin
        raise AlreadyHere(twin)
