"""How large a recording may be, and whether there is room for it: answered before a byte is sent where that can be."""

from django.conf import settings

from transcripts.errors import Refused, gettext_noop
from transcripts.intake.store import Store
from transcripts.media.problems import EmptyFile
from transcripts.models import Stage, Upload

MEBIBYTE = 1024 * 1024


class TooLarge(Refused):
    code = "too_large"
    field = "file"
    sentence = gettext_noop("This file has %(size)d MB; at most %(limit)d MB can be uploaded.")


class DiskFull(Refused):
    code = "disk_full"
    field = "file"
    sentence = gettext_noop(
        "There is no room left for this file on the server. What has arrived is kept; please tell the administrator."
    )


def check_size(size: int) -> None:
    """Raises EmptyFile or TooLarge. `size` in bytes."""
    if size == 0:
        raise EmptyFile
    if size > settings.MAX_UPLOAD_BYTES:
        limit = settings.MAX_UPLOAD_BYTES // MEBIBYTE
        raise TooLarge(size=-(-size // MEBIBYTE), limit=limit)


def check_room(store: Store, size: int) -> None:
    """For a new file of `size` bytes, beside what is announced already. Raises DiskFull."""
    free = store.free_bytes()
    if free is not None and free - size - _still_to_come(store) < settings.DISK_RESERVE_BYTES:
        raise DiskFull


def check_room_now(store: Store, size: int) -> None:
    """For `size` bytes that are about to come. Raises DiskFull.

    Uploads under way may take half of the reserve: something else has filled the disk meanwhile, and the database needs
    the rest.
    """
    free = store.free_bytes()
    if free is not None and free - size < settings.DISK_RESERVE_BYTES // 2:
        raise DiskFull


def _still_to_come(store: Store) -> int:
    under_way = Upload.objects.filter(state=Stage.RECEIVING).exclude(length=None)
    return sum(max(0, (upload.length or 0) - store.offset(upload)) for upload in under_way)
