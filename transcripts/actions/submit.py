"""Bring a recording in one go: check it, put its bytes away, ask for a transcription."""

import uuid
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from tempfile import NamedTemporaryFile

from django.conf import settings
from django.core.files import File
from django.core.files.storage import default_storage
from django.db import transaction

from transcripts import access, tasks
from transcripts.actions.folders import told
from transcripts.errors import NotAllowed, StorageAway, storage_is_away
from transcripts.intake.entry import Arrival, Entry, enter
from transcripts.intake.limits import DiskFull, TooLarge, check_room, check_size
from transcripts.intake.order import UnknownModel, Wish, answer_at_once, model_of
from transcripts.intake.store import chosen
from transcripts.library.twins import Wanted
from transcripts.media import keys
from transcripts.media.probe import Media, probe
from transcripts.models import Folder, Team, Transcription, User
from transcripts.models.gate import gate
from transcripts.scratch import sha256_of, stored

BLOCK = 1024 * 1024

__all__ = ["BLOCK", "DiskFull", "TooLarge", "UnknownModel", "check_size", "model_of", "submit", "team_for"]


def team_for(by: User, team: Team | None) -> Team:
    """The one that was named, else the first to which the person may upload. Raises NotAllowed."""
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


def submit(
    *,
    by: User,
    file: File[bytes],
    filename: str,
    stt_model: str,
    confidential: bool = False,
    title: str = "",
    folder: str = "",
    team: Team | None = None,
    again: bool = False,
    private: bool = False,
    idempotency_key: str = "",
    try_out: bool = False,
) -> Transcription:
    """A recording and its queued transcription; the same bytes as before get no second recording. `folder` as in `folders.told`.

    `try_out`: in a model's place; both try one minute, of which one is given back.

    Raises NotAllowed, UnknownModel, TooLarge, DiskFull, StorageAway or one of media.problems; AlreadyHere where these bytes
    were transcribed before in the same way and `again` was not asked for; KeyUsedOtherwise. Nothing is kept then.
    The same `idempotency_key` gives the same transcription as the first time.
    """
    owner = team_for(by, team)
    model = "" if try_out else model_of(stt_model).value
    check_size(file.size)
    check_room(chosen(), file.size)
    place = told(by=by, team=owner, text=folder)
    with _on_disk(file) as path:
        media = probe(path)
        wanted = Wanted(owner, model, confidential, is_trial=try_out, by=by, private=private)
        wish = Wish(by, wanted, sha256_of(path), again, idempotency_key)
        # Asked twice: here so that no bytes are put away in vain, and in _put_away for good.
        with gate():
            known = None if try_out else answer_at_once(wish)
        made = known or _put_away(path, wish, media, keys.clean_filename(filename), title, place)
    transaction.on_commit(lambda: tasks.ring_for(made.pk))
    return made


def _stored(path: Path, key: str) -> str:
    """`scratch.stored`, whose trouble with the storage becomes StorageAway."""
    try:
        return stored(path, key)
    except OSError as error:
        if storage_is_away(error):
            raise StorageAway from None
        raise


def _put_away(
    path: Path, wish: Wish, media: Media, filename: str, title: str, folder: Folder | None
) -> Transcription:
    """Bytes first, rows after: a row never points at nothing; bytes without a row are taken away."""
    recording_id, kept = uuid.uuid4(), False
    name = _stored(path, keys.original(recording_id))
    try:
        arrival = Arrival(recording_id, name, filename, title, path.stat().st_size, media, folder)
        with gate():
            entry = enter(arrival, wish)
        kept = entry.is_new
        return entry.transcription or _asked_before(entry)
    finally:
        if not kept:
            with suppress(ConnectionError):  # the sweep finds what is left where the storage went away
                default_storage.delete(name)


def _asked_before(entry: Entry) -> Transcription:
    """A trial; where both models had been asked for it, the newest of what there is."""
    if entry.trials:
        return entry.trials[0]
    return Transcription.every.filter(recording=entry.recording, part_of=None).latest("created_at")
