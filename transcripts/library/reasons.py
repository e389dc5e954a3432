"""Why a transcription failed or waits, in words for people: what happened, and what to do."""

from dataclasses import dataclass

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from transcripts.library.money import in_length
from transcripts.models import Reason, Recording, Transcription


@dataclass(frozen=True, slots=True)
class Explanation:
    what: str
    then: str


_WORDS = {
    Reason.MEDIA_UNREADABLE: (
        _("The sound of this recording could not be read to its end."),
        _("Play the file on your computer. If it plays there, save it anew as MP3 or WAV and upload that."),
    ),
    Reason.NO_SOUND: (
        _("There is nothing to hear in this recording."),
        _("Check that the right file was uploaded. Nothing was sent to HiSpeech."),
    ),
    Reason.FILE_MISSING: (
        _("The uploaded file is no longer in the storage."),
        _("Upload it again, and tell your administrator."),
    ),
    Reason.EMPTY_TEXT: (
        _("HiSpeech listened to the recording but found no words in it."),
        _("Listen to it: is somebody speaking Armenian? The other model may hear more."),
    ),
    Reason.REFUSED: (
        _("HiSpeech did not accept this recording."),
        _("Try again, or save the file anew as MP3 or WAV and upload that."),
    ),
    Reason.TOO_LARGE: (
        _("This recording is larger than HiSpeech accepts."),
        _("Cut it into shorter parts and upload those."),
    ),
    Reason.KEY_REFUSED: (
        _("HiSpeech does not accept the key of this site."),
        _("Your administrator has to renew it. The recording is safe; try again afterwards."),
    ),
    Reason.UNREACHABLE: (
        _("HiSpeech could not be reached for a long time."),
        _("The recording is safe. Try again later."),
    ),
    Reason.JOB_FAILED: (
        _("HiSpeech began with this recording and gave up."),
        _("Try again. If it happens once more, try the other model."),
    ),
    Reason.ANSWER_LOST: (
        _("The recording was sent to HiSpeech, but its answer was lost on the way."),
        _("HiSpeech may have charged for it, so we do not send it again unless you say so."),
    ),
    Reason.SAME_SOUND_LOST: (
        _("The same sound was sent to HiSpeech from another recording, and the answer was lost on its way."),
        _("HiSpeech may have charged for it, so nothing is sent for this one unless you say so."),
    ),
    Reason.INTERNAL: (
        _("A mistake in this program stopped the work."),
        _("The recording is safe. Try again, and tell your administrator."),
    ),
}


def explain(transcription: Transcription) -> Explanation:
    """Two sentences for a failed or unconfirmed transcription; empty ones for any other."""
    if not transcription.reason:
        return Explanation("", "")
    what, then = _WORDS[Reason(transcription.reason)]
    return Explanation(str(what), str(then))


def cut_short(recording: Recording) -> str:
    """What is to be said of a file that ends before it should by its own word; "" of any other."""
    if not recording.promised:
        return ""
    return gettext(
        "This file breaks off after %(there)s, but should have %(promised)s. Was it copied completely? Only what is there is transcribed."
    ) % {"there": in_length(recording.duration), "promised": in_length(recording.promised)}
