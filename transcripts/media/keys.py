"""Names in storage, and what we keep of people's own file names. The two never meet.

A key is made of our identifiers alone, so a person's file name reaches no file system, bucket or shell; it is kept in
the database for showing and for the download's header (which has its own escaping).
"""

import re
import unicodedata
from uuid import UUID

LONGEST = 255
NAMELESS = "recording"
# A suffix of ours is a dot and what follows; one longer than this is rather a sentence with a dot in it.
_LONGEST_SUFFIX = 16
# Control characters, surrogates that came from undecodable bytes, line and paragraph separators; and of the
# invisible format characters those that reorder text (a "gpj.exe" shown as "exe.jpg"). Joiners stay: some scripts need them.
_UNWANTED_CATEGORIES = {"Cc", "Cs", "Zl", "Zp"}
_REORDERING = set("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff")


FOLDER = "recordings"
ARCHIVES = "archives"


def folder(recording_id: UUID) -> str:
    """Where everything lies that belongs to one recording."""
    return f"{FOLDER}/{recording_id}"


def original(recording_id: UUID) -> str:
    """Where the file that somebody brought lies, byte for byte."""
    return f"{folder(recording_id)}/original"


def sound(recording_id: UUID) -> str:
    """Where its sound track lies: 16 kHz mono FLAC."""
    return f"{folder(recording_id)}/sound.flac"


def peaks(recording_id: UUID) -> str:
    """Where its waveform lies: `media.peaks`."""
    return f"{folder(recording_id)}/peaks"


def rendition(recording_id: UUID) -> str:
    """Where the copy lies that browsers play: MP4."""
    return f"{folder(recording_id)}/playable.mp4"


def archive(archive_id: UUID, name: str) -> str:
    """Where an archive lies that is made in the background, and its parts while it is made."""
    return f"{archive_folder(archive_id)}/{name}"


def archive_folder(archive_id: UUID) -> str:
    return f"{ARCHIVES}/{archive_id}"


def track_beginning(recording_id: UUID, index: int) -> str:
    """Where the first moments of one of several sound tracks lie, for people who choose among them: FLAC."""
    return f"recordings/{recording_id}/track-{index}.flac"


def _visible(name: str) -> str:
    if name.isprintable():  # nearly every one is, and this is told at once
        return name
    return "".join(
        char
        for char in name
        if unicodedata.category(char) not in _UNWANTED_CATEGORIES and char not in _REORDERING
    )


def _shortened(name: str) -> str:
    stem, dot, suffix = name.rpartition(".")
    if not stem or len(suffix) > _LONGEST_SUFFIX:
        return name[:LONGEST]
    return stem[: LONGEST - len(dot) - len(suffix)] + dot + suffix


def clean_filename(name: str) -> str:
    """The last part of a path in either manner, to the letter but for what is invisible, at most 255 characters, never
    empty.
    """
    clean = _visible(re.split(r"[/\\]", name)[-1])
    return _shortened(clean) if clean.strip(". ") else NAMELESS
