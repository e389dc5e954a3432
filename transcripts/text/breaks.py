"""What it costs to part two neighbouring words, on a screen or at the end of a line. The higher, the worse; whole numbers."""

from transcripts.text.document import Word
from transcripts.text.sentences import ends_sentence

# ՝ and its stand-in `, commas, semicolons, dashes, the Armenian hyphenless ․ (U+2024): one may breathe here.
_CLAUSE = "՝`,;․—–"
_CLOSING = '»”")]՛'
_OPENING = '«“"(['
# These belong to what follows them: one breaks before, not behind them.
_LEANS_FORWARD = frozenset(
    [
        "և",
        "եւ",
        "ու",
        "որ",
        "թե",
        "եթե",
        "երբ",
        "բայց",
        "իսկ",
        "կամ",
        "քանի",
        "որպեսզի",
        "այս",
        "այդ",
        "այն",
        "մի",
        "ոչ",
        "չի",
        "и",
        "а",
        "но",
        "что",
        "в",
        "на",
        "с",
        "к",
        "не",
        "the",
        "a",
        "an",
        "and",
        "or",
        "of",
        "to",
        "in",
    ]
)

SENTENCE, CLAUSE, PLAIN = 0, 12, 40
LEANING, NAME, NUMBER = 16, 60, 60
LONG_PAUSE, SHORT_PAUSE = 800, 300  # milliseconds
_LONG_PAUSE_SAVES, _SHORT_PAUSE_SAVES = 30, 12


def break_cost(before: Word, after: Word, pause: int) -> int:
    """Between two words of one speaker with `pause` milliseconds of silence between them."""
    if ends_sentence(before.text):
        return SENTENCE
    cost = CLAUSE if _ends_clause(before.text) else PLAIN + _bond(before.text, after.text)
    return max(SENTENCE, cost - _saved_by(pause))


def _saved_by(pause: int) -> int:
    if pause >= LONG_PAUSE:
        return _LONG_PAUSE_SAVES
    return _SHORT_PAUSE_SAVES if pause >= SHORT_PAUSE else 0


def _ends_clause(text: str) -> bool:
    return text.rstrip(_CLOSING)[-1:] in tuple(_CLAUSE)


def _bond(before: str, after: str) -> int:
    """What holds the two together beyond standing beside each other."""
    bare, following = before.lstrip(_OPENING), after.lstrip(_OPENING)
    if bare[-1:].isdigit() or following[:1].isdigit() or bare == "№":
        return NUMBER
    if bare[:1].isupper() and following[:1].isupper():
        return NAME
    return LEANING if bare.lower() in _LEANS_FORWARD else 0
