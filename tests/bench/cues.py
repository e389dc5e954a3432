"""`python -m tests.bench.cues`: how well and how fast words are cut into subtitles. Ends with 1 where a limit was missed.

The texts are sentences of a made-up newsroom (fixed seed), said at five to nine syllables a second with pauses where one breathes, and
some far too fast to be read. A greedy cutter, as subtitle editors have it, cuts the same words by the same rules.
"""

import random
import sys
import time
from collections.abc import Iterator

from tests.text.greedy import greedy
from transcripts.text.cues import PRESETS, cues
from transcripts.text.document import Document, Paragraph, Word
from transcripts.text.segmenting import BROKEN, Screens

TEXTS, WORDS, LONG = 300, 250, 70_000
MOST_SECONDS = 20.0
VOCABULARY = [
    "այսօր",
    "երեկ",
    "կառավարությունը",
    "խորհրդարանը",
    "քաղաքապետարանը",
    "նախարար",
    "Արամ",
    "Պետրոսյանը",
    "Անի",
    "Սարգսյանը",
    "հաստատեց",
    "մերժեց",
    "որ",
    "և",
    "բայց",
    "եթե",
    "նոր",
    "հին",
    "օրենքի",
    "նախագիծը",
    "25",
    "հազար",
    "տոկոսով",
    "բյուջեն",
    "դպրոցների",
    "ճանապարհների",
    "մասին",
    "հայտարարեց",
    "լրագրողներին",
    "Երևանում",
    "Գյումրիում",
    "մարդիկ",
    "ասացին",
    "շատ",
    "քիչ",
    "արդեն",
    "դեռ",
    "պետք",
    "է",
    "լինի",
    "տարվա",
    "ընթացքում",
]


def sentence(chance: random.Random) -> Iterator[str]:
    length = chance.randint(2, 24)
    for number in range(length):
        mark = "։" if number == length - 1 else chance.choice(["", "", "", "", "", ",", "՝"])
        yield chance.choice(VOCABULARY) + mark


def said(chance: random.Random, count: int) -> tuple[Word, ...]:
    words: list[Word] = []
    at = 0.0
    pace = chance.choice([0.045, 0.06, 0.075, 0.03])  # seconds a letter
    while len(words) < count:
        for text in sentence(chance):
            end = at + pace * len(text) + 0.04
            words.append(Word(text, round(at, 3), round(end, 3)))
            pause = chance.uniform(0.1, 1.6) if text[-1] in "։,՝" else chance.choice([0.0, 0.02, 0.05])
            at = end + pause
    return tuple(words[:count])


def main() -> int:
    missed = False
    for name, preset in PRESETS.items():
        chance = random.Random(9)  # the same texts every time
        dearer, ours, theirs, broken, others, screens_cut = 0, 0, 0, 0, 0, 0
        for _text in range(TEXTS):
            screens = Screens(said(chance, WORDS), preset)
            cuts, usual = screens.best(), greedy(screens)
            mine, other = screens.total(cuts), screens.total(usual)
            dearer += mine > other
            broken, others = broken + mine // BROKEN, others + other // BROKEN
            ours, theirs = ours + mine % BROKEN, theirs + other % BROKEN
            screens_cut += len(cuts)
        _say(f"{name}: texts dearer than greedy", f"{dearer} of {TEXTS}", "none", dearer == 0)
        _say(f"{name}: cost beside the limits", f"{ours / theirs:.2f} of greedy's", "")
        _say(f"{name}: limits broken", f"{broken} (greedy {others}) in {screens_cut}", "")
        missed = missed or dearer > 0
    seconds, count = _long()
    _say(
        f"{LONG:,} words cut",
        f"{seconds:.1f} s, {count:,} cues",
        f"{MOST_SECONDS:g} s",
        seconds < MOST_SECONDS,
    )
    return int(missed or seconds >= MOST_SECONDS)


def _long() -> tuple[float, int]:
    document = Document((Paragraph(said(random.Random(1), LONG)),))  # the same every time
    began = time.perf_counter()
    made = cues(document, PRESETS["broadcast"])
    return time.perf_counter() - began, len(made)


def _say(name: str, value: str, limit: str, kept: bool = True) -> None:
    sys.stdout.write(f"{'' if kept else 'MISSED '}{name:<40} {value:<34} {limit}\n")


if __name__ == "__main__":
    sys.exit(main())
