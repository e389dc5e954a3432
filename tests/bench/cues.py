"""`python -m tests.bench.cues`: how well and how fast words are cut into subtitles. Ends with 1 where a limit was missed.

The texts are sentences of a made-up newsroom (fixed seed), said at five to nine syllables a second with pauses where one breathes, and
some far too fast to be read; and the same said by espeak-ng. A greedy cutter, as subtitle editors have it, cuts the same words by the same rules.
"""

import random
import sys
import time
from collections.abc import Iterator

from tests.alignment.speech import FAST, NORMAL, SLOW, can_speak, joined
from tests.text.greedy import greedy
from transcripts.text.cues import PRESETS, cues, timed
from transcripts.text.document import Document, Paragraph, Word
from transcripts.text.segmenting import BROKEN, Screens
from transcripts.text.sentences import words_of

TEXTS, SPOKEN, WORDS, LONG = 300, 30, 250, 70_000
# On one screen: more than fit on any.
MOST_WORDS = 45
MEETING = "Բարի լույս, հարգելի գործընկերներ։ Այսօր քննարկելու ենք ամսական հաշվետվությունը։"
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


def spoken(chance: random.Random, count: int) -> tuple[Word, ...]:
    """Said by espeak-ng word for word, with pauses where one breathes."""
    texts: list[str] = []
    while len(texts) < count:
        texts += sentence(chance)
    before = ["", *texts[:-1]]
    gaps = [chance.uniform(0.1, 1.6) if one[-1:] in "։,՝" else 0.03 for one in before]
    speech = joined(texts[:count], gaps[:count], speed=chance.choice([SLOW, NORMAL, FAST]))
    return tuple(Word(one.text, round(one.start, 3), round(one.end, 3)) for one in speech.words)


def fewest(screens: Screens) -> int:
    """How many limits have to be broken at least, found in another way: every beginning is tried for every end."""
    least = [0]
    for behind in range(1, len(screens.words) + 1):
        firsts = range(max(0, behind - MOST_WORDS), behind)
        least.append(
            min(least[at] + _broken(screens, at, behind) for at in firsts if _fits(screens, at, behind))
        )
    return least[-1]


def _fits(screens: Screens, first: int, behind: int) -> bool:
    if behind - first == 1:
        return True
    preset, lines, length = screens.preset, 1, -1
    for word in screens.words[first:behind]:
        if length + 1 + len(word.text) > preset.line:
            lines, length = lines + 1, -1
        length += 1 + len(word.text)
        if length > preset.line:
            return False
    return lines <= preset.lines and screens.ends[behind - 1] - screens.starts[first] <= preset.longest


def _broken(screens: Screens, first: int, behind: int) -> int:
    preset, shown = screens.preset, screens.end(first, behind) - screens.starts[first]
    wide = any(len(word.text) > preset.line for word in screens.words[first:behind])
    fast = screens.length(first, behind) * 1000 > preset.speed * shown
    return (shown < preset.shortest) + fast + wide


class Compared:
    """Sums over texts, ours beside the greedy cutter's."""

    def __init__(self) -> None:
        self.texts = self.dearer = self.needless = self.keepable = 0
        self.cost, self.broken = [0, 0], [0, 0]

    def add(self, screens: Screens) -> None:
        mine, other = screens.total(screens.best()), screens.total(greedy(screens))
        least = fewest(screens)
        self.texts += 1
        self.dearer += mine > other
        self.keepable += least == 0
        self.needless += mine // BROKEN - least
        for place, total in enumerate((mine, other)):
            self.broken[place] += total // BROKEN
            self.cost[place] += total % BROKEN

    def say(self, name: str) -> bool:
        """True where a promise was missed."""
        _say(f"{name}: dearer than greedy", f"{self.dearer} of {self.texts}", "none", self.dearer == 0)
        _say(f"{name}: limits broken without need", str(self.needless), "none", self.needless == 0)
        _say(f"{name}: all limits can be kept", f"in {self.keepable} of {self.texts}", "")
        _say(f"{name}: cost beside the limits", f"{self.cost[0] / max(1, self.cost[1]):.2f} of greedy's", "")
        _say(f"{name}: limits broken", f"{self.broken[0]} (greedy {self.broken[1]})", "")
        return bool(self.dearer or self.needless)


def main() -> int:
    missed = False
    for name, preset in PRESETS.items():
        for kind, count, make in (("made up", TEXTS, said), ("espeak", SPOKEN if can_speak() else 0, spoken)):
            chance, compared = random.Random(9), Compared()  # the same texts every time
            for _text in range(count):
                compared.add(Screens(make(chance, WORDS), preset))
            missed = (bool(count) and compared.say(f"{name}, {kind}")) or missed
        samples = Compared()
        samples.add(Screens(timed(Document((Paragraph(words_of(MEETING)),)), 8.0), preset))
        missed = samples.say(f"{name}, sample") or missed
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
