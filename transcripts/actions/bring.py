"""Bring a recording piece by piece: announce it, add its bytes, or think better of it."""

import errno
import logging
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from transcripts import access, tasks
from transcripts.actions.folders import told
from transcripts.actions.submit import team_for
from transcripts.errors import NotAllowed, RaceLost, Refused, StorageAway, gettext_noop, storage_is_away
from transcripts.intake import arriving, limits
from transcripts.intake.arriving import Ended, Expired, WrongOffset
from transcripts.intake.finish import finish, is_soon_done
from transcripts.intake.limits import DiskFull
from transcripts.intake.order import model_of
from transcripts.intake.store import Store, chosen
from transcripts.media import keys
from transcripts.models import Stage, Team, Upload, User

__all__ = [
    "Announcement",
    "DiskFull",
    "Ended",
    "Expired",
    "TooManyBytes",
    "WrongOffset",
    "add",
    "announce",
    "offset",
    "offset_of",
    "say_length",
    "storage_trouble",
    "withdraw",
]


log = logging.getLogger(__name__)


class TooManyBytes(Refused):
    code = "too_many_bytes"
    field = "Upload-Length"
    sentence = gettext_noop("More bytes were sent than had been announced.")


@dataclass(frozen=True, slots=True)
class Announcement:
    """`length` in bytes, None where the sender does not know it yet; `metadata` as it came, to be given back.

    `try_out`: no model yet, both are to try one minute first.
    `ask_track`: a person is there, who will choose where the file has several sound tracks; `track`: they have.
    """

    filename: str
    stt_model: str
    length: int | None
    title: str = ""
    # As `folders.told` takes it.
    folder: str = ""
    confidential: bool = False
    again: bool = False
    private: bool = False
    track: int | None = None
    try_out: bool = False
    ask_track: bool = False
    metadata: str = ""


def announce(*, by: User, announcement: Announcement, team: Team | None = None) -> Upload:
    """Room for a file whose bytes are still to come.

    Raises NotAllowed, UnknownModel, EmptyFile, TooLarge, DiskFull or what `folders.told` raises: better now than after they came.
    """
    owner = team_for(by, team)
    model = "" if announcement.try_out else model_of(announcement.stt_model).value
    store = chosen()
    if announcement.length is not None:
        limits.check_size(announcement.length)
    limits.check_room(store, announcement.length or 0)
    place = told(by=by, team=owner, text=announcement.folder)
    now = timezone.now()
    upload = Upload(
        team=owner,
        created_by=by,
        filename=keys.clean_filename(announcement.filename),
        title=" ".join(announcement.title.replace("\0", "").split())[:300],
        folder=place,
        stt_model=model,
        try_out=announcement.try_out,
        confidential=announcement.confidential,
        again=announcement.again,
        private=announcement.private,
        track=announcement.track,
        ask_track=announcement.ask_track,
        length=announcement.length,
        metadata=announcement.metadata,
        created_at=now,
        touched_at=now,
        expires_at=now + settings.UPLOAD_KEPT,
    )
    # (Where we die between the two, the sweep finds what was begun.)
    with storage_trouble():
        store.begin(upload)
    upload.save(force_insert=True)
    return upload


def say_length(*, by: User, upload: Upload, length: int) -> None:
    """By who did not know it before.

    Raises NotAllowed, EmptyFile, TooLarge, TooManyBytes where more has come already, or RaceLost where it was said.
    """
    _check(by, upload)
    limits.check_size(length)
    if length < offset_of(upload):
        raise TooManyBytes
    upload.say_length(length)


def offset(*, by: User, upload: Upload) -> int:
    """How many bytes are safe. Whoever asks is about to go on: an older request, that still hangs, lets go.

    Raises NotAllowed, Expired or Ended.
    """
    _check(by, upload)
    if upload.state == Stage.RECEIVING:
        upload.take_over()
    with storage_trouble():
        found = arriving.where(chosen(), upload)
    _receive(upload, found)
    return found


def offset_of(upload: Upload) -> int:
    """The same, for who only looks on. Raises StorageAway."""
    with storage_trouble():
        return arriving.where(chosen(), upload)


def add(*, by: User, upload: Upload, blocks: Iterable[bytes], offset: int, size: int) -> int:
    """Add bytes that begin at `offset`; returns the new offset. With the last byte it becomes a recording.

    What came is kept also when `blocks` raises. `size` is how many are meant to come.
    Raises NotAllowed, Expired, Ended, WrongOffset, TooManyBytes, TooLarge, DiskFull or
    StorageAway.
    """
    _check(by, upload)
    store = chosen()
    with storage_trouble():
        arriving.check_offset(store, upload, offset)
    if upload.length is None:
        limits.check_size(offset + size or 1)
    elif offset + size > upload.length:
        raise TooManyBytes
    if upload.state != Stage.RECEIVING:
        return offset
    limits.check_room_now(store, size)
    with storage_trouble():
        reached = arriving.add(store, upload, blocks, offset)
    _receive(upload, reached)
    return reached


def withdraw(*, by: User, upload: Upload) -> None:
    """Nothing is left of it. A recording that was made of it stays: that is removed in the library. Raises NotAllowed."""
    if upload.created_by_id != by.pk:
        raise NotAllowed
    gone, _rows = Upload.objects.filter(pk=upload.pk, state__in=[Stage.RECEIVING, Stage.RECEIVED]).delete()
    if gone:
        chosen().discard(upload)
    Upload.objects.filter(pk=upload.pk).delete()


def _check(by: User, upload: Upload) -> None:
    if not access.may_go_on(by, upload):
        raise NotAllowed
    if upload.is_expired(timezone.now()):
        raise Expired
    if upload.state == Stage.REFUSED:
        raise Ended


def _receive(upload: Upload, reached: int) -> None:
    """Where the last byte is there: on to the library, now if that is quick, else by a worker."""
    try:
        if not arriving.receive_if_whole(upload, reached):
            return
    except RaceLost:
        upload.refresh_from_db()
    if is_soon_done(upload):
        _finish(chosen(), upload)
    transaction.on_commit(tasks.ring)


def _finish(store: Store, upload: Upload) -> None:
    """The bytes are safe, which is what was asked of us: a worker tries again what goes wrong here."""
    try:
        finish(store, upload)
    except Exception:
        log.exception("Upload %s was received, and is left to a worker.", upload.pk)


@contextmanager
def storage_trouble() -> Iterator[None]:
    """What the storage says, as a refusal. Raises Ended where it has lost what there was, DiskFull or StorageAway."""
    try:
        yield
    except FileNotFoundError:
        raise Ended from None
    except OSError as error:
        if error.errno in (errno.ENOSPC, errno.EDQUOT):
            raise DiskFull from None
        if storage_is_away(error):
            raise StorageAway from None
        raise
