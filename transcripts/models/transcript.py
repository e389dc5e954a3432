"""The words that came out: the machine's version and, after it, people's revisions.

A revision is a list of paragraphs. What a correction leaves alone is not copied: both revisions name the same rows. So a
revision of eight hours costs what was changed, a page reads only what it shows, and a passage that was indexed or laid onto the
sound once stays so.
"""

from collections.abc import Iterable, Iterator, Sequence
from json import JSONEncoder
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models.sql.compiler import SQLCompiler
from django.utils.translation import gettext_lazy as _

from transcripts.models.people import User
from transcripts.models.runs import IdsField
from transcripts.models.transcription import Transcription
from transcripts.text import document
from transcripts.text.armenian.keys import keys_of, packed
from transcripts.text.document import Document, Word

MACHINE = 0


class Letters(JSONEncoder):
    """Leaves them as they are: SQLite keeps JSON as it is written, and six signs for an Armenian letter fill it with nothing."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**options | {"ensure_ascii": False})


@models.BinaryField.register_lookup
class Holding(models.Lookup[Any]):
    """`keys__holding=numbers`: packed keys with one of these among their bytes, so that no others leave the database. A few have them by chance."""

    lookup_name = "holding"
    prepare_rhs = False

    def as_sql(self, compiler: SQLCompiler, connection: BaseDatabaseWrapper) -> tuple[str, tuple[Any, ...]]:
        column, _none = self.process_lhs(compiler, connection)
        wanted = [number.to_bytes(4, "little") for number in sorted(self.rhs)]
        if not wanted:
            raise EmptyResultSet
        is_native = connection.vendor == "postgresql"
        place = f"position(%s IN {column})" if is_native else f"instr({column}, %s)"
        anywhere = " OR ".join([f"{place} > 0"] * len(wanted))
        return f"({anywhere})", tuple(wanted)


class Paragraph(models.Model):
    """What it says never changes; when that is said may be found out later."""

    transcription = models.ForeignKey(
        Transcription, models.CASCADE, related_name="paragraphs", verbose_name=_("transcription")
    )
    speaker = models.CharField(_("speaker"), max_length=200, blank=True)
    # [[text, start, end], …]: as HiSpeech or a person gave them; times in seconds, null where they gave none.
    words = models.JSONField(_("words"), encoder=Letters)
    # The same without times, spaces between: most readers want no more, and taking it out of JSON costs them most of their time.
    text = models.TextField(_("text"), default="")
    # One for each word, as soon as somebody has listened: [start, end, trust, estimated], of which the first three may be null.
    times = models.JSONField(_("times"), null=True, blank=True)
    # Of the best times known, so that a moment is found without reading the words.
    start = models.FloatField(_("begins"), null=True, blank=True, help_text=_("seconds"))
    end = models.FloatField(_("ends"), null=True, blank=True, help_text=_("seconds"))
    length = models.PositiveIntegerField(_("number of words"))
    # text.armenian.keys.packed: what it can be found by.
    keys = models.BinaryField(null=True, editable=False)

    class Meta:
        verbose_name = _("paragraph")
        verbose_name_plural = _("paragraphs")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(length=0) | ~models.Q(text=""), name="paragraph_has_its_text"
            )
        ]
        indexes = [
            # The few that name their speaker: whose names are offered again.
            models.Index(
                fields=["transcription", "-id"],
                name="paragraphs_with_speaker",
                condition=~models.Q(speaker=""),
            )
        ]

    def __str__(self) -> str:
        return f"{self.transcription_id} · {self.pk}"

    @classmethod
    def written(cls, transcription: Transcription, paragraph: document.Paragraph) -> "Paragraph":
        """Not saved yet. What is known of the words' times beyond a start and an end is kept, too."""
        words = paragraph.words
        is_placed = any(word.trust is not None or word.estimated for word in words)
        return cls(
            transcription=transcription,
            speaker=paragraph.speaker,
            words=[_given(word) for word in words],
            text=paragraph.text,
            times=[_time(word) for word in words] if is_placed else None,
            start=paragraph.start,
            end=paragraph.end,
            length=len(words),
            keys=packed(keys_of(paragraph.text)),
        )

    def place(self, words: Sequence[Word]) -> None:
        """Give the words their times, found later; `words` are this paragraph's own. Not saved yet."""
        self.times = [_time(word) for word in words]
        placed = document.Paragraph(tuple(words))
        self.start, self.end = placed.start, placed.end

    @property
    def starts(self) -> list[float | None]:
        """When each word begins, by the best times known."""
        if self.times is None:
            return [start for _text, start, _end in self.words]
        return [start for start, _end, _trust, _estimated in self.times]

    @property
    def as_given(self) -> tuple[Word, ...]:
        """The words with the times that came with them."""
        return tuple(Word(text, start, end) for text, start, end in self.words)

    @property
    def paragraph(self) -> document.Paragraph:
        """With the best times known."""
        return document.Paragraph(tuple(self._timed()), self.speaker)

    def _timed(self) -> Iterator[Word]:
        if self.times is None:
            yield from self.as_given
            return
        for (text, _start, _end), (start, end, trust, estimated) in zip(self.words, self.times, strict=True):
            yield Word(text, start, end, trust, bool(estimated))


def _given(word: Word) -> list[Any]:
    """A guess is not what anybody gave."""
    return [word.text, None, None] if word.estimated else [word.text, word.start, word.end]


def _time(word: Word) -> list[Any]:
    return [word.start, word.end, word.trust, word.estimated]


class Revision(models.Model):
    """One version of a transcript. Number 0 is the machine's; rows are only ever added."""

    transcription = models.ForeignKey(
        Transcription, models.CASCADE, related_name="revisions", verbose_name=_("transcription")
    )
    number = models.PositiveIntegerField(_("number"), default=MACHINE)
    author = models.ForeignKey(User, models.SET_NULL, null=True, blank=True, verbose_name=_("author"))
    created_at = models.DateTimeField(_("created"), auto_now_add=True)
    # The ids of its paragraphs.
    order = IdsField(_("paragraphs"), default=list)
    # Of letters, marks and spaces in all of it.
    characters = models.PositiveIntegerField(_("characters"), default=0)
    # The number of the revision that this one gave back, where it did.
    restores = models.PositiveIntegerField(_("gives back"), null=True, blank=True)
    # Of a change that went through several transcripts at once, so that it can be undone as one.
    batch = models.UUIDField(_("one change"), null=True, blank=True, editable=False)

    class Meta:
        verbose_name = _("revision")
        verbose_name_plural = _("revisions")
        ordering = ["-number"]
        indexes = [
            models.Index(
                fields=["batch"], name="revisions_of_one_change", condition=models.Q(batch__isnull=False)
            )
        ]
        constraints = [
            models.UniqueConstraint(fields=["transcription", "number"], name="one_revision_per_number"),
            models.CheckConstraint(
                condition=models.Q(author=None) | ~models.Q(number=MACHINE),
                name="machine_has_no_author",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.transcription} #{self.number}"

    @classmethod
    def of_machine(cls, transcription: Transcription, written: Document) -> "Revision":
        """The machine's version, which never changes. Call inside a transaction."""
        rows = Paragraph.objects.bulk_create(
            [Paragraph.written(transcription, paragraph) for paragraph in written.paragraphs], batch_size=500
        )
        return cls.objects.create(
            transcription=transcription, order=[row.pk for row in rows], characters=len(written.text)
        )

    def rows(self, first: int = 0, behind: int | None = None) -> list[Paragraph]:
        """Its paragraphs in order, or those from `first` up to `behind`."""
        return paragraphs_of(self.order[first:behind])

    @property
    def document(self) -> Document:
        return Document(tuple(row.paragraph for row in self.rows()))

    @property
    def text(self) -> str:
        return "\n\n".join(row.text for row in self.rows())


def paragraphs_of(ids: Iterable[int]) -> list[Paragraph]:
    """The rows in the order of `ids`. Raises KeyError for one that is not there."""
    wanted = list(ids)
    found = {row.pk: row for row in Paragraph.objects.filter(pk__among=wanted)}
    return [found[one] for one in wanted]
