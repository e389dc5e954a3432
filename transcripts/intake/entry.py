"""A recording enters the library: its bytes lie in their place, and what they are is known."""

import unicodedata
from dataclasses import asdict, dataclass
from pathlib import Path
from uuid import UUID

from transcripts.intake.order import Wish, answer_at_once, order
from transcripts.intake.trials import order_trials
from transcripts.library import index, twins
from transcripts.library.playing import rendition_of
from transcripts.media.probe import Media
from transcripts.models import Act, Event, Folder, Recording, ShotList, Transcription


@dataclass(frozen=True, slots=True)
class Arrival:
    """`file` is the name in the storage, `filename` what the person's computer called it, cleaned; `size` in bytes."""

    recording_id: UUID
    file: str
    filename: str
    title: str
    size: int
    media: Media
    folder: Folder | None = None


@dataclass(frozen=True, slots=True)
class Entry:
    """`is_new`: the arrived bytes are the recording's; else it was there before, and they are needed no more.

    Without a transcription a person has to choose a sound track first, or a model by the `trials`.
    """

    recording: Recording
    transcription: Transcription | None
    is_new: bool
    trials: tuple[Transcription, ...] = ()


def enter(arrival: Arrival, wish: Wish, *, ask_track: bool = False) -> Entry:
    """Call inside the gate: two who bring the same at once take turns, and the second finds what the first has asked for.

    `ask_track`: order nothing yet where there are several sound tracks. Raises what `answer_at_once` raises.
    """
    ask = ask_track and wish.wanted.track is None and len(arrival.media.tracks) > 1
    if ask and (waiting := _waits_for_a_choice(wish)):
        return Entry(waiting, None, is_new=False)
    if wish.wanted.is_trial:
        return _to_be_tried(arrival, wish, ask)
    if known := answer_at_once(wish):
        return Entry(known.recording, known, is_new=False)
    recording = _kept(arrival, wish)
    return Entry(recording, None if ask else order(recording, wish), is_new=True)


def _to_be_tried(arrival: Arrival, wish: Wish, ask: bool) -> Entry:
    """Both models on one minute; what has been asked before is not asked again."""
    same = twins.recording_of_bytes(wish.wanted, wish.sha256)
    recording = same or _kept(arrival, wish)
    trials = [] if ask else order_trials(recording, wish.by, confidential=wish.wanted.confidential)
    return Entry(recording, None, same is None, tuple(trials))


def _kept(arrival: Arrival, wish: Wish) -> Recording:
    recording = _recording(arrival, wish)
    recording.save(force_insert=True)
    if recording.has_video:
        ShotList.want([recording.pk])
    index.refresh(recording)
    Event.record(Act.UPLOADED, by=wish.by, team=recording.team, on=recording, bytes=recording.size)
    return recording


def _waits_for_a_choice(wish: Wish) -> Recording | None:
    """The same bytes, brought before, with nothing ordered yet."""
    same = twins.recording_of_bytes(wish.wanted, wish.sha256)
    return same if same is not None and not same.transcriptions.exists() else None


def _recording(arrival: Arrival, wish: Wish) -> Recording:
    title = _title(arrival)
    media = arrival.media
    return Recording(
        id=arrival.recording_id,
        team=wish.wanted.team,
        uploaded_by=wish.by,
        private=wish.wanted.private,
        title=title,
        folder=arrival.folder,
        filename=arrival.filename,
        file=arrival.file,
        size=arrival.size,
        sha256=wish.sha256,
        container=media.container,
        has_video=media.has_video,
        duration=media.duration,
        promised=media.promised or None,
        shown=media.shown or None,
        tracks=[asdict(track) for track in media.tracks],
        track=wish.wanted.track,
        rendition_status=rendition_of(media, wish.wanted.track),
    )


def _title(arrival: Arrival) -> str:
    """Composed (NFC), as people type it; a Mac takes the letters of file names apart."""
    named = arrival.title.strip() or Path(arrival.filename).stem.strip() or arrival.filename
    return unicodedata.normalize("NFC", named)[:300]
