"""Regular endings, of words that no lexicon knows and of what stands before a hyphen.

Written after the grammar of Eastern Armenian as it is taught (declensions in -ի and -ու, conjugations in -ել and -ալ);
suppletion and changes inside a stem are the lexicon's, as are the rarer declensions, which take no new words.
"""

from itertools import product

_CASES = ("", "ի", "ից", "ով", "ում")
_ARTICLES = ("", "ը", "ն", "ս", "դ")
_NOUN = {number + case + article for number, case, article in product(("", "ներ", "եր"), _CASES, _ARTICLES)}
# After a vowel a glide comes first: Աննա, Աննայի.
_GLIDED = {f"յ{case}{article}" for case, article in product(_CASES[1:], _ARTICLES)}
# Գյումրի, Գյումրու; գնալ, գնալու; Կարապետ, Կարապետենց.
_RARER = {case + article for case, article in product(("ու", "ուց", "ենք", "ենց", "ոնք", "ոնց"), _ARTICLES)}
# քարտեզագրում, քարտեզագրման, քարտեզագրմամբ.
ACTION = frozenset({f"ման{article}" for article in _ARTICLES} | {"մամբ", "մանից"})
_NONFINITE = {
    form + rest for form in ("ած", "ող", "ել", "ալ", "ելիք") for rest in _NOUN | {"ու", "ուց", "ուն", "իս"}
}
_PRESENT = ("եմ", "ես", "ենք", "եք", "են", "եի", "եիր", "եր", "եինք", "եիք", "եին")
_PAST = ("եց", "եցի", "եցիր", "եցինք", "եցիք", "եցին", "իր", "եցեք")
# What a verb puts before them: passive, causative.
_VERB = {
    voice + form for voice, form in product(("", "վ", "եցն", "եցր", "եցվ"), {*_PRESENT, *_PAST, *_NONFINITE})
}
_ORDINAL = {f"րդ{rest}" for rest in _NOUN}

AFTER_HYPHEN = frozenset((_NOUN | _GLIDED | _RARER | _ORDINAL) - {"", "եր"})
NOMINAL = frozenset((_NOUN | _GLIDED | _RARER | ACTION) - {""})
VERBAL = frozenset(_VERB)
LONGEST = max(map(len, NOMINAL | VERBAL))
