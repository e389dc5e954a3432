"""Formal writing as the Conversational model would put it, word for word, so that times stay the same.

HiSpeech's own example: `Խոսում է, գրում է, պատմում է, ասում է։` and `Խոսում ա գրում ա, պատմում ա, ասում ա։`.
"""

from collections.abc import Sequence
from random import Random

from transcripts.text.colloquial import SPOKEN

# Beside the regular pairs the other words that a speaker might choose.
_SPOKEN = SPOKEN | {
    "ինչպե՞ս": "ո՞նց",
    "աստիճանաբար": "կամաց-կամաց",
    "զգալիորեն": "բավականին",
}
_MARKS = ",՝։"


def _spoken(core: str) -> str:
    found = _SPOKEN.get(core.lower(), core)
    return found[0].upper() + found[1:] if core[:1].isupper() else found


def colloquial(words: Sequence[str], random: Random) -> list[str]:
    """As many words as came in. Sentences still end in ։; of the commas about half stay, no ՝ does."""
    said: list[str] = []
    for word in words:
        core = word.rstrip(_MARKS)
        mark = word[len(core) :].replace("՝", "")
        if mark == "," and random.random() < 0.5:
            mark = ""
        said.append(_spoken(core) + mark)
    return said
