"""How loud a recording is from moment to moment, to be drawn.

One byte for each 24 ms, from the beginning to the end, and nothing else: 150 kB an hour. A byte tells the largest
sample of its moment, p of 32768, as 255 × √(p / 32768): what is spoken softly is still to be seen, and 16 times
louder is four times higher.
"""

from collections.abc import Iterator

# Samples at 16 kHz: shorter than a sound of speech, and twelve of them fill the sound track's block.
SAMPLES = 384
RATE = 16_000
SECONDS = SAMPLES / RATE
HIGHEST = 255


def overview(peaks: bytes, columns: int) -> bytes:
    """The highest in each of `columns` equal shares; as they are where there are no more of them than columns."""
    if len(peaks) <= columns:
        return peaks
    return bytes(max(peaks[start:end]) for start, end in _shares(len(peaks), columns))


def _shares(length: int, columns: int) -> Iterator[tuple[int, int]]:
    for column in range(columns):
        yield column * length // columns, (column + 1) * length // columns


def places(start: float, end: float) -> tuple[int, int]:
    """The moments that lie between `start` and `end` (seconds), wholly or in part: the first, and the one after."""
    first = round(max(0.0, start) * RATE) // SAMPLES
    return first, max(first, -(-round(end * RATE) // SAMPLES))
