"""Bring a text that was transcribed elsewhere: a finished transcript without a sound."""

from collections.abc import Sequence
from typing import Any

from django.db import transaction
from django.utils import timezone

from transcripts.actions.folders import told
from transcripts.actions.submit import model_of, team_for
from transcripts.errors import Refused, gettext_noop
from transcripts.library.index import refresh
from transcripts.models import Act, Event, Recording, Revision, Status, Team, Transcription, User
from transcripts.models.recording import Rendition
from transcripts.models.transcription import Model
from transcripts.text.document import Document, Word
from transcripts.text.sentences import paragraphs, words_of

LONGEST_TITLE = 300
# Eight hours of speech have about 600,000 characters.
MOST_CHARACTERS = 4_000_000


class NoText(Refused):
    code = "no_text"
    field = "text"
    sentence = gettext_noop("There is no text in it.")


class LongText(Refused):
    code = "long_text"
    field = "text"
    sentence = gettext_noop("A transcript has at most %(most)d characters.")

    def __init__(self) -> None:
        super().__init__(most=MOST_CHARACTERS)


class BadWords(Refused):
    code = "bad_words"
    field = "words"
    sentence = gettext_noop(
        "The words have to be a list of objects with a text, and with a start and an end in seconds or null."
    )


class BackwardWords(BadWords):
    sentence = gettext_noop(
        "Times run backwards: word %(number)d ends before it begins, or begins before the word in front of it."
    )


def bring_text(
    *,
    by: User,
    title: str,
    text: str,
    words: Sequence[object] | None = None,
    stt_model: str = "",
    team: Team | None = None,
    folder: str = "",
) -> Transcription:
    """`words`, where they are given, replace the text: `[{"text", "start", "end"}]`, times in seconds or null.

    Raises NotAllowed, UnknownModel, NoText, LongText or BadWords.
    """
    owner = team_for(by, team)
    model = model_of(stt_model) if stt_model else Model.FORMAL
    document = _document(text, words)
    place = told(by=by, team=owner, text=folder)
    with transaction.atomic():
        row = Recording.objects.create(
            team=owner,
            uploaded_by=by,
            title=_title(title, document),
            folder=place,
            filename="",
            size=0,
            sha256="",
            duration=_duration(document),
            rendition_status=Rendition.NEEDLESS,
        )
        now = timezone.now()
        made = Transcription.objects.create(
            recording=row,
            requested_by=by,
            stt_model=model,
            status=Status.COMPLETED,
            queued_at=now,
            finished_at=now,
        )
        Revision.of_machine(made, document)
        refresh(row)
        Event.record(Act.UPLOADED, by=by, team=owner, on=row, only_text=True)
    return made


def _document(text: str, words: Sequence[object] | None) -> Document:
    """In the paragraphs that the text has; a text in one piece, or words alone, are parted by their sentences."""
    if len(text) > MOST_CHARACTERS:
        raise LongText
    if words:
        given = [_word(one) for one in words]
        _check_order(given)
        if sum(len(word.text) + 1 for word in given) > MOST_CHARACTERS:
            raise LongText
        document = paragraphs(given)
    else:
        blocks = [block for block in text.split("\n\n") if block.strip()]
        document = Document(tuple(one for block in blocks for one in paragraphs(words_of(block)).paragraphs))
    if not document.paragraphs:
        raise NoText
    return document


def _word(given: object) -> Word:
    if not isinstance(given, dict) or not isinstance(given.get("text"), str):
        raise BadWords
    text = " ".join(given["text"].replace("\0", "").split())
    start, end = _moment(given.get("start")), _moment(given.get("end"))
    if not text:
        raise BadWords
    return Word(text, start, end)


def _check_order(words: Sequence[Word]) -> None:
    """Words may overlap, as people do, and some may have no times."""
    last = 0.0
    for number, word in enumerate(words, 1):
        start = last if word.start is None else word.start
        if start < last or (word.end is not None and word.end < start):
            raise BackwardWords(number=number)
        last = start


def _moment(value: Any) -> float | None:
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value < 10**7:
        raise BadWords
    return float(value)


def _title(title: str, document: Document) -> str:
    """Its own, or else the first words."""
    named = " ".join(title.split()) or " ".join(word.text for word in document.paragraphs[0].words[:8])
    return named[:LONGEST_TITLE]


def _duration(document: Document) -> float:
    return max((word.end for word in document.words if word.end is not None), default=0.0)
