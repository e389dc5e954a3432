"""How the sandbox writes down what the speech model heard: sentences by pauses, and nothing corrected."""

from collections.abc import Iterator, Sequence
from random import Random

from transcripts.alignment.found import Heard
from transcripts.sandbox.colloquial import colloquial
from transcripts.sandbox.speech import CONVERSATIONAL
from transcripts.text.document import Word


def written(heard: Sequence[Heard], seed: str, model: str) -> tuple[Word, ...]:
    """A word for each that was heard, with its times. `seed` stands for the bytes of the file."""
    texts = list(_sentences(heard))
    if model == CONVERSATIONAL:
        texts = colloquial(texts, Random(seed))  # noqa: S311 (no secret: it must come out the same again)
    return tuple(Word(text, word.start, word.end) for text, word in zip(texts, heard, strict=True))


def _sentences(heard: Sequence[Heard]) -> Iterator[str]:
    """A capital letter after a pause, ։ before one."""
    begins = True
    for number, word in enumerate(heard):
        ends = word.pause or number == len(heard) - 1
        yield (_capital(word.text) if begins else word.text) + "։" * ends
        begins = ends


def _capital(text: str) -> str:
    """Unicode's capital of և is ԵՒ, which the reformed spelling does not know."""
    return ("Եվ" if text[0] == "և" else text[0].upper()) + text[1:]
