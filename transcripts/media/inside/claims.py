"""What a file says of its own length, where its word is good: by it one tells that a file was cut short."""

import os

from av.audio.stream import AudioStream
from av.container import InputContainer

# How near to its claimed end a file must really reach for its claim to be believed, in seconds.
NEAR = 2.0
# Containers whose makers count the track's samples. (Matroska counts the longest track, Ogg is asked at its end.)
_COUNTED = {"mov,mp4,m4a,3gp,3g2,mj2", "flac", "mp3"}
# Who writes WAV into a pipe does not know its length, and writes the most that fits, or the half of it.
_PLACEHOLDER = 0x7FF00000
_RIFF_HEAD, _CHUNK_HEAD, _MOST_CHUNKS = 12, 8, 64
# An MP3's first frame may say how many follow (LAME's tag, "Info" where the bit rate is constant); bit 0 of its flags says that
# it does. Without it FFmpeg guesses.
_MARKS, _FRAMES_ARE_COUNTED = (b"Xing", b"Info"), 1
_ID3_HEAD, _FRAME_HEAD, _MOST_TAGS = 10, 256, 4


def broken(container: InputContainer, stream: AudioStream, seconds: float) -> float:
    """How long the track should be by its file's own word, in seconds, where only `seconds` of it are there; else 0."""
    claimed = _claimed(container.format.name, stream)
    return round(claimed, 3) if claimed - seconds > NEAR else 0.0


def _claimed(container: str, stream: AudioStream) -> float:
    """0 where the file says nothing, or nothing that counts."""
    if container == "wav":
        return _size_of_samples() * 8 / (stream.codec_context.bit_rate or 1)
    if container not in _COUNTED or not stream.duration or not stream.time_base:
        return 0.0
    if container == "mp3" and not _counts_its_frames():
        return 0.0
    return float(stream.duration * stream.time_base)


def _size_of_samples() -> int:
    """In bytes, as the RIFF chunk that holds them says: FFmpeg tells what there is. 0 where that is no size."""
    place = _RIFF_HEAD
    for _ in range(_MOST_CHUNKS):
        head = os.pread(0, _CHUNK_HEAD, place)
        size = int.from_bytes(head[4:], "little")
        if head[:4] == b"data":
            return size if size < _PLACEHOLDER else 0
        # Chunks begin at even places.
        place += _CHUNK_HEAD + size + size % 2
    return 0


def _counts_its_frames() -> bool:
    frame = os.pread(0, _FRAME_HEAD, _behind_tags())
    flags = (frame.partition(mark)[2][:4] for mark in _MARKS)
    return any(len(told) == 4 and told[3] & _FRAMES_ARE_COUNTED for told in flags)


def _behind_tags() -> int:
    """Where the sound begins: behind what says title and cover, of which there may be several."""
    place = 0
    for _ in range(_MOST_TAGS):
        head = os.pread(0, _ID3_HEAD, place)
        if head[:3] != b"ID3" or len(head) < _ID3_HEAD:
            break
        # Four times seven bits.
        place += _ID3_HEAD + sum(part << 7 * (3 - at) for at, part in enumerate(head[6:]))
    return place
