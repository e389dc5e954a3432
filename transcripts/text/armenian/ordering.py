"""The Armenian alphabet's order as bytes: any database that compares bytes sorts titles as a dictionary would.

ու is a letter of its own, after ց; և stands after ք; capitals, marks inside words and quotation marks do not count. Armenian comes before
other scripts, and numbers count as numbers: «Նիստ 2» before «Նիստ 10».
"""

import re
import unicodedata
from functools import lru_cache

from transcripts.text.armenian.spelling import MARKS

_LETTERS = (*"աբգդեզէըթժիլխծկհձղճմյնշոչպջռսվտրց", "ու", *"փքևօֆւ")
_SPACE, _NUMBER, _FIRST, _FOREIGN = 0x01, 0x02, 0x10, 0x60
_PLACES = {letter: bytes([_FIRST + place]) for place, letter in enumerate(_LETTERS)}
_PART = re.compile(r"\d+|ու|եւ|[^\W_]|[\W_]+")
_MARKS = re.compile(f"[{MARKS}]")
# More of a title than anybody compares by eye; what is equal up to here is told apart by age.
LONGEST = 80


@lru_cache(maxsize=10_000)
def sort_key(text: str) -> bytes:
    """Compare these, byte by byte. Remembered: pages put the same folders and tags in order again and again."""
    folded = unicodedata.normalize("NFKC", _MARKS.sub("", text)).lower()
    return b"".join(map(_of_part, _PART.findall(folded))).strip(bytes([_SPACE]))[:LONGEST]


def _of_part(part: str) -> bytes:
    if part == "եւ":  # NFKC takes the ligature apart
        return _PLACES["և"]
    if part.isdecimal():
        digits = "".join(str(unicodedata.decimal(digit)) for digit in part).lstrip("0")
        return bytes([_NUMBER, min(len(digits), 255)]) + digits.encode()
    if part in _PLACES:
        return _PLACES[part]
    if part[0].isalnum():
        return bytes([_FOREIGN]) + part.encode()
    return bytes([_SPACE]) if any(one.isspace() for one in part) else b""
