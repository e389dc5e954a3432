"""From what a person wrote to new paragraph rows: the words that stay keep their times, what others saved stays."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from transcripts.actions import revising
from transcripts.actions.revising import Clash, Standing, Swap
from transcripts.errors import Refused, gettext_noop
from transcripts.models import Paragraph, Revision, Transcription, User
from transcripts.models.transcript import paragraphs_of
from transcripts.text import document
from transcripts.text.correcting import corrected
from transcripts.text.diff import blocks

MOST_CHARACTERS = 2_000_000  # about thirty hours of speech
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


def check_length(paragraphs: Iterable[document.Paragraph]) -> None:
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


@dataclass(frozen=True, slots=True)
class _Plan:
    """What is to be put into `newest`."""

    newest: Revision
    swaps: list[Swap]


def apply(
    by: User,
    transcription: Transcription,
    base: int | None,
    changes_of: Callable[[Revision], Sequence[Change]],
    **told: Any,
) -> Revision:
    """The next version, with the changes that a person wants who saw version `base` (None: the newest, whichever that is).

    What takes long in a long text is done before anybody has to wait; if a newer version comes meanwhile, it is done once more.
    `told` are fields of the revision. Raises Clash, Wordless, TooLong, NoSuchRevision, NoSuchParagraph or NoTranscript.
    """
    before = revising.newest_revision(transcription)
    plan = _plan(before, base, changes_of) if before is not None else None
    with revising.newest_of(transcription) as newest:
        if plan is None or plan.newest != newest:
            plan = _plan(newest, base, changes_of)
        made = revising.put(newest, by, plan.swaps, **told)
        if made != newest and made.characters > max(MOST_CHARACTERS, newest.characters):
            raise TooLong(most=MOST_CHARACTERS)
        return made


def _plan(newest: Revision, base: int | None, changes_of: Callable[[Revision], Sequence[Change]]) -> _Plan:
    seen = revising.seen_by_writer(newest, base)
    standing: list[Standing] = []
    due: list[Change] = []
    for one in changes_of(seen):
        if revising.run_in(newest.order, one.replaced) is not None:
            due.append(one)
            continue
        ids = revising.stands_now(newest, seen, one.replaced)
        rows = tuple(paragraphs_of(ids))
        if not _is_written(rows, one):  # else it was saved before, and the answer was lost
            standing.append(Standing(one.replaced, rows, revising.author_of(newest, seen, ids)))
    if standing:
        raise Clash(newest, standing)
    return _Plan(newest, [_swap(newest, one) for one in _together(newest.order, due)])


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
    return Swap(one.replaced, tuple(_rows(newest.transcription, new, old)))


def _behind(around: Sequence[Paragraph], one: Change) -> float | None:
    return None if around[-1].pk in one.replaced else around[-1].start


def _placed(
    old: Sequence[Paragraph], one: Change, earliest: float | None, latest: float | None
) -> list[document.Paragraph]:
    """What was written, paragraph by paragraph, with its times."""
    before = [word for row in old for word in row.paragraph.words]
    words = corrected(before, [word for said in one.written for word in said.words], earliest, latest)
    speakers = _speakers(old, one.written) if one.keeps_speakers else [said.speaker for said in one.written]
    found: list[document.Paragraph] = []
    at = 0
    for said, speaker in zip(one.written, speakers, strict=True):
        found.append(document.Paragraph(words[at : at + len(said.words)], speaker))
        at += len(said.words)
    return [paragraph for paragraph in found if paragraph.words]


def _speakers(old: Sequence[Paragraph], new: Sequence[document.Paragraph]) -> list[str]:
    """For each that of the paragraphs from which most of its words are; where none is, that of the one before."""
    first = old[0].speaker
    if all(row.speaker == first for row in old):
        return [first] * len(new)
    speaking = [row.speaker for row in old for _word in row.words]
    texts = [text for row in old for text, _start, _end in row.words]
    kept: dict[int, str] = {}
    for block in blocks(texts, [word.text for paragraph in new for word in paragraph.words]):
        if block.is_same:
            kept |= dict(enumerate(speaking[block.first : block.behind], block.other_first))
    found = [first]
    at = 0
    for paragraph in new:
        heard = Counter(kept[n] for n in range(at, at + len(paragraph.words)) if n in kept)
        found.append(heard.most_common(1)[0][0] if heard else found[-1])
        at += len(paragraph.words)
    return found[1:]


def _rows(
    transcription: Transcription, new: Sequence[document.Paragraph], old: Sequence[Paragraph]
) -> Iterator[Paragraph]:
    """For each the row that says just this already, each of them at most once; else a new one."""
    standing: dict[tuple[str, str], list[Paragraph]] = {}
    for row in reversed(old):
        standing.setdefault((row.speaker, row.text), []).append(row)
    for paragraph in new:
        same = standing.get((paragraph.speaker, paragraph.text))
        yield same.pop() if same else Paragraph.written(transcription, paragraph)
