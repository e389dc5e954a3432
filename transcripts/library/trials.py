"""Trials: each model on one minute, before all of a recording is bought (docs/decisions/0011-trials.md). What there is, and what is offered."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext

from transcripts.errors import gettext_noop
from transcripts.library.money import about_together
from transcripts.library.pages import RecordingPage
from transcripts.media.cuts import MINUTE
from transcripts.models import ACTIVE, Recording, Status, Transcription
from transcripts.models.transcription import Model

# Seconds. A trial of what is shorter would save little.
LONG = 300.0
# What has been asked for and may have been bought, so that its words are there or may come.
ASKED = frozenset({*ACTIVE, Status.COMPLETED, Status.UNCONFIRMED})


def trials_of(recording: Recording) -> list[Transcription]:
    """Of the sound track in use; for each model there is one at most."""
    rows = Transcription.every.filter(recording=recording, is_trial=True, track=recording.track)
    found = list(rows.select_related("requested_by"))
    for run in found:
        run.recording = recording
    return found


def left_to_try(
    recording: Recording, wholes: Sequence[Transcription], trials: Sequence[Transcription]
) -> list[Model]:
    """The models that nobody has asked for, neither on the minute nor on all of this sound track."""
    asked = {run.stt_model for run in wholes if run.track == recording.track and run.status in ASKED}
    asked |= {run.stt_model for run in trials}
    return [model for model in Model if model.value not in asked]


@dataclass(frozen=True, slots=True)
class TrialOffer:
    """`words` for the button, with the price; empty where there is nothing to be tried. `is_begun`: there is something to look at."""

    words: str
    is_begun: bool


def offer_to_try(page: RecordingPage) -> TrialOffer | None:
    """None where it would save little, or nothing is left to be chosen."""
    recording = page.recording
    if not recording.file or recording.duration <= MINUTE:
        return None
    trials = trials_of(recording)
    if recording.duration <= LONG and not trials:
        return None
    wholes = [run for run in page.transcriptions if run.track == recording.track]
    if {run.stt_model for run in wholes if run.status in ASKED} == set(Model.values):
        return None
    models = left_to_try(recording, wholes, trials)
    return TrialOffer(_words(models), is_begun=bool(trials))


def _words(models: Sequence[Model]) -> str:
    if not models:
        return ""
    cost = about_together([model.value for model in models], MINUTE)
    said = gettext(_BOTH if len(models) > 1 else _ONE)
    return said % {"model": models[0].label, "cost": cost}


_BOTH = gettext_noop("Try both on the first minute: %(cost)s")
_ONE = gettext_noop("Try %(model)s on the first minute, too: %(cost)s")
