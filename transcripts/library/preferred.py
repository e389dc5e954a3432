"""Whose words are read where nobody has named a transcription: of those that are finished the newest, but what people have
corrected before what nobody has touched. Who orders the other model, to compare, finds the corrections where they were.
"""

from collections.abc import Iterable

from transcripts.models import Revision, Transcription
from transcripts.models.transcript import MACHINE


def preferred(finished: Iterable[Transcription]) -> list[Transcription]:
    """The same, of one recording or of many, those that are read first: `finished` stands newest first."""
    runs = list(finished)
    if len({run.recording_id for run in runs}) == len(runs):
        return runs
    saved = Revision.objects.filter(transcription__in=runs, number__gt=MACHINE)
    corrected = set(saved.values_list("transcription", flat=True))
    return sorted(runs, key=lambda run: run.pk not in corrected)
