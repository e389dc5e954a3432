"""Correct a transcript: every change is a new version, and the machine's stays as it is.

`base` is the number of the version that the writer saw. What others have saved since is kept; where they changed the same
paragraphs, Clash says what stands there now, and nothing is written.
"""

from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass, replace

from transcripts.actions import revising
from transcripts.actions.revising import Clash, Standing, Swap, Wordless
from transcripts.errors import Refused, gettext_noop
from transcripts.models import Paragraph, Revision, Transcription, User
from transcripts.models.transcript import paragraphs_of
from transcripts.text import document
from transcripts.text.correcting import corrected
from transcripts.text.diff import Block, blocks
from transcripts.text.typed import paragraphs_in

MOST_CHARACTERS = 4_000_000  # about fifty hours of speech
LONGEST_WORD = 500
LONGEST_SPEAKER = 200


class TooLong(Refused):
    code = "too_long"
    field = "text"
    sentence = gettext_noop("A transcript has at most %(most)d characters.")


class LongWord(Refused):
    code = "long_word"
    field = "text"
    sentence = gettext_noop("A word has at most %(most)d characters. Are there spaces missing?")


class LongSpeaker(Refused):
    code = "long_speaker"
    field = "speaker"
    sentence = gettext_noop("The name of a speaker has at most %(most)d characters.")


@dataclass(frozen=True, slots=True)
class Change:
    """A run of paragraphs, named by their ids, gives way to `written` (text.typed.written makes one of a text and a speaker).

    So one is edited, split, joined with the next, given a speaker, or (with nothing written) taken away. `keeps_speakers`: the
    writer did not say who speaks; each paragraph has the speaker of the words that it keeps.
    """

    replaced: tuple[int, ...]
    written: tuple[document.Paragraph, ...]
    keeps_speakers: bool = False


def change(
    *, by: User, transcription: Transcription, base: int | None, changes: Sequence[Change]
) -> Revision:
    """All of them, or none. The new version; the newest one where nothing changes.

    Raises NotAllowed, Clash, Wordless, TooLong, LongWord, LongSpeaker, NoSuchRevision, NoSuchParagraph or NoTranscript.
    """
    revising.check_rights(by, transcription)
    _check_length(paragraph for one in changes for paragraph in one.written)
    with revising.newest_of(transcription) as newest:
        seen = revising.seen_by_writer(newest, base)
        return _put(newest, seen, by, changes)


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
    _check_length(paragraphs)
    with revising.newest_of(transcription) as newest:
        seen = revising.seen_by_writer(newest, base)
        return _put(newest, seen, by, _differences(seen.rows(), paragraphs, keeps_speakers))


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


def _put(newest: Revision, seen: Revision, by: User, changes: Sequence[Change]) -> Revision:
    standing: list[Standing] = []
    due: list[Change] = []
    for one in changes:
        if revising.run_in(newest.order, one.replaced) is not None:
            due.append(one)
            continue
        ids = revising.stands_now(newest, seen, one.replaced)
        rows = tuple(paragraphs_of(ids))
        if not _is_written(rows, one):  # else it was saved before, and the answer was lost
            standing.append(Standing(one.replaced, rows, revising.author_of(newest, seen, ids)))
    if standing:
        raise Clash(newest, standing)
    made = revising.put(newest, by, [_swap(newest, one) for one in _together(newest.order, due)])
    if made.characters > MOST_CHARACTERS:
        raise TooLong(most=MOST_CHARACTERS)
    return made


def _together(order: Sequence[int], changes: Sequence[Change]) -> list[Change]:
    """Neighbours as one change, so that the times of their words are found together."""
    found: list[Change] = []
    for one in sorted(changes, key=lambda one: order.index(one.replaced[0])):
        both = (*found[-1].replaced, *one.replaced) if found else ()
        if (
            found
            and revising.run_in(order, both) is not None
            and one.keeps_speakers == found[-1].keeps_speakers
        ):
            found[-1] = replace(found[-1], replaced=both, written=(*found[-1].written, *one.written))
        else:
            found.append(one)
    return found


def _is_written(rows: Sequence[Paragraph], one: Change) -> bool:
    said = [paragraph for paragraph in one.written if paragraph.words]
    if [row.text for row in rows] != [paragraph.text for paragraph in said]:
        return False
    return one.keeps_speakers or [row.speaker for row in rows] == [paragraph.speaker for paragraph in said]


def _swap(newest: Revision, one: Change) -> Swap:
    """The rows of a change: those that say the same stay, the words of the others keep what they can."""
    at = newest.order.index(one.replaced[0])
    around = paragraphs_of(newest.order[max(0, at - 1) : at + len(one.replaced) + 1])
    old = [row for row in around if row.pk in one.replaced]
    new = _placed(old, one, around[0].end if at else None, _behind(around, one))
    rows = [_row(newest.transcription, paragraph, old) for paragraph in new]
    return Swap(one.replaced, tuple(rows))


def _behind(around: Sequence[Paragraph], one: Change) -> float | None:
    return None if around[-1].pk in one.replaced else around[-1].start


def _placed(
    old: Sequence[Paragraph], one: Change, earliest: float | None, latest: float | None
) -> list[document.Paragraph]:
    """What was written, paragraph by paragraph, with its times."""
    before = [word for row in old for word in row.paragraph.words]
    words = corrected(before, [word for said in one.written for word in said.words], earliest, latest)
    found: list[document.Paragraph] = []
    at = 0
    for said in one.written:
        own = words[at : at + len(said.words)]
        at += len(said.words)
        if own:
            found.append(document.Paragraph(own, _speaker(own, old) if one.keeps_speakers else said.speaker))
    return found


def _speaker(words: Sequence[document.Word], old: Sequence[Paragraph]) -> str:
    """Of the paragraph from which most of these words are; of the first where none is."""
    texts = {word.text for word in words}
    shared = [sum(text in texts for text, _start, _end in row.words) for row in old]
    return old[shared.index(max(shared))].speaker


def _row(transcription: Transcription, paragraph: document.Paragraph, old: list[Paragraph]) -> Paragraph:
    """The row that says just this already, at most once; else a new one."""
    for n, row in enumerate(old):
        if (row.speaker, row.text) == (paragraph.speaker, paragraph.text):
            return old.pop(n)
    return Paragraph.written(transcription, paragraph)


def _check_length(paragraphs: Iterable[document.Paragraph]) -> None:
    """Before anything is compared. Raises TooLong, LongWord or LongSpeaker."""
    characters = 0
    for paragraph in paragraphs:
        if len(paragraph.speaker) > LONGEST_SPEAKER:
            raise LongSpeaker(most=LONGEST_SPEAKER)
        if any(len(word.text) > LONGEST_WORD for word in paragraph.words):
            raise LongWord(most=LONGEST_WORD)
        characters += len(paragraph.text) + 2
        if characters > MOST_CHARACTERS:
            raise TooLong(most=MOST_CHARACTERS)
