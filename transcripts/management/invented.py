"""A believable library's words: who speaks, about what, in declined and conjugated Armenian. The same seed gives the same texts.

Half of the sentences are the sandbox's (sandbox.phrases), the others are filled with names and, where the lexicon is
installed, with thousands of its nouns, so that a large library has as many different words as a real one.
"""

from functools import cache
from itertools import accumulate
from random import Random

from transcripts.sandbox.phrases import sentence
from transcripts.text.armenian import lexicon

_FIRST = [
    "Անահիտ",
    "Արամ",
    "Աննա",
    "Արմեն",
    "Գայանե",
    "Գոռ",
    "Դավիթ",
    "Եվա",
    "Զարուհի",
    "Էդգար",
    "Լիլիթ",
    "Կարեն",
    "Հայկ",
    "Հասմիկ",
    "Մարիամ",
    "Միքայել",
    "Նարե",
    "Նարեկ",
    "Շուշան",
    "Ռուզան",
    "Սերգեյ",
    "Սոնա",
    "Վահե",
    "Տիգրան",
]
_FATHERS = [
    "Աբրահամ",
    "Ալեքսան",
    "Գաբրիել",
    "Գրիգոր",
    "Դանիել",
    "Եսայ",
    "Զաքար",
    "Թադևոս",
    "Իսահակ",
    "Կարապետ",
    "Հակոբ",
    "Հարություն",
    "Հովհաննես",
    "Մանուկ",
    "Մարտիրոս",
    "Մելիք",
    "Մինաս",
    "Մկրտիչ",
    "Նազար",
    "Ներսես",
    "Պետրոս",
    "Պողոս",
    "Սահակ",
    "Սարգիս",
    "Սիմոն",
    "Ստեփան",
    "Վարդան",
    "Փիլիպոս",
]
_PLACES = [
    "Երևան",
    "Վանաձոր",
    "Կապան",
    "Գորիս",
    "Սիսիան",
    "Իջևան",
    "Դիլիջան",
    "Ստեփանավան",
    "Արտաշատ",
    "Արմավիր",
    "Աշտարակ",
    "Հրազդան",
    "Սևան",
    "Մարտունի",
]
_NOUNS = [
    "դատարան",
    "գրադարան",
    "համալսարան",
    "դպրոց",
    "թանգարան",
    "նախարար",
    "պատգամավոր",
    "լրագրող",
    "ուսանող",
    "դասախոս",
    "քաղաքապետ",
    "հիվանդանոց",
    "գործարան",
    "ճանապարհ",
    "պայմանագիր",
    "ծրագիր",
    "նախագիծ",
    "արխիվ",
    "փաստաբան",
    "փորձագետ",
    "հարց",
    "օրենք",
    "գյուղացի",
    "բժիշկ",
    "նկարիչ",
    "երաժիշտ",
]
_CASES = ("ը", "ի", "ից", "ով", "ում", "ներ", "ները", "ների", "ներից", "ներով", "ներում", "")
# What lies in what, and tags with their colours (models.Colour).
FOLDERS = {
    "Հարցազրույցներ": ("Քաղաքականություն", "Մշակույթ", "Մարզեր"),
    "Նիստեր": ("Ավագանի", "Կառավարություն", "Հանձնաժողովներ"),
    "Դասախոսություններ": ("Պատմություն", "Իրավունք"),
    "Արխիվ": ("1990-ականներ", "2000-ականներ"),
}
TAGS = {
    "կարևոր": "pomegranate",
    "ստուգել": "apricot",
    "հրապարակված": "pine",
    "մեջբերել": "lake",
    "երկար": "plum",
}
NOTES = (
    "Ձայնը տեղ-տեղ վատ է։",
    "Անունները ստուգել մինչև հրապարակումը։",
    "Խմբագրին ուղարկված է։",
    "Սպասում ենք հյուրի համաձայնությանը։",
)
# {n} a noun in some case, {g} in the genitive, {l} in the locative, {who} a person, {where} a place.
_FRAMES = (
    "{who} խոսեց {g} և {g} մասին։",
    "{where} քննարկվում էր {g} վերաբերյալ {g} առաջարկը։",
    "Ըստ {g}՝ {l} արդեն փոփոխություններ են կատարվել, ասաց {who}։",
    "{who} հիշեցրեց, որ {where} առաջին անգամ են հանդիպել {g} հետ։",
    "Ի՞նչ եք կարծում {g} և {g} կապի մասին, հարցրեց {who}։",
    "{year} թվականին {where} բացվեց {g} ցուցահանդեսը։",
    "{who} չէր ցանկանում պատասխանել {g} մասին հարցին։",
    "Մենք {l} տեսանք {g} արդյունքները, իսկ {l}՝ դեռ ոչ։",
)
_TITLES = (
    "Հարցազրույց․ {who}",
    "{where}․ {g} մասին",
    "Նիստ {n}",
    "Դասախոսություն․ {g} պատմությունը",
    "{g} հարցը",
    "Ժողով, {year}",
)
# Of so many nouns of the lexicon; each is used as often as words of its rank are.
_VARIETY = 6000


@cache
def nouns() -> tuple[str, ...]:
    """Regular ones, which take every ending of `_CASES`: ours and, after them, the lexicon's in an order of their own."""
    known = lexicon.installed()
    if known is None:
        return tuple(_NOUNS)
    stems = sorted(set(known.stems()))
    Random(7).shuffle(stems)  # noqa: S311
    regular = (stem for stem in stems if len(stem) > 3 and stem in known.lemmas(f"{stem}ներում"))
    return (*_NOUNS, *(stem for stem, _ in zip(regular, range(_VARIETY), strict=False)))


@cache
def _weights() -> list[float]:
    return list(accumulate(1 / (rank + 8) for rank in range(len(nouns()))))


def person(random: Random) -> str:
    return f"{random.choice(_FIRST)} {random.choice(_FATHERS)}յան"


def title(random: Random) -> str:
    said = _filled(random, random.choice(_TITLES))
    return said[0].upper() + said[1:]


def text(random: Random, length: int) -> list[str]:
    """About so many words, in whole sentences."""
    words: list[str] = []
    while len(words) < length:
        if random.random() < 0.5:
            words += sentence(random, random.randint(4, 10))
        else:
            said = _filled(random, random.choice(_FRAMES))
            words += (said[0].upper() + said[1:]).split()
    return words


def _filled(random: Random, frame: str) -> str:
    for slot, fill in _SLOTS:
        while slot in frame:
            frame = frame.replace(slot, fill(random), 1)
    return frame


def _noun(random: Random) -> str:
    return random.choices(nouns(), cum_weights=_weights())[0]


_SLOTS = (
    ("{who}", lambda random: person(random) + random.choice(("ը", "ը", ""))),
    ("{where}", lambda random: random.choice(_PLACES) + "ում"),
    ("{year}", lambda random: str(random.randint(1921, 2026))),
    ("{g}", lambda random: _noun(random) + random.choice(("ի", "ների"))),
    ("{l}", lambda random: _noun(random) + random.choice(("ում", "ներում"))),
    ("{n}", lambda random: _noun(random) + random.choice(_CASES)),
)
