"""What people decided about a transcript's subtitles: where they are cut, and where their lines are.

It is kept with the paragraph in which the words stand. Paragraphs never change: what a correction leaves alone keeps its breaks, what it
writes anew is given those of the paragraph before (text.marks.carried), and a version that is given back brings its own along.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from transcripts.models.people import User
from transcripts.models.transcript import Paragraph
from transcripts.models.transcription import Transcription
from transcripts.text.cues import PRESETS
from transcripts.text.marks import Kind, Mark

_PRESETS = [(name, name) for name in PRESETS]


class Breaks(models.Model):
    """Of one paragraph under one preset; there is a row only where somebody has decided something."""

    transcription = models.ForeignKey(
        Transcription, models.CASCADE, related_name="breaks", verbose_name=_("transcription")
    )
    paragraph = models.ForeignKey(
        Paragraph, models.CASCADE, related_name="breaks", verbose_name=_("paragraph")
    )
    preset = models.CharField(_("preset"), max_length=20, choices=_PRESETS)
    # [[number of the word in the paragraph, kind, milliseconds earlier], …], in order.
    marks = models.JSONField(_("breaks"), default=list)

    class Meta:
        verbose_name = _("subtitle breaks")
        verbose_name_plural = _("subtitle breaks")
        indexes = [models.Index(fields=["transcription", "preset"], name="breaks_of_a_transcript")]
        constraints = [
            models.UniqueConstraint(fields=["paragraph", "preset"], name="one_set_of_breaks_per_preset"),
            models.CheckConstraint(condition=models.Q(preset__in=list(PRESETS)), name="breaks_for_a_preset"),
        ]

    def __str__(self) -> str:
        return f"{self.paragraph_id} · {self.preset}"

    @property
    def by_word(self) -> dict[int, Mark]:
        return marks_from_json(self.marks)

    @staticmethod
    def about(paragraphs: Sequence[int]) -> "Iterator[Breaks]":
        """Of these paragraphs, under every preset."""
        for first in range(0, len(paragraphs), 500):
            yield from Breaks.objects.filter(paragraph__in=paragraphs[first : first + 500])

    @staticmethod
    def put(transcription: Transcription, preset: str, marks: dict[int, list[Any]]) -> None:
        """`marks` by paragraph, as they are stored. Call inside the transaction that decides it."""
        for row in Breaks.about([one for one, told in marks.items() if not told]):
            if row.preset == preset:
                row.delete()
        Breaks.objects.bulk_create(
            [
                Breaks(transcription=transcription, paragraph_id=one, preset=preset, marks=told)
                for one, told in marks.items()
                if told
            ],
            batch_size=500,
            update_conflicts=True,
            unique_fields=["paragraph", "preset"],
            update_fields=["marks"],
        )


class BreakChange(models.Model):
    """One change of them by one person, so that it can be undone. Rows are only ever added."""

    transcription = models.ForeignKey(
        Transcription, models.CASCADE, related_name="break_changes", verbose_name=_("transcription")
    )
    preset = models.CharField(_("preset"), max_length=20, choices=_PRESETS)
    number = models.PositiveIntegerField(_("number"))
    author = models.ForeignKey(
        User, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("author")
    )
    created_at = models.DateTimeField(_("created"), auto_now_add=True)
    # {id of a paragraph: [its marks before, and after]}
    paragraphs = models.JSONField(_("paragraphs"))
    # The number of the change that this one takes back.
    undoes = models.PositiveIntegerField(_("takes back"), null=True, blank=True)

    class Meta:
        verbose_name = _("change of subtitle breaks")
        verbose_name_plural = _("changes of subtitle breaks")
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(
                fields=["transcription", "preset", "number"], name="one_break_change_per_number"
            ),
            models.UniqueConstraint(
                fields=["transcription", "preset", "undoes"], name="a_break_change_is_undone_once"
            ),
            models.CheckConstraint(condition=models.Q(number__gte=1), name="break_changes_count_from_one"),
            models.CheckConstraint(
                condition=models.Q(undoes=None) | models.Q(undoes__lt=models.F("number")),
                name="only_earlier_breaks_are_undone",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.transcription_id} · {self.preset} #{self.number}"


def marks_from_json(told: Iterable[list[Any]]) -> dict[int, Mark]:
    return {at: Mark(Kind(kind), early) for at, kind, early in told}


def marks_to_json(marks: dict[int, Mark]) -> list[list[Any]]:
    return [[at, mark.kind.value, mark.early] for at, mark in sorted(marks.items())]
