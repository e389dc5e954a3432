"""Correct a transcript: every change is a new version, and the machine's stays as it is.

`base` is the number of the version that the writer saw. What others have saved since is kept; where they changed the same
paragraphs, Clash says what stands there now, and nothing is written.
"""

from collections.abc import Callable, Hashable, Sequence
from dataclasses import replace

from transcripts.actions import revising
from transcripts.actions.changing import MOST_CHARACTERS, Change, TooLong, apply, check_length
from transcripts.actions.revising import Wordless
from transcripts.models import Paragraph, Revision, Transcription, User
from transcripts.text import document
from transcripts.text.diff import Block, blocks
from transcripts.text.typed import paragraphs_in


def change(
    *, by: User, transcription: Transcription, base: int | None, changes: Sequence[Change]
) -> Revision:
    """All of them, or none. The new version; the newest one where nothing changes.

    Raises NotAllowed, Clash, Wordless, TooLong, LongWord, LongSpeaker, NoSuchRevision, NoSuchParagraph or NoTranscript.
    """
    revising.check_rights(by, transcription)
    check_length(paragraph for one in changes for paragraph in one.written)
    return apply(by, transcription, base, lambda _seen: changes)


def rewrite(*, by: User, transcription: Transcription, text: str, base: int | None = None) -> Revision:
    """A whole text; empty lines part paragraphs. Speakers stay with their words. Raises as `change` does."""
    revising.check_rights(by, transcription)
    if len(text) > MOST_CHARACTERS:
        raise TooLong(most=MOST_CHARACTERS)
    return _rewrite(by, transcription, paragraphs_in(text), base, keeps_speakers=True)


def rewrite_paragraphs(
    *,
    by: User,
    transcription: Transcription,
    paragraphs: Sequence[document.Paragraph],
    base: int | None = None,
) -> Revision:
    """All paragraphs with their speakers. Times of new words are taken where they are given and fit. Raises as `change` does."""
    revising.check_rights(by, transcription)
    return _rewrite(by, transcription, [one for one in paragraphs if one.words], base, keeps_speakers=False)


def restore(*, by: User, transcription: Transcription, number: int) -> Revision:
    """Exactly what version `number` was, as a new version. Raises NotAllowed, NoSuchRevision or NoTranscript."""
    revising.check_rights(by, transcription)
    with revising.newest_of(transcription) as newest:
        wanted = revising.seen_by_writer(newest, number)
        return revising.append(newest, by, wanted.order, wanted.characters, restores=wanted.number)


def _rewrite(
    by: User,
    transcription: Transcription,
    paragraphs: Sequence[document.Paragraph],
    base: int | None,
    *,
    keeps_speakers: bool,
) -> Revision:
    if not paragraphs:
        raise Wordless
    check_length(paragraphs)
    return apply(by, transcription, base, lambda seen: _differences(seen.rows(), paragraphs, keeps_speakers))


def _differences(
    rows: Sequence[Paragraph], paragraphs: Sequence[document.Paragraph], keeps_speakers: bool
) -> list[Change]:
    """Only what is not as it stands: the other paragraphs are left to those who change them at the same time."""
    told: Callable[[Paragraph | document.Paragraph], Hashable] = (
        (lambda one: one.text) if keeps_speakers else (lambda one: (one.speaker, one.text))
    )
    found = blocks([told(row) for row in rows], [told(one) for one in paragraphs])
    return [
        Change(
            tuple(row.pk for row in rows[block.first : block.behind]),
            tuple(paragraphs[block.other_first : block.other_behind]),
            keeps_speakers,
        )
        for block in _with_company(found)
        if not block.is_same
    ]


def _with_company(found: list[Block]) -> list[Block]:
    """A change names what it replaces: what is only added takes a neighbour along, the one before or, at the top, behind."""
    for n, block in enumerate(found):
        if block.is_same or block.first < block.behind:
            continue
        if n:
            above = found[n - 1]
            found[n - 1] = replace(above, behind=above.behind - 1, other_behind=above.other_behind - 1)
            found[n] = replace(block, first=block.first - 1, other_first=block.other_first - 1)
        else:
            below = found[n + 1]
            found[n + 1] = replace(below, first=below.first + 1, other_first=below.other_first + 1)
            found[n] = replace(block, behind=block.behind + 1, other_behind=block.other_behind + 1)
    return found
