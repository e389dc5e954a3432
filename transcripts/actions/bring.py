"""Bring a recording piece by piece: announce it, add its bytes, or think better of it."""

import errno
from collections.abc import Iterable
from dataclasses import dataclass

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from transcripts import access, tasks
from transcripts.actions.submit import team_for
from transcripts.errors import NotAllowed, RaceLost, Refused, gettext_noop
from transcripts.intake import arriving, limits
from transcripts.intake.arriving import Ended, Expired, WrongOffset
from transcripts.intake.finish import finish, is_soon_done
from transcripts.intake.limits import DiskFull
from transcripts.intake.order import model_of
from transcripts.intake.store import chosen
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
    "withdraw",
]


class TooManyBytes(Refused):
    code = "too_many_bytes"
    field = "Upload-Length"
    sentence = gettext_noop("More bytes were sent than had been announced.")


@dataclass(frozen=True, slots=True)
class Announcement:
    """`length` in bytes, None where the sender does not know it yet; `metadata` as it came, to be given back.

    `ask_track`: a person is there, who will choose where the file has several sound tracks; `track`: they have.
    """

    filename: str
    stt_model: str
    length: int | None
    title: str = ""
    confidential: bool = False
    again: bool = False
    track: int | None = None
    ask_track: bool = False
    metadata: str = ""


def announce(*, by: User, announcement: Announcement, team: Team | None = None) -> Upload:
    """Room for a file whose bytes are still to come.

    Raises NotAllowed, UnknownModel, EmptyFile, TooLarge or DiskFull: better now than after they came.
    """
    owner = team_for(by, team)
    model = model_of(announcement.stt_model)
    store = chosen()
    if announcement.length is not None:
        limits.check_size(announcement.length)
    limits.check_room(store, announcement.length or 0)
    now = timezone.now()
    upload = Upload(
        team=owner,
        created_by=by,
        filename=keys.clean_filename(announcement.filename),
        title=" ".join(announcement.title.replace("\0", "").split())[:300],
        stt_model=model.value,
        confidential=announcement.confidential,
        again=announcement.again,
        track=announcement.track,
        ask_track=announcement.ask_track,
        length=announcement.length,
        metadata=announcement.metadata,
        created_at=now,
        touched_at=now,
        expires_at=now + settings.UPLOAD_KEPT,
    )
    # (Where we die between the two, the sweep finds what was begun.)
    store.begin(upload)
    upload.save(force_insert=True)
    return upload


def say_length(*, by: User, upload: Upload, length: int) -> None:
    """By who did not know it before. Raises NotAllowed, EmptyFile, TooLarge, or RaceLost where it was said already."""
    _check(by, upload)
    limits.check_size(length)
    upload.say_length(length)


def offset(*, by: User, upload: Upload) -> int:
    """How many bytes are safe. Whoever asks is about to go on: an older request, that still hangs, lets go.

    Raises NotAllowed, Expired or Ended.
    """
    _check(by, upload)
    if upload.state == Stage.RECEIVING:
        upload.take_over()
    found = arriving.where(chosen(), upload)
    _receive(upload, found)
    return found


def offset_of(upload: Upload) -> int:
    """The same, for who only looks on."""
    return arriving.where(chosen(), upload)


def add(*, by: User, upload: Upload, blocks: Iterable[bytes], offset: int, size: int) -> int:
    """Add bytes that begin at `offset`; returns the new offset. With the last byte it becomes a recording.

    What came is kept also when `blocks` raises. `size` is how many are meant to come.
    Raises NotAllowed, Expired, Ended, WrongOffset, TooManyBytes, TooLarge or DiskFull.
    """
    _check(by, upload)
    store = chosen()
    arriving.check_offset(store, upload, offset)
    if upload.length is None:
        limits.check_size(offset + size or 1)
    elif offset + size > upload.length:
        raise TooManyBytes
    if upload.state != Stage.RECEIVING:
        return offset
    limits.check_room_now(store, size)
    try:
        reached = arriving.add(store, upload, blocks, offset)
    except FileNotFoundError:  # the storage has lost what there was
        raise Ended from None
    except OSError as error:
        if error.errno in (errno.ENOSPC, errno.EDQUOT):
            raise DiskFull from None
        raise
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
    if upload.created_by_id != by.pk or not access.may_upload_to(by, upload.team):
        raise NotAllowed
    if upload.is_expired(timezone.now()):
        raise Expired
    if upload.state == Stage.REFUSED:
        raise Ended


def _receive(upload: Upload, reached: int) -> None:
    """Where the last byte is there: on to the library, now if that is quick, else by a worker."""
    store = chosen()
    try:
        if not arriving.receive_if_whole(store, upload, reached):
            return
    except RaceLost:
        upload.refresh_from_db()
    if is_soon_done(upload):
        finish(store, upload)
    transaction.on_commit(tasks.ring)
