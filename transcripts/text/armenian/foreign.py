"""Russian and English words in Armenian speech: Snowball's stems. Numbers and other scripts stay as written."""

import re

_LATIN = re.compile(r"[a-z]+")
_RUSSIAN = re.compile(r"[а-я]+")
LONGEST = 40


def stem(word: str) -> str:
    """`word` is folded. A stemmer keeps its state, so each call takes its own: threads share nothing."""
    if len(word) > LONGEST:
        return word
    # It brings thirty languages, 3 MB, which processes that only spell do not need.
    from snowballstemmer import stemmer

    if _LATIN.fullmatch(word):
        return str(stemmer("english").stemWord(word)) or word
    if _RUSSIAN.fullmatch(word):
        return str(stemmer("russian").stemWord(word)) or word
    return word
