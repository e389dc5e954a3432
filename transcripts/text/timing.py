"""Times of words laid onto the written text."""

from collections.abc import Iterable, Sequence

from transcripts.text.armenian import fold
from transcripts.text.document import Word
from transcripts.text.sentences import words_of

# How far the two may be out of step before a word goes without a time.
LOOK_AHEAD = 8
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
