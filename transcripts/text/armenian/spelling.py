"""Armenian spelling made comparable: what must be equal when one searches, letter by letter."""

import re
import unicodedata

# Marks that stand inside a word without changing which word it is (Unicode Armenian block: U+0559 half ring,
# U+055A apostrophe, U+055B emphasis, U+055C exclamation, U+055E question, U+055F abbreviation), the acute accent that
# stands in for them, and invisible characters that editors and web pages leave behind.
MARKS = "ՙ՚՛՜՞՟´\u00ad\u200b-\u200f\u2060\ufeff"
# Combining marks of the scripts that we meet: й and é may come in two characters.
COMBINING = "\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f"
ARMENIAN = "Ա-Ֆա-ևﬓ-ﬗ"

_INSIDE = dict.fromkeys(map(ord, "ՙ՚՛՜՞՟´\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff"))
_YEV = re.compile("եւ|եվ")
# Stress marks of textbooks (за́мок); they remain after NFKC only where no composed letter exists.
_STRESS = dict.fromkeys(range(0x300, 0x370))
_POSSESSIVE = re.compile("(?<=[a-z])['’]s?$")
_UNWRITTEN = re.compile(r"[\W_]+")
# Latin (and one Cyrillic) letters that are typed for an Armenian one of the same look, by eye or by slip of the layout.
_LOOKALIKES = str.maketrans("hHnouqgjfLlSUOо0", "հհոօսգցյֆլլտսօօօ")
_LATIN = re.compile(r"[A-Za-zо]")
_NATIVE = re.compile(f"[{ARMENIAN}]")


def fold(text: str) -> str:
    """Lower case, no marks inside words, one spelling of և. Length and offsets are not kept."""
    # The marks go first: NFKC would turn an acute accent into a space and split the word.
    return _YEV.sub("և", unicodedata.normalize("NFKC", text.translate(_INSIDE)).lower())


def spelled(word: str) -> str:
    """One word as it is compared: folded, letters and digits only, ё as е, Anna's as Anna. Empty where nothing of it can be compared."""
    folded = fold(word).translate(_STRESS).replace("ё", "е")
    return folded if folded.isalnum() else _UNWRITTEN.sub("", _POSSESSIVE.sub("", folded))


def with_own_letters(word: str) -> str:
    """The Armenian letters that Latin ones of the same look stand for, in a word that is Armenian but for a few of them.

    Anything else comes back as it was: Facebookում is a Latin word with an ending, 2018ի a number.
    """
    native, foreign = len(_NATIVE.findall(word)), len(_LATIN.findall(word))
    digits = sum(letter.isdigit() for letter in word)
    if foreign + digits >= native or digits > word.count("0") or digits > 1:
        return word
    mapped = word.translate(_LOOKALIKES)
    return word if _LATIN.search(mapped) else mapped
