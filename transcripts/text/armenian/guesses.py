"""Words that the lexicon does not know: names, loans, new compounds. Two forms of one meet in what is guessed of both."""

from collections.abc import Callable, Iterator
from itertools import product

from transcripts.text.armenian.endings import LONGEST, NOMINAL, VERBAL

Lemmas = Callable[[str], set[str]]

SHORTEST_STEM = 3
# A compound's second part is a word of some length, and its first one, too: otherwise every name would be one.
SHORTEST_HEAD, SHORTEST_TAIL = 3, 4
# գիտություն, գիտության, գիտությամբ: one word in three stems.
_ABSTRACT = (("թյան", "թյուն"), ("թյամբ", "թյուն"))


def guesses(word: str, lemmas: Lemmas) -> set[str]:
    """The word itself, every stem that a regular ending would leave of it, and what its parts make likely."""
    stems = [_whole(stem) for stem in _stems(word)]
    return {word, *stems, *_restored(stems, lemmas), *_compounds(word, lemmas), *_to_be_done(word, lemmas)}


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


def _restored(stems: list[str], lemmas: Lemmas) -> Iterator[str]:
    """A known noun whose last vowel has fallen, though the lexicon keeps it: փետրով is of փետուր."""
    for stem, vowel, last in product(stems, ("ու", "ի"), (1, 2)):
        whole = stem[:-last] + vowel + stem[-last:]
        if len(stem) >= SHORTEST_STEM and whole in lemmas(whole):
            yield whole


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
