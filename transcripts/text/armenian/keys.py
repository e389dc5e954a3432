"""Words as numbers of 32 bits, which is how the search index keeps them.

Two words share a number once in four thousand million pairs, and then one recording too many is looked at: what is shown is
read again. One kind of number stands for a lemma (which matches every form), another for a spelling (which ranks
higher). What a paragraph holds is packed once and stays with it; `docs/decisions/0010-search.md` tells why.
"""

import struct
from collections.abc import Iterable
from dataclasses import dataclass
from zlib import crc32

from transcripts.text.armenian.analyser import analyse, edition

LEMMA, EXACT = "l", "x"
_HEAD = struct.Struct("<II")  # of the edition, how many lemmas


@dataclass(frozen=True, slots=True)
class Keys:
    """What the words of a text can be found by."""

    lemmas: frozenset[int]
    exact: frozenset[int]


def key(kind: str, word: str) -> int:
    return crc32(f"{kind}{word}".encode())


def keys_of(text: str) -> Keys:
    tokens = analyse(text)
    lemmas = {lemma for token in tokens for lemma in token.lemmas}
    exact = {token.exact for token in tokens}
    return Keys(frozenset(key(LEMMA, one) for one in lemmas), frozenset(key(EXACT, one) for one in exact))


def packed(keys: Keys) -> bytes:
    both = [*keys.lemmas, *keys.exact]
    return _HEAD.pack(_edition(), len(keys.lemmas)) + struct.pack(f"<{len(both)}I", *both)


def unpacked(kept: bytes | None) -> Keys | None:
    """None for what was never packed, or by other rules or another lexicon than today's."""
    if not kept or _HEAD.unpack_from(kept)[0] != _edition():
        return None
    lemmas, exact = lemmas_in(kept), _numbers(kept)
    return Keys(frozenset(lemmas), frozenset(exact[len(lemmas) :]))


def lemmas_in(kept: bytes) -> tuple[int, ...]:
    """Of packed keys, by whatever rules; none where nothing was packed."""
    return struct.unpack_from(f"<{_HEAD.unpack_from(kept)[1]}I", kept, _HEAD.size) if kept else ()


def held_in(kept: bytes, asked: frozenset[int]) -> frozenset[int]:
    """Which of these lemmas' numbers packed keys hold. Looked for as they are: to unpack all for a few takes ten times as long."""
    for number in asked:
        if number.to_bytes(4, "little") in kept:
            return asked.intersection(lemmas_in(kept))
    return frozenset()


def joined(all_keys: Iterable[Keys]) -> Keys:
    lemmas, exact = set[int](), set[int]()
    for one in all_keys:
        lemmas |= one.lemmas
        exact |= one.exact
    return Keys(frozenset(lemmas), frozenset(exact))


def _numbers(kept: bytes) -> tuple[int, ...]:
    return struct.unpack_from(f"<{(len(kept) - _HEAD.size) // 4}I", kept, _HEAD.size)


def _edition() -> int:
    return crc32(edition().encode())
