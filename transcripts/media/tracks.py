"""Which of a file's sound tracks is meant.

A choice is kept as the track's index, but as None where it is the one that a player would start with: so the same sound
is always called the same, whether somebody chose it or nobody was asked.
"""

from collections.abc import Iterable, Sequence
from typing import Any

from transcripts.errors import Refused, gettext_noop
from transcripts.media.probe import Track


class UnknownTrack(Refused):
    code = "unknown_track"
    field = "track"
    sentence = gettext_noop("This file has no such sound track.")


def from_json(kept: Iterable[dict[str, Any]]) -> tuple[Track, ...]:
    """Tracks as `Recording.tracks` keeps them."""
    return tuple(Track(**one) for one in kept)


def choice_of(tracks: Sequence[Track], index: int) -> int | None:
    """How a choice of the track `index` is kept. Raises UnknownTrack."""
    for track in tracks:
        if track.index == index:
            return None if track.default else index
    raise UnknownTrack


def chosen(tracks: Sequence[Track], choice: int | None) -> Track | None:
    """The track that a kept choice means; None where it is not known."""
    return next((one for one in tracks if (one.default if choice is None else one.index == choice)), None)
