"""Bring a sample as a person does; the same sound in another wrapping."""

from pathlib import Path

import av
from django.core.files import File

from tests import factories
from transcripts.actions.submit import submit
from transcripts.models import Transcription, User

MEETING = factories.SAMPLES / "meeting.mp3"


def bring(by: User, path: Path = MEETING, **changes: object) -> Transcription:
    with path.open("rb") as opened:
        asked = {"filename": path.name, "stt_model": "formal", **changes}
        return submit(by=by, file=File(opened), **asked)  # type: ignore[arg-type]


def remuxed(path: Path, target: Path) -> Path:
    """The same coded sound in another container under other tags: other bytes, the same sound."""
    with av.open(str(path)) as source, av.open(str(target), "w") as copy:
        stream = source.streams.audio[0]
        out = copy.add_stream_from_template(stream)
        copy.metadata["title"] = "Another title"
        for packet in source.demux(stream):
            if packet.dts is not None:
                packet.stream = out
                copy.mux(packet)
    return target
