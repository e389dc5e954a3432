"""Bytes of an upload arrive. When the last one is there it is received, and that is written down."""

import time
from collections.abc import Iterable
from datetime import timedelta

from django.utils import timezone

from transcripts.errors import Refused, gettext_noop
from transcripts.intake.store import Store
from transcripts.meanwhile import rest
from transcripts.models import Stage, Upload

# Seconds between two questions to the database whether it is still our turn. Meanwhile no byte can go astray: the
# storage takes each only where its writer left off.
ASK_EVERY = 0.5
# Each piece gives an upload another week; to write that down for every one of them would only take time.
TOUCH_EVERY = timedelta(seconds=10)


class WrongOffset(Refused):
    """`actual` is where to go on."""

    code = "wrong_offset"
    sentence = gettext_noop("The upload goes on at another place. Ask where, and go on from there.")

    def __init__(self, actual: int) -> None:
        super().__init__()
        self.actual = actual


class Ended(Refused):
    code = "upload_ended"
    sentence = gettext_noop("This upload has ended. Begin a new one.")


class Expired(Refused):
    code = "upload_expired"
    sentence = gettext_noop(
        "This upload was broken off and not gone on with for too long. Bring the file again."
    )


def where(store: Store, upload: Upload) -> int:
    """How many bytes are safe."""
    return store.offset(upload) if upload.state == Stage.RECEIVING else upload.length or 0


def check_offset(store: Store, upload: Upload, offset: int) -> None:
    """Raises WrongOffset where bytes from `offset` on would not join what is there."""
    actual = where(store, upload)
    if actual != offset:
        raise WrongOffset(actual)


def add(store: Store, upload: Upload, blocks: Iterable[bytes], offset: int) -> int:
    """Returns the new offset; what came is kept also when `blocks` raises. Raises OSError where the storage is full.

    Stops where somebody else takes over: whoever comes back after a cut asks for the offset first (`Upload.take_over`).
    """
    turn, noted = _Turn(upload), dict(upload.notes)
    try:
        return store.append(upload, blocks, offset, turn.still_mine)
    finally:
        if upload.notes != noted or timezone.now() - upload.touched_at > TOUCH_EVERY:
            upload.touch(timezone.now())


def receive_if_whole(upload: Upload, offset: int) -> bool:
    """Raises RaceLost where somebody else has just done so."""
    if offset != upload.length or upload.state != Stage.RECEIVING:
        return False
    upload.receive()
    return True


class _Turn:
    """Between two questions the database is somebody else's: it has fewer connections than we have threads."""

    def __init__(self, upload: Upload) -> None:
        self._upload = upload
        self._asked = time.monotonic()
        rest()

    def still_mine(self) -> bool:
        now = time.monotonic()
        if now - self._asked < ASK_EVERY:
            return True
        self._asked = now
        mine = self._upload.is_ours()
        rest()
        return mine
