"""Damaged copies of the samples: the same ones for the same seed."""

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from tests.media.files import BAD, SAMPLES

ORIGINALS = sorted(
    path
    for folder in (SAMPLES, BAD)
    for path in folder.iterdir()
    if path.is_file() and path.stat().st_size and path.suffix != ".md"
)
# Lengths that lie: where, after or before a mark, a container says how long something is, and in how many bytes.
_LENGTHS = [
    *(
        (atom, -4, 4)
        for atom in (b"moov", b"mdat", b"trak", b"stsd", b"stsz", b"stts", b"stsc", b"stco", b"mp4a", b"avc1")
    ),
    *((table, 8, 4) for table in (b"stsz", b"stts", b"stsc", b"stco", b"ctts")),
    *((chunk, 4, 4) for chunk in (b"RIFF", b"fmt ", b"data", b"LIST")),
    *(
        (element, 4, 8)
        for element in (b"\x18\x53\x80\x67", b"\x1f\x43\xb6\x75", b"\x16\x54\xae\x6b", b"\x1a\x45\xdf\xa3")
    ),
    (b"OggS", 26, 1),
    (b"OggS", 6, 8),
    (b"ID3", 6, 4),
    (b"fLaC", 5, 3),
    (b"OpusHead", 9, 1),
]
_LIES = [
    0,
    1,
    7,
    8,
    0x7F,
    0xFF,
    0x7FFF_FFFF,
    0x8000_0000,
    0xFFFF_FFFF,
    0x01FF_FFFF_FFFF_FFFF,
    0xFFFF_FFFF_FFFF_FFFF,
]

Mutation = Callable[[bytearray, random.Random], None]


@dataclass(frozen=True, slots=True)
class Mutant:
    """`name` as a person's computer would call it."""

    number: int
    name: str
    mutation: str
    data: bytes


def flipped(data: bytearray, dice: random.Random) -> None:
    for _ in range(dice.choice([1, 5, 50, 500])):
        data[dice.randrange(len(data))] = dice.randrange(256)


def flipped_at_the_head(data: bytearray, dice: random.Random) -> None:
    for _ in range(dice.choice([1, 3, 20])):
        data[dice.randrange(min(len(data), 400))] = dice.randrange(256)


def zeroed(data: bytearray, dice: random.Random) -> None:
    start = dice.randrange(len(data))
    length = min(dice.randrange(1, len(data) + 1), len(data) - start)
    data[start : start + length] = bytes(length)


def cut(data: bytearray, dice: random.Random) -> None:
    del data[dice.randrange(1, len(data) + 1) :]


def filled(data: bytearray, dice: random.Random) -> None:
    at = dice.randrange(len(data))
    data[at:at] = dice.randbytes(dice.randrange(1, 5000))


def shuffled(data: bytearray, dice: random.Random) -> None:
    a, b = sorted((dice.randrange(len(data)), dice.randrange(len(data))))
    data[:] = data[b:] + data[a:b] + data[:a]


def spliced(data: bytearray, dice: random.Random) -> None:
    """The rest of another recording after the first part of this one."""
    other = dice.choice(ORIGINALS).read_bytes()
    data[dice.randrange(len(data)) :] = other[dice.randrange(len(other)) :]


def with_a_head_of_another(data: bytearray, dice: random.Random) -> None:
    length = dice.choice([4, 16, 64, 400, 4096])
    data[:length] = dice.choice(ORIGINALS).read_bytes()[:length]


def lying(data: bytearray, dice: random.Random) -> None:
    """About a length, in up to three places; where it says none, as `flipped_at_the_head`."""
    places = [place for place in _LENGTHS if place[0] in data]
    for mark, offset, width in (dice.choice(places) for _ in range(dice.choice([1, 2, 3])) if places):
        at = _one_of(data, mark, dice) + offset
        lie = dice.choice(_LIES) & (256**width - 1)
        if 0 <= at <= len(data) - width:
            data[at : at + width] = lie.to_bytes(width, "big" if mark != b"RIFF" else "little")
    if not places:
        flipped_at_the_head(data, dice)


def _one_of(data: bytearray, mark: bytes, dice: random.Random) -> int:
    found: list[int] = []
    at = data.find(mark)
    while at >= 0 and len(found) < 1000:
        found.append(at)
        at = data.find(mark, at + 1)
    return dice.choice(found) if found else 0


MUTATIONS: list[Mutation] = [
    flipped,
    flipped_at_the_head,
    zeroed,
    cut,
    filled,
    shuffled,
    spliced,
    with_a_head_of_another,
    lying,
]


def mutant(seed: int, number: int) -> Mutant:
    """Each sample in its turn, each mutation in its own; the rest is the dice's."""
    dice = random.Random(f"{seed}/{number}")
    original = ORIGINALS[number % len(ORIGINALS)]
    mutation = MUTATIONS[number % len(MUTATIONS)]
    data = bytearray(original.read_bytes())
    mutation(data, dice)
    return Mutant(number, f"{number:03} {original.name}", mutation.__name__, bytes(data))


def mutants(seed: int, count: int) -> Iterator[Mutant]:
    return (mutant(seed, number) for number in range(count))


def written(one: Mutant, folder: Path) -> Path:
    path = folder / f"mutant-{one.number}"
    path.write_bytes(one.data)
    return path
