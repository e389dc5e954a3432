"""Words that the lexicon does not know: names, loans, new compounds, and forms that it leaves out. Two forms of one meet in what is guessed of both."""

import re
from collections.abc import Callable, Iterator
from itertools import product

from transcripts.text.armenian.endings import ACTION, LONGEST, NOMINAL, VERBAL

Lemmas = Callable[[str], set[str]]

SHORTEST_STEM = 3
# A compound's second part is a word of some length, and its first one, too: otherwise every name would be one.
SHORTEST_HEAD, SHORTEST_TAIL = 3, 4
# գիտություն, գիտության, գիտությամբ: one word in three stems.
_ABSTRACT = (("թյան", "թյուն"), ("թյամբ", "թյուն"))
_TWO_CONSONANTS = re.compile("[^աեէըիոօւև]{2}")
_CONSONANTS = re.compile("[^աեէըիոօւև]+")
_NOT, _UTMOST = "չ", "ամենա"
# No word has a letter three times: շաաատ.
_DRAWN_OUT = re.compile(r"(ու|.)\1{2,}")


def guesses(word: str, lemmas: Lemmas) -> set[str]:
    """The word itself, every stem that a regular ending would leave of it, and what its parts make likely."""
    stems = [_whole(stem) for stem in _stems(word)]
    forms = (*_restored(word, stems, lemmas), *_compounds(word, lemmas), *_to_be_done(word, lemmas))
    return {word, *stems, *forms, *_action(word), *_verb(word, lemmas), *_without_what_is_added(word, lemmas)}


def _stems(word: str) -> Iterator[str]:
    yield word
    for at in range(max(SHORTEST_STEM, len(word) - LONGEST), len(word)):
        ending = word[at:]
        if ending in NOMINAL or ending in VERBAL:
            yield word[:at]
        if ending in VERBAL and word[0] in "չկ" and at > SHORTEST_STEM:
            yield word[1:at]


def _whole(stem: str) -> str:
    for ending, nominative in _ABSTRACT:
        if stem.endswith(ending):
            return stem[: -len(ending)] + nominative
    return stem


def _restored(word: str, stems: list[str], lemmas: Lemmas) -> Iterator[str]:
    """A known noun whose last vowel has fallen, though the lexicon keeps it: փետրով is of փետուր, ձկով of ձուկ."""
    if _TWO_CONSONANTS.match(word) and word[2:] in NOMINAL:
        stems = [*stems, word[:2]]
    for stem, last in product(stems, (1, 2)):
        if len(stem) <= last or not _CONSONANTS.fullmatch(stem, len(stem) - last - 1):
            continue
        for vowel in ("ու", "ի"):
            whole = stem[:-last] + vowel + stem[-last:]
            if whole in lemmas(whole):
                yield whole


def _action(word: str) -> Iterator[str]:
    """What is done by a verb: հեռարձակման and հեռարձակումներ are of հեռարձակում."""
    for at in range(max(SHORTEST_STEM, len(word) - LONGEST), len(word)):
        if word[at:] in ACTION:
            yield f"{word[:at]}ում"


def _verb(word: str, lemmas: Lemmas) -> Iterator[str]:
    """What the grammar negates in another way or not at all (չգա), and a past that is only spoken (տվավ, բերավ)."""
    if word.startswith(_NOT):
        yield from (lemma for lemma in lemmas(word[1:]) if lemma.endswith("լ"))
    if word.endswith("ավ") and len(word) > SHORTEST_STEM:
        yield from (lemma for lemma in lemmas(f"{word[:-2]}ել") if lemma.endswith("լ"))


def _without_what_is_added(word: str, lemmas: Lemmas) -> Iterator[str]:
    """ամենա- before a quality that the grammar does not compare, and letters that are drawn out."""
    if word.startswith(_UTMOST):
        plain = word.removeprefix(_UTMOST)
        known = lemmas(plain)
        yield from (lemma for lemma in known if not lemma.endswith("լ")) if known else _anew(plain, lemmas)
    if (plain := _DRAWN_OUT.sub(r"\1", word)) != word:
        yield from lemmas(plain) or _anew(plain, lemmas)


def _anew(word: str, lemmas: Lemmas) -> set[str]:
    return guesses(word, lemmas) if len(word) >= SHORTEST_STEM else set()


def _compounds(word: str, lemmas: Lemmas) -> Iterator[str]:
    """ռադիոընկերության → ռադիոընկերություն, ձկնախմբեր → ձկնախումբ: the longest known word at the end inflects."""
    for at in range(SHORTEST_HEAD, len(word) - SHORTEST_TAIL + 1):
        if word[at - 1] in "աո" and (known := lemmas(word[at:])):
            yield from (word[:at] + lemma for lemma in known)
            return


def _to_be_done(word: str, lemmas: Lemmas) -> Iterator[str]:
    """The participle in -լիք (տրվելիք, տրվելիքը), which the grammar leaves out, belongs to its verb."""
    infinitive, participle, ending = word.rpartition("լիք")
    if participle and (not ending or ending in NOMINAL):
        yield from lemmas(f"{infinitive}լ")
