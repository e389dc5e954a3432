"""Words that Armenian writes one way and says another: regular pairs, which are no difference between two transcripts.

HiSpeech's own example: `Խոսում է, գրում է, պատմում է, ասում է։` as written, `Խոսում ա գրում ա, պատմում ա, ասում ա։` as said.
Only pairs that mean the same are here; the choice of another word (այժմ, հիմա) is a difference.
"""

from functools import lru_cache

from transcripts.text.armenian.spelling import spelled

# As written: as said. Lower case, without marks.
SPOKEN = {
    # is; and
    "է": "ա",
    "և": "ու",
    # this, that, yonder, and what is made of them: so much, so, such, here, from here, to the extent
    **{
        f"այ{letter}{rest}": f"է{letter}{rest}"
        for letter in "սդն"
        for rest in ("", "քան", "պես", "պիսի", "տեղ", "տեղից", "տեղի", "տեղով", "չափ", "ինչ")
    },
    "այսօր": "էսօր",
    "այսօրվա": "էսօրվա",
    "այսօրվանից": "էսօրվանից",
    # he himself, they themselves
    "իրեն": "իրան",
    "իրենից": "իրանից",
    "իրենով": "իրանով",
    "իրենք": "իրանք",
    "իրենց": "իրանց",
    "իրենցից": "իրանցից",
    "իրենցով": "իրանցով",
    # how; that is
    "ինչպես": "ոնց",
    "այսինքն": "էսինքն",
}
_WRITTEN = {said: written for written, said in SPOKEN.items()}


@lru_cache(32768)
def as_written(word: str) -> str:
    """What two words have in common that differ regularly at most: letters only, the written one of a pair.

    Empty for what has no letters.
    """
    letters = spelled(word)
    return _WRITTEN.get(letters, letters)
