"""Versions of a transcript as the API tells and takes them."""

from collections.abc import Iterable
from typing import Any

from transcripts.actions.changing import Change
from transcripts.actions.revising import Clash
from transcripts.api.errors import Body
from transcripts.errors import Refused, gettext_noop
from transcripts.library.differences import Difference
from transcripts.library.history import Entry
from transcripts.library.listening import told
from transcripts.models import Paragraph, Revision, User
from transcripts.text import document
from transcripts.text.document import Document, Word
from transcripts.text.sentences import words_of
from transcripts.text.typed import clean, written

LATEST = 10**7  # seconds; four months, and no number that is none


class BadParagraphs(Refused):
    code = "bad_paragraphs"
    field = "paragraphs"
    sentence = gettext_noop("Paragraphs are a list of objects with “text” or “words”, and perhaps “speaker”.")


class BadChanges(Refused):
    code = "bad_changes"
    field = "changes"
    sentence = gettext_noop("Changes are a list of objects with “replaced”, a list of ids, and “paragraphs”.")


class BadNumber(Refused):
    code = "bad_number"
    sentence = gettext_noop("The field “%(name)s” has to be a whole number.")


def transcript(revision: Revision, first: int = 0, behind: int | None = None) -> Body:
    """Times in seconds from the start of the recording, null where they are not known. Paragraphs `first` to `behind`.

    What is known of the whole (`library.listening`) is told only with the whole.
    """
    rows = revision.rows(first, behind)
    is_whole = len(rows) == len(revision.order)
    return {
        "revision": revision.number,
        "transcription": str(revision.transcription_id),
        "from": min(first, len(revision.order)),
        "total": len(revision.order),
        "text": "\n\n".join(row.text for row in rows),
        "paragraphs": paragraphs(rows),
        **(told(revision, Document(tuple(row.paragraph for row in rows))) if is_whole else {}),
    }


def paragraphs(rows: Iterable[Paragraph]) -> list[Body]:
    """With ids: these name them in a change."""
    return [{"id": row.pk, **row.paragraph.to_json()} for row in rows]


def revision(one: Revision) -> Body:
    return {
        "number": one.number,
        "author": person(one.author),
        "created_at": one.created_at,
        "restores": one.restores,
        "characters": one.characters,
    }


def entry(one: Entry) -> Body:
    return {
        "first": one.first,
        "last": one.last,
        "author": person(one.author),
        "began": one.began,
        "ended": one.ended,
        "restores": one.restores,
    }


def difference(one: Difference) -> Body:
    """Words that stayed are told on both sides, long stretches of them shortened (…); ¶ parts paragraphs."""
    return {
        "start": one.start,
        "speakers": list(one.speakers) if one.speakers else None,
        "pieces": [{"before": piece.gone, "after": piece.come} for piece in one.pieces],
    }


def clash(error: Clash) -> Body:
    """What stands in the places that the writer wanted to change."""
    return {
        "revision": error.revision.number,
        "places": [
            {
                "replaced": list(one.replaced),
                "author": person(one.author),
                "paragraphs": paragraphs(one.paragraphs),
            }
            for one in error.standing
        ],
    }


def person(one: User | None) -> str | None:
    return one.email if one else None


# --- what programs send ------------------------------------------------------------------------------


def number(value: object, name: str) -> int:
    """Raises BadNumber."""
    if not isinstance(value, int) or isinstance(value, bool) or not 0 <= value < 2**31:
        raise BadNumber(name=name)
    return value


def changes_said(value: object) -> list[Change]:
    """`[{"replaced": [id, …], "paragraphs": […]}]`. Raises BadChanges, BadParagraphs or BadNumber."""
    if not isinstance(value, list) or not all(isinstance(one, dict) for one in value):
        raise BadChanges
    return [Change(_ids(one.get("replaced")), paragraphs_said(one.get("paragraphs"))) for one in value]


def _ids(value: object) -> tuple[int, ...]:
    if not isinstance(value, list) or not all(type(one) is int for one in value):
        raise BadChanges
    return tuple(value)


def paragraphs_said(value: object) -> tuple[document.Paragraph, ...]:
    """The shape that `transcript` tells; instead of words a paragraph may have a text. Raises BadParagraphs."""
    if not isinstance(value, list):
        raise BadParagraphs
    return tuple(_paragraph(one) for one in value)


def _paragraph(value: object) -> document.Paragraph:
    if not isinstance(value, dict):
        raise BadParagraphs
    speaker, text, words = value.get("speaker") or "", value.get("text"), value.get("words")
    if not isinstance(speaker, str):
        raise BadParagraphs
    if isinstance(words, list):
        parts = [part for one in words for part in _words(one)]
        return document.Paragraph(tuple(parts), written("", speaker).speaker)
    if not isinstance(text, str):
        raise BadParagraphs
    return written(text, speaker)


def _words(value: Any) -> tuple[Word, ...]:
    """One word as a rule; none, or several without times, where its text is such."""
    if not isinstance(value, dict) or not isinstance(value.get("text"), str):
        raise BadParagraphs
    found = words_of(clean(value["text"]))
    start, end = _seconds(value.get("start")), _seconds(value.get("end"))
    if len(found) != 1 or start is None or end is None or value.get("estimated") is True:
        return found
    return (Word(found[0].text, start, end),)


def _seconds(value: object) -> float | None:
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value < LATEST:
        raise BadParagraphs
    return float(value)
