"""From what is asked for to a file: which version in which format, told in the reader's language."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cache
from typing import NamedTuple
from uuid import UUID

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from transcripts import models
from transcripts.errors import Refused, gettext_noop
from transcripts.exports.clock import moment
from transcripts.exports.exported import (
    Exported,
    Format,
    Labels,
    Letterhead,
    Options,
    printable,
    printable_document,
)
from transcripts.exports.registry import FORMATS
from transcripts.library.breaks import Decided, Places, decided
from transcripts.media.keys import clean_filename
from transcripts.models import Recording, Revision, ShotList
from transcripts.text.cues import BROADCAST, PRESETS
from transcripts.text.document import Document
from transcripts.text.marks import Marks
from transcripts.text.segmenting import Preset

# Not in names on one system or another.
NOT_IN_NAMES = dict.fromkeys(map(ord, '/\\:*?"<>|'), "_")
# Of a name without its suffix; most systems take 255 bytes, and archives put a number behind it.
_MOST_BYTES = 200


class NoSuchFormat(Refused):
    code = "no_such_format"
    field = "format"
    sentence = gettext_noop("There is no such format. Choose one of: %(names)s.")


class NoSuchPreset(Refused):
    code = "no_such_preset"
    field = "preset"
    sentence = gettext_noop("There are no such subtitles. Choose one of: %(names)s.")


class BadOption(Refused):
    code = "bad_option"
    sentence = gettext_noop("Say “%(name)s” with 1 or 0.")


class Written(NamedTuple):
    """A file; `note` is what its name has to say beside the title."""

    content: bytes
    note: str = ""


@dataclass(frozen=True, slots=True)
class Order:
    format: Format
    options: Options
    letterhead: Letterhead | None = None

    def headed(self, team_id: UUID) -> "Order":
        """With the team's letterhead, where the format shows one."""
        head = models.Letterhead.objects.filter(team=team_id).first() if self.format.has_head else None
        if head is None or not (head.name or head.lines or head.logo):
            return self
        logo = bytes(head.logo) if head.logo else None
        return replace(self, letterhead=Letterhead(head.name, tuple(head.lines), logo))

    @property
    def by_word(self) -> bool:
        """Whether it takes more than the text of each paragraph; with times it says whether they are guesses."""
        return self.format.by_word or self.options.times

    def write(
        self, revision: Revision, document: Document | None = None, decisions: Decided | None = None
    ) -> Written:
        """`document` and `decisions` about its subtitles where they were read already. Raises CannotWrite."""
        told = exported(revision, self.format, document, decisions)
        if self.letterhead:
            told = replace(told, letterhead=self.letterhead)
        return self.as_file(told)

    def as_file(self, told: Exported) -> Written:
        """Raises CannotWrite."""
        note = _("estimated times") if self.format.hides_guesses and told.is_guesswork else ""
        return Written(self.format.write(told, self.options), note)


def order(asked: Mapping[str, str]) -> Order:
    """From `format`, `preset`, `times` and `speakers`. Raises NoSuchFormat, NoSuchPreset or BadOption."""
    wanted, preset = asked.get("format", "txt"), preset_named(asked.get("preset", BROADCAST.name))
    if wanted not in FORMATS:
        raise NoSuchFormat(names=", ".join(FORMATS))
    options = Options(
        preset=preset,
        times=_yes(asked, "times", otherwise=False),
        speakers=_yes(asked, "speakers", otherwise=True),
    )
    return Order(FORMATS[wanted], options)


def preset_named(name: str) -> Preset:
    """Raises NoSuchPreset."""
    if name not in PRESETS:
        raise NoSuchPreset(names=", ".join(PRESETS))
    return PRESETS[name]


@dataclass(frozen=True, slots=True)
class Choices:
    """What a page offers: names for the address with their words, and which of the other choices matter to a format."""

    formats: list[tuple[str, str, str]]
    presets: list[tuple[str, str]]


def choices() -> Choices:
    words = {"broadcast": _("television"), "web": _("the web"), "social": _("telephones")}
    return Choices(
        [(one.name, _(one.label), " ".join(one.takes)) for one in FORMATS.values()],
        [(name, words[name]) for name in PRESETS],
    )


_SAID = dict.fromkeys(("1", "true", "yes", "on"), True) | dict.fromkeys(("0", "false", "no", "off"), False)


def _yes(asked: Mapping[str, str], name: str, *, otherwise: bool) -> bool:
    said = asked.get(name, "").lower()
    if said and said not in _SAID:
        raise BadOption(name=name)
    return _SAID.get(said, otherwise)


def exported(
    revision: Revision, made: Format, document: Document | None = None, decisions: Decided | None = None
) -> Exported:
    """What such a file takes. Call with its transcription and recording at hand: they are read here."""
    job, row = revision.transcription, revision.transcription.recording
    stored = revision.document if document is None else document
    return Exported(
        title=printable(row.title),
        recording=str(row.pk),
        transcription=str(job.pk),
        model=job.stt_model,
        revision=revision.number,
        created_at=timezone.localtime(revision.created_at) if made.is_named else revision.created_at,
        duration=row.duration,
        document=printable_document(stored),
        author=_author(revision) if made.is_named else None,
        facts=_facts(revision) if made.has_head else (),
        voiced=tuple((start, end) for start, end in row.voiced or ()) if made.by_word else (),
        marks=_marks(revision, stored, decisions) if made.by_word else {},
        shots=shots_of(row) if made.by_word else (),
        labels=_labels(get_language()),
    )


def _author(revision: Revision) -> str | None:
    return printable(revision.author.get_full_name()) if revision.author else None


def _marks(revision: Revision, stored: Document, decisions: Decided | None) -> Mapping[str, Marks]:
    told = decided([revision.transcription_id]) if decisions is None else decisions
    return Places(revision.order, stored).marks(told) if told else {}


def shots_of(row: Recording) -> tuple[int, ...]:
    """Milliseconds; none as long as nobody has looked."""
    if not row.has_video:
        return ()
    try:
        return tuple(row.shot_list.moments or ())
    except ShotList.DoesNotExist:
        return ()


def _facts(revision: Revision) -> tuple[tuple[str, str], ...]:
    job, row = revision.transcription, revision.transcription.recording
    told = [(_("Model"), str(job.get_stt_model_display())), (_("Length"), moment(row.duration))]
    if row.uploaded_by:
        told.append((_("Uploaded by"), row.uploaded_by.get_full_name()))
    told.append((_("Uploaded"), _date(row.created_at)))
    if row.filename:
        told.append((_("File"), row.filename))
    if revision.author:
        told.append((_("Corrected by"), f"{revision.author.get_full_name()}, {_date(revision.created_at)}"))
    return tuple((heading, printable(said)) for heading, said in told)


def _date(when: datetime) -> str:
    return date_format(timezone.localtime(when), "j M Y, H:i")


@cache
def _labels(_language: str | None) -> Labels:
    """In the reader's language."""
    return Labels(
        start=_("Start"),
        end=_("End"),
        speaker=_("Speaker"),
        text=_("Text"),
        estimated=_("Some of the times are estimated."),
        guess=_("Estimated"),
        yes=_("yes"),
    )


def file_name(title: str, made: Format, note: str = "") -> str:
    """The title in the recording's own letters, with a note where there is one."""
    return numbered(file_stem(title, note), made)


def file_stem(title: str, note: str = "") -> str:
    behind = f" ({note})" if note else ""
    stem = clean_filename(printable(title).translate(NOT_IN_NAMES).strip(". "))
    most = _MOST_BYTES - len(behind.encode())
    return stem.encode()[:most].decode(errors="ignore").strip(". ") + behind


def numbered(stem: str, made: Format, number: int = 1) -> str:
    """The second of a name gets a number."""
    return f"{stem}{f' ({number})' if number > 1 else ''}{made.suffix}"
