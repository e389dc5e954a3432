"""Times of words laid onto the written text, and which of two times for a word is the better founded."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from statistics import median

from transcripts.text.armenian import fold
from transcripts.text.document import Word
from transcripts.text.sentences import words_of

# How far the two may be out of step before a word goes without a time.
LOOK_AHEAD = 8
# From this trust on it is taken for certain that a word is said where it was heard.
SURE = 0.5
# A text that belongs to its sound with a lower probability than this was not written for it: where its words seem to be heard
# tells nothing then.
BELONGS = 0.2
# Times that came with the words are believed where, for so many words at least that were surely heard, half of them are within
# so many seconds.
_ENOUGH, _WITHIN = 5, 1.0
_PUNCTUATION = "«»“”\"'()[]{}.,:;!?…։՝․-–—"


def _bare(word: str) -> str:
    return fold(word).strip(_PUNCTUATION)


def with_times(text: str, timed: Sequence[Word]) -> tuple[Word, ...]:
    """The words of `text` as written, with the times of `timed` where the two agree.

    The text is what people read, so it decides; a recogniser's word list may lack punctuation, split
    otherwise or miss some. Words without a partner have no time.
    """
    written = words_of(text)
    if len(written) == len(timed):
        return tuple(Word(w.text, t.start, t.end) for w, t in zip(written, timed, strict=True))
    bare = [_bare(word.text) for word in timed]
    found: list[Word] = []
    at = 0
    for word in written:
        ahead = bare[at : at + LOOK_AHEAD]
        key = _bare(word.text)
        if key and key in ahead:
            partner = timed[at + ahead.index(key)]
            at += ahead.index(key) + 1
            found.append(Word(word.text, partner.start, partner.end))
        else:
            found.append(word)
    return tuple(found)


def moved(words: Iterable[Word], seconds: float) -> tuple[Word, ...]:
    """The same words, so much later."""
    return tuple(
        Word(
            word.text,
            None if word.start is None else round(word.start + seconds, 3),
            None if word.end is None else round(word.end + seconds, 3),
        )
        for word in words
    )


def best(given: Word, heard: Word) -> Word:
    """The better founded of two times for one word: heard with certainty, else given with the words, else heard all the same.

    `given.estimated` times count for none. What neither knows has no times, and says that it is to be estimated.
    """
    if heard.start is not None and is_sure(heard):
        return replace(heard, text=given.text)
    if given.start is not None and not given.estimated:
        return Word(given.text, given.start, _end(given), heard.trust)
    if heard.start is not None:
        return replace(heard, text=given.text)
    return Word(given.text, trust=heard.trust, estimated=True)


def is_sure(word: Word) -> bool:
    return word.trust is not None and word.trust >= SURE


def _end(word: Word) -> float | None:
    return word.start if word.end is None else word.end


def agree(given: Sequence[Word], heard: Sequence[Word]) -> bool:
    """Whether the times that came with the words may be believed, by those of words that were surely heard."""
    apart = [
        abs(one.start - other.start)
        for one, other in zip(given, heard, strict=True)
        if one.start is not None and not one.estimated and other.start is not None and is_sure(other)
    ]
    return len(apart) < _ENOUGH or median(apart) <= _WITHIN
