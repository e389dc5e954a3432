"""What every format is written from."""

import unicodedata
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from transcripts.errors import Refused, gettext_noop
from transcripts.text.cues import BROADCAST, Cue, cues
from transcripts.text.document import Document, Paragraph, Word
from transcripts.text.marks import Marks
from transcripts.text.segmenting import Preset
from transcripts.text.thinness import Stretch

# Controls and halves of pairs.
_UNPRINTABLE = {"Cc", "Cs"}


class CannotWrite(Refused):
    """This transcript cannot be had in this format, here or now."""

    code = "cannot_export"
    field = "format"
    sentence = gettext_noop("This file could not be made. Please choose another format.")


@dataclass(frozen=True, slots=True)
class Labels:
    """Headings in the reader's language."""

    start: str = "Start"
    end: str = "End"
    speaker: str = "Speaker"
    text: str = "Text"
    estimated: str = "Times are estimated."
    guess: str = "Estimated"
    yes: str = "yes"


@dataclass(frozen=True, slots=True)
class Options:
    """`preset` is for subtitles; `times` and `speakers` say whether texts show them."""

    preset: Preset = BROADCAST
    times: bool = False
    speakers: bool = True


@dataclass(frozen=True, slots=True)
class Letterhead:
    """Of the team; `logo` is a PNG."""

    name: str
    lines: tuple[str, ...] = ()
    logo: bytes | None = field(default=None, repr=False)


@dataclass(frozen=True, slots=True)
class Exported:
    """One version of one transcript. `facts` are headings with what stands under them, already in words.

    `duration` and `voiced` in seconds, `shots` in milliseconds; `marks` are people's decisions about subtitles, by preset, with places in all
    words of `document`; `speech` names the language by BCP 47.
    """

    title: str
    recording: str
    transcription: str
    model: str
    revision: int
    created_at: datetime
    duration: float
    document: Document = field(repr=False)
    author: str | None = None
    facts: tuple[tuple[str, str], ...] = field(default=(), repr=False)
    voiced: Sequence[Stretch] = field(default=(), repr=False)
    marks: Mapping[str, Marks] = field(default_factory=dict, repr=False)
    shots: Sequence[int] = field(default=(), repr=False)
    labels: Labels = Labels()
    letterhead: Letterhead | None = None
    speech: str = "hy"

    @property
    def is_estimated(self) -> bool:
        """Some words' times are a guess."""
        return any(map(_is_guessed, self.document.words))

    @property
    def is_guesswork(self) -> bool:
        """More than a few of them: of a tenth of the words. People's corrections leave some in any transcript."""
        guesses = [_is_guessed(word) for word in self.document.words]
        return 10 * sum(guesses) > len(guesses)

    def cues(self, preset: Preset) -> list[Cue]:
        return cues(
            self.document,
            preset,
            duration=self.duration,
            voiced=self.voiced,
            marks=self.marks.get(preset.name),
            shots=self.shots,
        )


def _is_guessed(word: Word) -> bool:
    return word.estimated or word.start is None


Write = Callable[[Exported, Options], bytes]


@dataclass(frozen=True, slots=True)
class Format:
    """`name` is the word in an address, and behind the dot of a file's name; `label` for people, to be translated.

    `by_word`: it needs each word with its times, not only what paragraphs say; `has_head`: it shows the facts; `hides_guesses`: it has no
    place to say that many times are estimated, so that the file's name has to; `takes`: the fields of Options that it knows.
    """

    name: str
    label: str
    media_type: str
    write: Write
    takes: tuple[str, ...] = ()
    by_word: bool = True
    has_head: bool = False
    hides_guesses: bool = False

    @property
    def is_named(self) -> bool:
        """It says whose work this is."""
        return self.by_word or self.has_head

    @property
    def suffix(self) -> str:
        return f".{self.name}"


def printable(text: str) -> str:
    """In one line, without what no format may hold."""
    if text.isprintable() and "  " not in text and text == text.strip():
        return text
    spaced = " ".join(text.split())
    if spaced.isprintable():  # nearly everything is, and this is told at once
        return spaced
    return "".join(filter(_may_stand, spaced))


def _may_stand(letter: str) -> bool:
    """Letters that are newer than our tables may; code points that will never be one may not, XML forbids two of them."""
    never = ord(letter) & 0xFFFE == 0xFFFE
    return not never and unicodedata.category(letter) not in _UNPRINTABLE


def printable_document(document: Document) -> Document:
    """The same without what no format may hold; words and paragraphs that come to nothing are left out."""
    if _is_printable(document):
        return document
    parts = (Paragraph(_printable_words(part.words), printable(part.speaker)) for part in document.paragraphs)
    return Document(tuple(part for part in parts if part.words))


def _is_printable(document: Document) -> bool:
    """Nearly every one is, and one look at all of it is cheaper than one at each word: what is empty makes two spaces side by side."""
    parts = document.paragraphs
    texts = [part.text for part in parts]
    whole = " ".join(texts + [part.speaker for part in parts if part.speaker])
    return all(texts) and printable(whole) == whole


def _printable_words(words: tuple[Word, ...]) -> tuple[Word, ...]:
    texts = [printable(word.text) for word in words]
    if all(text == word.text != "" for text, word in zip(texts, words, strict=True)):
        return words
    return tuple(replace(word, text=text) for text, word in zip(texts, words, strict=True) if text)
