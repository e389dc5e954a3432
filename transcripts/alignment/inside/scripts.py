"""Latin and Russian words in Armenian letters, roughly as an Armenian says them: good enough to find them in the sound."""

import re
from collections.abc import Mapping

_LATIN = {
    "tch": "չ", "sch": "շ",
    "sh": "շ", "ch": "չ", "th": "թ", "ph": "ֆ", "kh": "խ", "zh": "ժ", "ts": "ց", "ck": "ք", "ee": "ի", "oo": "ու",
    "ou": "ու", "gh": "ղ", "qu": "քվ", "ea": "ի", "ai": "եյ", "ay": "եյ", "ce": "սե", "ci": "սի", "cy": "սի",
    "a": "ա", "b": "բ", "c": "ք", "d": "դ", "e": "ե", "f": "ֆ", "g": "գ", "h": "հ", "i": "ի", "j": "ջ", "k": "ք",
    "l": "լ", "m": "մ", "n": "ն", "o": "ո", "p": "փ", "q": "ք", "r": "ր", "s": "ս", "t": "թ", "u": "ու", "v": "վ",
    "w": "վ", "x": "քս", "y": "ի", "z": "զ",
}  # fmt: skip
_RUSSIAN = {
    "а": "ա", "б": "բ", "в": "վ", "г": "գ", "д": "դ", "е": "ե", "ё": "յո", "ж": "ժ", "з": "զ", "и": "ի", "й": "յ",
    "к": "կ", "л": "լ", "м": "մ", "н": "ն", "о": "ո", "п": "պ", "р": "ր", "с": "ս", "т": "տ", "у": "ու", "ф": "ֆ",
    "х": "խ", "ц": "ց", "ч": "չ", "ш": "շ", "щ": "շ", "ъ": "", "ы": "ի", "ь": "", "э": "է", "ю": "յու", "я": "յա",
}  # fmt: skip
# The names of the letters, for what is read letter by letter.
_LATIN_NAMES = dict(
    zip(
        "abcdefghijklmnopqrstuvwxyz",
        [
            "եյ",
            "բի",
            "սի",
            "դի",
            "ի",
            "եֆ",
            "ջի",
            "եյչ",
            "այ",
            "ջեյ",
            "քեյ",
            "էլ",
            "էմ",
            "էն",
            "օ",
            "փի",
            "քյու",
            "ար",
            "էս",
            "թի",
            "յու",
            "վի",
            "դաբլյու",
            "էքս",
            "վայ",
            "զեթ",
        ],
        strict=True,
    )
)


def latin(word: str) -> str:
    """A lower-case Latin word."""
    return _spelled(word, _LATIN, _LONGEST_FIRST)


def latin_letters(word: str) -> str:
    """USB as յուէսբի."""
    return "".join(_LATIN_NAMES[letter] for letter in word)


def russian(word: str) -> str:
    """A lower-case Russian word."""
    return "".join(_RUSSIAN[letter] for letter in word)


_LONGEST_FIRST = re.compile("|".join(sorted(_LATIN, key=len, reverse=True)))


def _spelled(word: str, table: Mapping[str, str], pattern: re.Pattern[str]) -> str:
    return pattern.sub(lambda found: table[found[0]], word)
