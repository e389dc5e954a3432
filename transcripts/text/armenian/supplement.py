"""What the grammar leaves out or keeps apart, and a search should not."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import chain

from transcripts.text.armenian.grammar import Lexeme

# Passives and causatives are forms of their verb where they are regular; these are lexemes of their own in the grammar only
# because their verbs are not. So are some cases that are used as adverbs.
_BELONGS_TO = {
    "արվել": "անել",
    "դրվել": "դնել",
    "տրվել": "տալ",
    "տարվել": "տանել",
    "կերվել": "ուտել",
    "կերցնել": "ուտել",
    "թողել": "թողնել",
    "թողնվել": "թողնել",
    "վերցվել": "վերցնել",
    "իջեցնել": "իջնել",
    "դարձնել": "դառնալ",
    "դարձվել": "դառնալ",
    "առավոտյան": "առավոտ",
    "երեկոյան": "երեկո",
}
# Nouns whose last vowel falls before an ending, or may: կամուրջ, կամրջի. The grammar has them without.
_REDUCED = {
    "աղմուկ": "աղմկ",
    "անդունդ": "անդնդ",
    "ապուխտ": "ապխտ",
    "արմունկ": "արմնկ",
    "կամուրջ": "կամրջ",
    "կավիճ": "կավճ",
    "կնճիռ": "կնճռ",
    "կողոպուտ": "կողոպտ",
    "կշիռ": "կշռ",
    "կսկիծ": "կսկծ",
    "կտուր": "կտր",
    "կտուց": "կտց",
    "հունձ": "հնձ",
    "մրմունջ": "մրմնջ",
    "մռունչ": "մռնչ",
    "մրրիկ": "մրրկ",
    "նուշ": "նշ",
    "շամփուր": "շամփր",
    "պանդուխտ": "պանդխտ",
    "սարսուռ": "սարսռ",
    "սոսինձ": "սոսնձ",
    "տունկ": "տնկ",
    "տրտունջ": "տրտնջ",
    "փախուստ": "փախստ",
    "փետուր": "փետր",
    "փոթորիկ": "փոթորկ",
    "փրփուր": "փրփր",
    "շշունջ": "շշնջ",
}
# The grammar's paradigm of խնդիր, խնդրի, խնդիրներ.
_LIKE_THEM = "N14"
# Verbs that leave out չ or ն where they tell what has happened (սառավ, հեծավ), with the paradigms of թռչել and հասնել.
_SHORTENED = {
    "թաքչել": ("թաք", "V13"),
    "հալչել": ("հալ", "V13"),
    "հանգչել": ("հանգ", "V13"),
    "սառչել": ("սառ", "V13"),
    "ուռչել": ("ուռ", "V13"),
    "փլչել": ("փլ", "V13"),
    "բուսնել": ("բուս", "V12"),
    "հառնել": ("հառ", "V12"),
    "հեծնել": ("հեծ", "V12"),
}
# Stems of some words, with a paradigm: տիկնայք as պարոնայք, դստերից as ծովից, սկեսրոջ as քրոջ, տասներկուսի as քսաներկուսի.
_STEMS = (
    ("տիկին", ("տիկն",), "N63b"),
    ("դուստր", ("դստեր",), "N11"),
    ("սկեսուր", ("սկեսուր", "սկեսր"), "N62"),
    ("տեգր", ("տեգր",), "N61"),
    ("տասներկուս", ("տասներկուս",), "N12"),
    ("տալ", ("տուր",), "Empty"),
)
# Twelve and twenty-two as two.
_TWO, _BOTH = "երկու", "երկուս"


def supplemented(lexemes: Iterable[Lexeme]) -> Iterator[Lexeme]:
    for lexeme in chain(lexemes, _more()):
        yield lexeme
        if owner := _owner(lexeme.lemma):
            yield replace(lexeme, lemma=owner)


def _owner(lemma: str) -> str:
    """The word of which it is a form; empty where it is one of its own."""
    return f"{lemma.removesuffix(_BOTH)}{_TWO}" if lemma.endswith(_BOTH) else _BELONGS_TO.get(lemma, "")


def _more() -> Iterator[Lexeme]:
    for noun, reduced in _REDUCED.items():
        yield Lexeme(noun, ((noun,), (reduced,)), (_LIKE_THEM,))
    for verb, (stem, paradigm) in _SHORTENED.items():
        yield Lexeme(verb, ((stem,),), (paradigm,))
    for lemma, stems, paradigm in _STEMS:
        yield Lexeme(lemma, tuple((stem,) for stem in stems), (paradigm,))
