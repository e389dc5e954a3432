"""A written word as the letters that the acoustic model listens for.

Case and marks go, numbers and signs are spelled out, Latin and Russian words are written in Armenian letters. What
cannot be spelled is `WILD`, what is never said (a dash, a lone quotation mark) is empty.
"""

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

from transcripts.alignment.inside import numerals, scripts
from transcripts.alignment.inside.acoustic import LETTERS
from transcripts.alignment.inside.lattice import WILD, Spelling

# Longer is no word; a lattice of it would cost more than it tells.
LONGEST = 80
# Marks inside words, and invisible characters: they change how a word is said, not which letters it has.
_MARKS = dict.fromkeys(map(ord, "՚՛՜՞՟'’´`\u00ad\u200b\u200c\u200d\u2060\ufeff"))
_SIGNS = {
    "%": "տոկոս", "֏": "դրամ", "$": "դոլար", "€": "եվրո", "₽": "ռուբլի", "№": "համար", "&": "և", "°": "աստիճան",
    "+": "գումարած", "=": "հավասար",
}  # fmt: skip
_ABBREVIATIONS = {"կմ": "կիլոմետր", "կգ": "կիլոգրամ", "մլն": "միլիոն", "մլրդ": "միլիարդ", "թթ": "թվականներ"}
_PRICE = re.compile(r"([$€₽֏])([\d.,]+)")
_VOWEL = re.compile("[աեէըիոօև]")
_LATIN_VOWEL = re.compile("[aeiouy]")
_PIECES = re.compile(
    r"(?P<grouped>\d{1,3}(?:[.,]\d{3})+(?!\d))(?:-(?P<grouped_ending>[ա-և]+))?"
    r"|(?P<whole>\d+)[.,](?P<fraction>\d+)"
    r"|(?P<number>\d+)(?:-(?P<ending>[ա-և]+))?"
    r"|(?P<armenian>[ա-և]+)|(?P<latin>[a-z]+)|(?P<russian>[а-яё]+)|(?P<sign>[%֏$€₽№&°+=])|(?P<foreign>[^\W_])"
)


@lru_cache(maxsize=65536)
def spelling(word: str) -> Spelling:
    """Indexes into the model's letters."""
    if len(word) > LONGEST:
        return WILD if any(map(str.isalnum, word)) else ()
    # Money is written before the number and said after it.
    bare = unicodedata.normalize("NFKC", word.translate(_MARKS).replace("№", "\ue000")).replace("\ue000", "№")
    said = [*_said(_PRICE.sub(r"\2\1", bare))]
    if None in said:
        return WILD
    letters = "".join(part for part in said if part).replace(" ", "")
    return tuple(LETTERS.index(letter) for letter in letters[:LONGEST])


def _said(word: str) -> Iterator[str | None]:
    """The word in pieces; None where nobody knows how one is said."""
    capital = word.isupper()
    if capital and (value := numerals.from_roman(word)) and len(word) > 1:
        yield numerals.ordinal(value)
        return
    for piece in _PIECES.finditer(word.lower().replace("եւ", "և")):
        yield _piece(piece, capital)


def _piece(found: re.Match[str], capital: bool) -> str | None:
    kind, text = str(found.lastgroup), found[0]
    if kind == "armenian":
        return _armenian(text, capital)
    if kind == "latin":
        by_letters = capital and len(text) <= 5 and not _LATIN_VOWEL.search(text)
        return scripts.latin_letters(text) if by_letters else scripts.latin(text)
    if kind == "russian":
        return scripts.russian(text)
    if kind == "sign":
        return _SIGNS[text]
    return None if kind == "foreign" else _number(found)


def _armenian(text: str, capital: bool) -> str | None:
    """ՀՀ and such are said in many ways."""
    if text in _ABBREVIATIONS:
        return _ABBREVIATIONS[text]
    return None if capital and len(text) > 1 and not _VOWEL.search(text) else text


def _number(found: re.Match[str]) -> str | None:
    if found["fraction"]:
        return f"{_digits(found['whole'])}ամբողջ{_digits(found['fraction'])}"
    digits = re.sub("[.,]", "", found["grouped"] or found["number"])
    ending = found["grouped_ending"] or found["ending"]
    if int(digits) > numerals.LARGEST or (digits[0] == "0" and len(digits) > 1):
        return _digits(digits)
    return numerals.with_ending(int(digits), ending) if ending else numerals.of(int(digits))


def _digits(digits: str) -> str:
    """As one number, but for a nought that leads and for what has no name: one digit after the other."""
    if len(digits) <= 15 and not (digits[0] == "0" and len(digits) > 1):
        return numerals.of(int(digits))
    return "".join(numerals.of(int(digit)) for digit in digits)
