"""Cutting running words into sentences and readable paragraphs by Armenian rules."""

import re
from collections.abc import Iterable, Sequence

from transcripts.text.document import Document, Paragraph, Word

# ։ (U+0589) ends an Armenian sentence, and so does the colon that stands in for it on many
# keyboards; ? ! … end one in Russian and English. A dot is mostly an abbreviation in Armenian text
# and counts only after a word of another script.
_ENDS = re.compile(r"(?:[։:?!…]|(?<=[A-Za-zА-Яа-яЁё]{2})\.)[»”\")\]]*$")
LONG_PAUSE = 2.0
SENTENCES_IN_PARAGRAPH = 4
# Speech without punctuation is still cut, at the best pause, before it becomes a wall of text.
LONGEST_PARAGRAPH = 120


def ends_sentence(word: str) -> bool:
    return bool(_ENDS.search(word))


def words_of(text: str) -> tuple[Word, ...]:
    """The words of a text without times."""
    return tuple(Word(part) for part in text.split())


def _pause(before: Word, after: Word) -> float:
    if before.end is None or after.start is None:
        return 0.0
    return after.start - before.end


def sentences(words: Iterable[Word]) -> list[list[Word]]:
    found: list[list[Word]] = [[]]
    for word in words:
        found[-1].append(word)
        if ends_sentence(word.text):
            found.append([])
    return [sentence for sentence in found if sentence]


def _cut_long(words: Sequence[Word]) -> list[Sequence[Word]]:
    """Halve what nobody punctuated, at the longest pause of its middle half."""
    if len(words) <= LONGEST_PARAGRAPH:
        return [words]
    middle = range(len(words) // 4, len(words) * 3 // 4)
    at = max(middle, key=lambda i: (_pause(words[i - 1], words[i]), -abs(i - len(words) // 2)))
    return [*_cut_long(words[:at]), *_cut_long(words[at:])]


def paragraphs(words: Iterable[Word]) -> Document:
    """Whole sentences together: a new paragraph after a long pause or `SENTENCES_IN_PARAGRAPH`."""
    groups: list[list[Word]] = []
    count = 0
    for sentence in sentences(words):
        paused = bool(groups) and _pause(groups[-1][-1], sentence[0]) >= LONG_PAUSE
        if not groups or paused or count >= SENTENCES_IN_PARAGRAPH:
            groups.append([])
            count = 0
        groups[-1].extend(sentence)
        count += 1
    return Document(tuple(Paragraph(tuple(part)) for group in groups for part in _cut_long(group)))
