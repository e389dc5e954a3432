"""Texts that do not fit: another recording's, and ones that lack or invent a sentence."""

from collections.abc import Sequence
from dataclasses import dataclass
from random import Random
from statistics import mean

from tests.bench.alignment.material import SENTENCES
from tests.bench.alignment.measure import Heard, aligned
from transcripts.alignment.inside.features import FRAME_SECONDS
from transcripts.alignment.inside.memory import Memory
from transcripts.alignment.inside.placing import place
from transcripts.sandbox.phrases import sentence

# A removed sentence is located where both its ends are told within so many seconds.
WITHIN = 1.0


@dataclass(frozen=True, slots=True)
class Judged:
    belonging: float  # area under the curve, single sentences against sentences of other recordings
    removed: float  # of a hundred sentences that the text lacks, those whose place in the sound was told
    invented: float  # of a hundred that nobody says, those most of whose words, and few others, were told


def judged(given: Sequence[Heard], seed: int) -> Judged:
    random = Random(seed)
    talks = [heard for heard in given if heard.recording.kind == SENTENCES]
    sentences = [(talk, where) for talk in talks for where in talk.recording.sentences]
    return Judged(
        belonging=_area(*_belonging(talks, random)),
        removed=100 * mean(_removed(talk, *where) for talk, where in sentences),
        invented=100 * mean(_invented(talk, where[1], random) for talk, where in sentences),
    )


def _belonging(talks: Sequence[Heard], random: Random) -> tuple[list[float], list[float]]:
    """What single sentences score with their own text, and with one of another recording."""
    own, others = [], []
    for talk in talks:
        for first, behind in talk.recording.sentences:
            words = talk.recording.speech.words[first:behind]
            memory = talk.memory.part(*(round(t / FRAME_SECONDS) for t in (words[0].start, words[-1].end)))
            own_texts = [word.text for word in words]
            own.append(_score(memory, own_texts))
            others.append(_score(memory, _other(own_texts, random)))
    return own, others


def _other(texts: Sequence[str], random: Random) -> list[str]:
    """A sentence as long, with few of its words: ours come from a small grammar, and often differ in one."""
    while True:
        other = sentence(random, len(texts))
        if len(set(other) & set(texts)) <= len(texts) / 3:
            return other


def _score(memory: Memory, texts: Sequence[str]) -> float:
    return place(memory, texts, 0.0, lambda share: None).belongs


def _area(own: Sequence[float], others: Sequence[float]) -> float:
    """How often the own text scores more than another, ties counting half."""
    wins = sum((a > b) + 0.5 * (a == b) for a in own for b in others)
    return wins / (len(own) * len(others))


def _removed(talk: Heard, first: int, behind: int) -> bool:
    words, texts = talk.recording.speech.words, talk.recording.speech.texts
    found = aligned(talk, texts[:first] + texts[behind:]).unspoken
    true = words[first].start, words[behind - 1].end
    return any(abs(start - true[0]) <= WITHIN and abs(end - true[1]) <= WITHIN for start, end in found)


def _invented(talk: Heard, at: int, random: Random) -> bool:
    texts = talk.recording.speech.texts
    added = sentence(random, random.randint(5, 12))
    found = aligned(talk, texts[:at] + added + texts[at:]).missing
    lacking = {number for first, behind in found for number in range(first, behind)}
    true = set(range(at, at + len(added)))
    return len(lacking & true) >= 0.75 * len(true) and len(lacking - true) <= 2
