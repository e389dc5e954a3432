"""What the grammar leaves out or keeps apart, and a search should not."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

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
    "երկուս": "երկու",
    "առավոտյան": "առավոտ",
    "երեկոյան": "երեկո",
}
# Nouns whose last vowel falls before an ending, or may: կամուրջ, կամրջի. The grammar has them without.
_REDUCED = {
    "աղմուկ": "աղմկ",
    "անդունդ": "անդնդ",
    "կամուրջ": "կամրջ",
    "կնճիռ": "կնճռ",
    "կողոպուտ": "կողոպտ",
    "կշիռ": "կշռ",
    "կսկիծ": "կսկծ",
    "մրմունջ": "մրմնջ",
    "մրրիկ": "մրրկ",
    "սարսուռ": "սարսռ",
    "տրտունջ": "տրտնջ",
    "փախուստ": "փախստ",
    "շշունջ": "շշնջ",
}
# The grammar's paradigm of խնդիր, խնդրի, խնդիրներ.
_LIKE_THEM = "N14"


def supplemented(lexemes: Iterable[Lexeme]) -> Iterator[Lexeme]:
    for lexeme in lexemes:
        yield lexeme
        if owner := _BELONGS_TO.get(lexeme.lemma):
            yield replace(lexeme, lemma=owner)
    for noun, reduced in _REDUCED.items():
        yield Lexeme(noun, ((noun,), (reduced,)), (_LIKE_THEM,))
