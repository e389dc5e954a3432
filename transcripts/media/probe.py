"""What is this file? Told from its content, in a cell."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from transcripts.media import cell, kinds, problems
from transcripts.media.cell import Limits

MEBIBYTE = 1024 * 1024
LIMITS = Limits(cpu=60, wall=120, memory=768 * MEBIBYTE, output=MEBIBYTE)

_REFUSED = {
    "web page": problems.WebPage,
    "picture": problems.Picture,
    "text": problems.WrittenText,
    "document": problems.Document,
    "archive": problems.Archive,
    "playlist": problems.Playlist,
}
# FFmpeg has one reader for several containers; which it is, the file's beginning says.
_FAMILIES = {
    "mov,mp4,m4a,3gp,3g2,mj2": ("mp4", {"mp4", "mov", "3gp"}),
    "matroska,webm": ("matroska", {"matroska", "webm"}),
}


@dataclass(frozen=True, slots=True)
class Track:
    """A sound track. `index` is its place among all tracks of the file; `language` and `title` as its maker wrote them."""

    index: int
    codec: str
    channels: int
    sample_rate: int
    language: str
    title: str
    default: bool


@dataclass(frozen=True, slots=True)
class Media:
    """A file that we can hear. `duration` is of the default track, in seconds, as found and not as claimed.

    `promised`: how long that track should be by the file's own word, where it breaks off before. `shown`: how long the picture
    is, where it goes on after the sound. Both in seconds, else 0.
    `video_codec` and `pixels` (the form of a picture's samples) by FFmpeg's names; "" without video or where unknown.
    """

    container: str
    duration: float
    has_video: bool
    tracks: tuple[Track, ...]
    video_codec: str = ""
    pixels: str = ""
    promised: float = 0.0
    shown: float = 0.0


def begins_like(path: Path) -> str:
    """The kind of recording that the file begins like, or "". Raises EmptyFile, or NotMedia for what is clearly
    something else.
    """
    if path.stat().st_size == 0:
        raise problems.EmptyFile
    kind = kinds.kind_of(path)
    if kind in _REFUSED:
        raise _REFUSED[kind]
    return kind


def probe(path: Path, limits: Limits = LIMITS) -> Media:
    """What the file is. Raises BadMedia (see `problems`) for anything that could not be transcribed."""
    kind = begins_like(path)
    found = cell.run("inspect", path, limits, begins_like_media=bool(kind))
    return _media(found, kind)


def _media(found: dict[str, Any], kind: str) -> Media:
    usual, family = _FAMILIES.get(found["container"], (found["container"], set()))
    return Media(
        container=kind if kind in family else usual,
        duration=found["duration"],
        has_video=found["has_video"],
        tracks=tuple(Track(**track) for track in found["tracks"]),
        video_codec=found["video_codec"],
        pixels=found["pixels"],
        promised=found["promised"],
        shown=found["shown"],
    )
