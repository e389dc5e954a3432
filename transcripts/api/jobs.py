"""A transcription as HiSpeech would tell it (docs/hispeech.md has the shape).

`status` is 202 while it works and 200 when it is finished, `success` being false where it failed;
a refusal has the status of HTTP.
"""

from django.utils.translation import gettext as _

from transcripts.api.errors import Body, Problem
from transcripts.library.offers import after_cancelling
from transcripts.library.reasons import explain
from transcripts.models import Reason, Revision, Status, Transcription
from transcripts.models.transcript import MACHINE

WORKING, DONE = 202, 200


def _shape(**known: object) -> Body:
    """Every field of HiSpeech's answer, in its order."""
    return {
        "job_id": None,
        "error": None,
        "success": True,
        "secure_mode": False,
        "return_word_timestamps": False,
        "status": DONE,
        "transcription": None,
        "audio_duration": None,
        **known,
    }


def refused(problem: Problem) -> Body:
    """Nothing came of the request: there is no job. `code` is ours, for programs that look for it."""
    return _shape(success=False, error=problem.message, status=problem.status, code=problem.code)


def job(transcription: Transcription, *, word_times: bool, page: str) -> Body:
    """`page` is where a person can see it: told where a person has to decide."""
    about = {
        "job_id": str(transcription.pk),
        "secure_mode": transcription.confidential,
        "return_word_timestamps": word_times,
        "audio_duration": round(transcription.recording.duration),
    }
    if transcription.is_active:
        return _shape(**about, status=WORKING)
    if transcription.status == Status.COMPLETED:
        return _shape(**about) | _words(transcription, word_times)
    return _shape(**about, success=False, error=why(transcription, page))


def machines(transcription: Transcription) -> Revision:
    """The words as HiSpeech wrote them."""
    found = Revision.objects.select_related("transcription__recording")
    return found.get(transcription=transcription, number=MACHINE)


def _words(transcription: Transcription, word_times: bool) -> Body:
    """What the machine wrote; people's corrections live in the library."""
    words = list(machines(transcription).document.words)
    # Paragraphs are ours: HiSpeech writes one line.
    said: Body = {"transcription": " ".join(word.text for word in words)}
    if word_times:
        said["words"] = [
            {"word": word.text, "start": word.start, "end": word.end}
            for word in words
            if word.start is not None and word.end is not None
        ]
    return said


def why(transcription: Transcription, page: str) -> str:
    """It brought no words, in a sentence or two. `page` as for `job`."""
    if transcription.status == Status.CANCELLED:
        return f"{_('The transcription was cancelled.')} {after_cancelling(transcription)}"
    explanation = explain(transcription)
    parts = [explanation.what, explanation.then]
    if transcription.reason in (Reason.ANSWER_LOST, Reason.SAME_SOUND_LOST):
        parts.append(_("Decide at %(page)s") % {"page": page})
    return " ".join(parts)
