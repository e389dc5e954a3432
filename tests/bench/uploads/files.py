"""Large recordings, quickly made: noise that no part of which is like another, in a WAV file."""

import os
import struct
from pathlib import Path

MiB = 1024 * 1024
BLOCK = 64 * MiB


def recording(path: Path, size: int) -> Path:
    """`size` bytes in all, fewer than 4 GiB."""
    sound = size - 44
    head = b"RIFF" + struct.pack("<I", size - 8) + b"WAVEfmt "
    head += struct.pack("<IHHIIHH", 16, 1, 1, 16_000, 32_000, 2, 16) + b"data" + struct.pack("<I", sound)
    noise = os.urandom(min(BLOCK, sound))
    with path.open("wb") as file:
        file.write(head)
        for number, at in enumerate(range(0, sound, BLOCK)):
            file.write((struct.pack("<Q", number) + noise[8:])[: sound - at])
    return path


def change(path: Path, number: int) -> None:
    """Another recording of the same size: what the library has already would be another measurement."""
    with path.open("r+b") as file:
        file.seek(44 + 8)
        file.write(struct.pack("<Q", number))
