"""Bring a recording: check it, put its bytes away, ask for a transcription."""

import hashlib
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import NamedTemporaryFile

from django.conf import settings
from django.core.files import File

from transcripts import access
from transcripts.actions.order import Wish, answer_at_once, order
from transcripts.errors import NotAllowed, Refused, gettext_noop
from transcripts.library.twins import Wanted
from transcripts.media import keys
from transcripts.media.probe import Media, probe
from transcripts.media.problems import EmptyFile
from transcripts.models import Recording, Team, Transcription, User
from transcripts.models.gate import gate
from transcripts.models.transcription import Model
from transcripts.text.armenian import fold

BLOCK = 1024 * 1024


class UnknownModel(Refused):
    code = "unknown_model"
    field = "stt_model"
    sentence = gettext_noop("Choose a model: Formal or Conversational.")


class TooLarge(Refused):
    code = "too_large"
    field = "file"
    sentence = gettext_noop("This file has %(size)d MB; at most %(limit)d MB can be uploaded.")


def model_of(name: str) -> Model:
    """By id, or by the words `formal` and `conversational`. Raises UnknownModel."""
    for model in Model:
        if name.strip().lower() in (model.value, model.name.lower()):
            return model
    raise UnknownModel


def _team_for(by: User, team: Team | None) -> Team:
    if team is None:
        return access.team_to_upload_to(by)
    if not access.may_upload_to(by, team):
        raise NotAllowed
    return team


@contextmanager
def _on_disk(file: File[bytes]) -> Iterator[Path]:
    """The upload as a local file: its own temporary one where it has one, else a copy."""
    path = getattr(file, "temporary_file_path", None)
    if path is not None:
        yield Path(path())
        return
    with NamedTemporaryFile(dir=settings.SCRATCH_DIR, prefix="upload-") as copy:
        for block in file.chunks(BLOCK):
            copy.write(block)
        copy.flush()
        yield Path(copy.name)


def _digest(path: Path) -> str:
    with path.open("rb") as opened:
        return hashlib.file_digest(opened, "sha256").hexdigest()


def check_size(size: int) -> None:
    """Raises EmptyFile or TooLarge. `size` in bytes."""
    if size == 0:
        raise EmptyFile
    if size > settings.MAX_UPLOAD_BYTES:
        raise TooLarge(size=-(-size // BLOCK), limit=settings.MAX_UPLOAD_BYTES // BLOCK)


def submit(
    *,
    by: User,
    file: File[bytes],
    filename: str,
    stt_model: str,
    confidential: bool = False,
    title: str = "",
    team: Team | None = None,
    again: bool = False,
    idempotency_key: str = "",
) -> Transcription:
    """A recording and its queued transcription; the same bytes as before get no second recording.

    Raises NotAllowed, UnknownModel, TooLarge or one of media.problems; AlreadyHere where these bytes
    were transcribed before in the same way and `again` was not asked for; KeyUsedOtherwise. Nothing is kept then.
    The same `idempotency_key` gives the same transcription as the first time.
    """
    owner = _team_for(by, team)
    model = model_of(stt_model)
    check_size(file.size)
    with _on_disk(file) as path:
        media = probe(path)
        wish = Wish(by, Wanted(owner, model.value, confidential), _digest(path), again, idempotency_key)
        # Asked twice: here so that no bytes are put away in vain, and in _record for good.
        with gate():
            if known := answer_at_once(wish):
                return known
        recording = _recording(wish, media, keys.clean_filename(filename), title)
        recording.size = file.size
        with path.open("rb") as opened:
            return _record(recording, File(opened), wish)


def _recording(wish: Wish, media: Media, name: str, title: str) -> Recording:
    recording = Recording(
        id=uuid.uuid4(),
        team=wish.wanted.team,
        uploaded_by=wish.by,
        title=title.strip()[:300] or Path(name).stem[:300],
        filename=name,
        sha256=wish.sha256,
        container=media.container,
        has_video=media.has_video,
        duration=media.duration,
    )
    recording.search_text = fold(f"{recording.title}\n{name}")
    return recording


def _record(recording: Recording, file: File[bytes], wish: Wish) -> Transcription:
    """Bytes first, rows after: a row never points at nothing; bytes without a row are taken away."""
    storage = recording.file.storage
    recording.file.name = storage.save(keys.original(recording.pk), file)
    kept = False
    try:
        # Two who bring the same at once take turns here: the second finds what the first has asked for.
        with gate():
            if known := answer_at_once(wish):
                return known
            recording.save(force_insert=True)
            made = order(recording, wish)
        kept = True
        return made
    finally:
        if not kept:
            storage.delete(recording.file.name)
