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
# What a slip of the layout or a mistaken eye puts in an Armenian word: first by the look, then, where none is like it, by the sound.
_LOOKALIKES = str.maketrans("hHnouqgjfLlSUO0", "հհոօսգցյֆլլտսօօ")
_SOUNDS = str.maketrans("aAeEiIrRdDvVtTkKbBmMzZxXcCаАеЕоОиИ", "աաեեիիրրդդվվտտկկբբմմզզխխցցաաեեօօիի")
_FOREIGN = re.compile(rf"[^\W_{ARMENIAN}]+")
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
    """The Armenian letters that single Latin ones stand for in a word that is Armenian but for them: hայ, 0րենք, Eրևան.

    Anything else comes back as it was: USBները is a Latin word with an ending, 2018ի a number.
    """
    foreign = _FOREIGN.findall(word)
    if not foreign or max(map(len, foreign)) > 1 or len(foreign) >= len(_NATIVE.findall(word)):
        return word
    # Composed first, or й would be и with a mark.
    mapped = unicodedata.normalize("NFC", word).translate(_LOOKALIKES).translate(_SOUNDS)
    # Before ւ it was the ո of ու.
    return word if _FOREIGN.search(mapped) else mapped.replace("օւ", "ու")
