"""What the search looks through: one row for each recording, with the numbers of its words (text.armenian.keys)."""

from collections.abc import Iterable
from typing import Any

from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper
from django.utils.translation import gettext_lazy as _

from transcripts.models.people import Team, User
from transcripts.models.recording import Recording

_SIGN = 1 << 31


def signed(number: int) -> int:
    """PostgreSQL has no integers of 32 bits without a sign."""
    return number - (1 << 32) if number >= _SIGN else number


def term(number: int) -> str:
    """The word that stands for a number in SQLite's full-text index."""
    return f"{number:x}"


class KeysField(models.Field[Iterable[int], Any]):
    """Numbers of 32 bits: an array with a GIN index on PostgreSQL, words for FTS5 on SQLite."""

    def db_type(self, connection: BaseDatabaseWrapper) -> str:
        return "integer[]" if connection.vendor == "postgresql" else "text"

    def get_db_prep_value(
        self, value: Iterable[int], connection: BaseDatabaseWrapper, prepared: bool = False
    ) -> list[int] | str:
        if connection.vendor == "postgresql":
            return sorted(map(signed, value))
        return " ".join(map(term, sorted(value)))

    def from_db_value(
        self, value: list[int] | str | None, expression: object, connection: BaseDatabaseWrapper
    ) -> list[int] | None:
        if isinstance(value, str):
            return [int(word, 16) for word in value.split()]
        return None if value is None else [number & 0xFFFF_FFFF for number in value]


class IndexEntry(models.Model):
    """In step with the recording's title and words, by `library.index`. Later ids are of newer recordings."""

    recording = models.OneToOneField(
        Recording, models.CASCADE, related_name="index_entry", verbose_name=_("recording")
    )
    team = models.ForeignKey(
        Team,
        models.CASCADE,
        related_name="+",
        verbose_name=_("team"),
        # No other index than that of the keys may seem a shorter way to the planner.
        db_index=False,
    )
    keys = KeysField(_("keys"))
    # text.armenian.edition: which rules and lexicon the keys were made by.
    edition = models.CharField(_("edition"), max_length=40)

    class Meta:
        verbose_name = _("index entry")
        verbose_name_plural = _("index entries")

    def __str__(self) -> str:
        return str(self.recording_id)


class SavedSearch(models.Model):
    """A person's own; it holds what they typed, so nobody else sees it."""

    user = models.ForeignKey(User, models.CASCADE, related_name="saved_searches", verbose_name=_("person"))
    name = models.CharField(_("name"), max_length=100)
    # What stands in the address of the library: search, filters, order; written so that equal ones are the same text.
    view = models.CharField(_("view"), max_length=1000)
    created_at = models.DateTimeField(_("saved"), auto_now_add=True)

    class Meta:
        verbose_name = _("saved search")
        verbose_name_plural = _("saved searches")
        ordering = ["-created_at", "-id"]
        constraints = [
            models.UniqueConstraint(fields=["user", "view"], name="a_view_is_saved_once"),
        ]

    def __str__(self) -> str:
        return f"{self.pk}"
