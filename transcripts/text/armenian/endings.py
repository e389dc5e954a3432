"""Regular endings: what may follow a hyphen, and which stems they leave of a word that no lexicon knows.

Written after the grammar of Eastern Armenian as it is taught (declensions in -ի, -ու and -ան, conjugations in -ել and -ալ);
suppletion and changes inside a stem are the lexicon's.
"""

from itertools import product

_CASES = ("", "ի", "ից", "ով", "ում")
_ARTICLES = ("", "ը", "ն", "ս", "դ")
_NOUN = {number + case + article for number, case, article in product(("", "ներ", "եր"), _CASES, _ARTICLES)}
# After a vowel a glide comes first: Աննա, Աննայի.
_GLIDED = {f"յ{case}{article}" for case, article in product(_CASES[1:], _ARTICLES)}
# Գյումրի, Գյումրու; գնալ, գնալու; Կարապետ, Կարապետենց; շաբաթ, շաբաթվա; մարտ, մարտյան.
_RARER = {
    case + article
    for case, article in product(
        ("ու", "ուց", "վա", "վանից", "ան", "յան", "ենք", "ենց", "ոնք", "ոնց", "ոջ"), _ARTICLES
    )
}
# գրանցում, գրանցման, գրանցմամբ.
_ACTION = {f"ման{article}" for article in _ARTICLES} | {"մամբ", "մանից"}
_PARTICIPLE = {
    form + rest for form in ("ած", "ող", "ել", "ալ") for rest in _NOUN | {"ու", "ուց", "ուն", "իս"}
}
_PERSONS = (
    "եմ",
    "ես",
    "ենք",
    "եք",
    "են",
    "եի",
    "եիր",
    "եր",
    "եինք",
    "եիք",
    "եին",
    "եց",
    "եցի",
    "եցիր",
    "եցինք",
)
_VERB = {*_PERSONS, "եցիք", "եցին", "իր", "իս", "եցեք", *_PARTICIPLE}
# What a verb puts before them: passive, causative.
_VOICES = ("", "վ", "եցն", "եցր", "եցվ")

_ORDINAL = {"րդ" + rest for rest in _NOUN}
AFTER_HYPHEN = frozenset((_NOUN | _GLIDED | _RARER | _ORDINAL) - {"", "ան", "եր"})

_STRIPPED = frozenset(
    (_NOUN | _GLIDED | _RARER | _ACTION | {voice + ending for voice in _VOICES for ending in _VERB}) - {""}
)
_LONGEST = max(map(len, _STRIPPED))
_SHORTEST_STEM = 3
_VOWELS = frozenset("աեէըիոօև")
# գիտություն, գիտության, գիտությամբ: one word in three stems.
_ABSTRACT = (("թյան", "թյուն"), ("թյամբ", "թյուն"))


def stems(word: str) -> set[str]:
    """The word itself and every stem that a regular ending leaves of it. `word` is folded."""
    found = {word}
    for at in range(max(_SHORTEST_STEM, len(word) - _LONGEST), len(word)):
        if word[at:] in _STRIPPED and not _VOWELS.isdisjoint(word[:at]):
            found.add(word[:at])
    return found | {_whole(stem) for stem in found}


def _whole(stem: str) -> str:
    for ending, nominative in _ABSTRACT:
        if stem.endswith(ending):
            return stem[: -len(ending)] + nominative
    return stem
