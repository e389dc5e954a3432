"""The length that a FLAC file claims, from its first 42 bytes (RFC 9639, 8.1 and 8.2)."""

from pathlib import Path

_MARK = b"fLaC"
_STREAMINFO = 0


def seconds(path: Path) -> float | None:
    """None for another kind of file, or where the header does not tell."""
    with path.open("rb") as file:
        head = file.read(42)
    if len(head) < 42 or head[:4] != _MARK or head[4] & 0x7F != _STREAMINFO:
        return None
    # After the sizes of blocks and frames: 20 bits of sample rate, 8 of shape, 36 of samples altogether.
    numbers = int.from_bytes(head[18:26], "big")
    rate, samples = numbers >> 44, numbers & (1 << 36) - 1
    return samples / rate if rate and samples else None
