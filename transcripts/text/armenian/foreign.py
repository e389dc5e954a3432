"""Russian and English words in Armenian speech: Snowball's stems. Numbers and other scripts stay as written."""

import re

from snowballstemmer import stemmer

_LATIN = re.compile(r"[a-z]+")
_RUSSIAN = re.compile(r"[а-я]+")
LONGEST = 40


def stem(word: str) -> str:
    """`word` is folded. A stemmer keeps its state, so each call takes its own: threads share nothing."""
    if len(word) > LONGEST:
        return word
    if _LATIN.fullmatch(word):
        return str(stemmer("english").stemWord(word)) or word
    if _RUSSIAN.fullmatch(word):
        return str(stemmer("russian").stemWord(word)) or word
    return word
