"""The storage is cleared of what receipts name: after the commit, again and again until nothing is left."""

import errno
import logging
from collections.abc import Iterable
from contextlib import suppress
from datetime import datetime, timedelta

from django.core.files.storage import default_storage
from django.db.models import Q

from transcripts.media import keys
from transcripts.models import Receipt, Recording, What
from transcripts.models.recording import FILES
from transcripts.removal.remains import take_away

log = logging.getLogger(__name__)

# When the storage is away, or somebody was just writing there.
LATER = timedelta(minutes=1)
AT_ONCE = 5


def clear_some(now: datetime, most: int = AT_ONCE) -> int:
    """Says how many receipts it has seen to."""
    found = list(Receipt.due(now)[:most])
    for receipt in found:
        try:
            _clear(receipt, now)
        except OSError as error:
            log.warning("Files of recording %s have to wait: %s", receipt.recording_id, type(error).__name__)
            receipt.put_off(now + LATER)
    return len(found)


def _clear(receipt: Receipt, now: datetime) -> None:
    """What lies there is written down before the first of it goes: who comes after a kill knows of all of it."""
    names = _there(receipt)
    receipt.note({name: size for name in names if (size := _size(name)) is not None})
    for name in names:
        with suppress(FileNotFoundError):
            default_storage.delete(name)
    if any(_size(name) is not None for name in _there(receipt)):
        raise OSError(errno.ENOTEMPTY, "somebody has written there meanwhile")
    with suppress(OSError):  # there is none, or another recording needs what lies in it
        default_storage.delete(keys.folder(receipt.recording_id))
    if receipt.what == What.ALL:
        # What somebody wrote in the very moment in which it went.
        take_away(receipt.recording_id)
    receipt.close(now)


def _there(receipt: Receipt) -> list[str]:
    """Everything in the recording's folder, and what its record named elsewhere; but nothing that another one needs."""
    folder = keys.folder(receipt.recording_id)
    names = {*receipt.owed, *(f"{folder}/{name}" for name in _listed(folder))}
    return sorted(names - _needed_by_others(receipt, names))


def _listed(folder: str) -> list[str]:
    try:
        return list(default_storage.listdir(folder)[1])
    except FileNotFoundError:
        return []


def _needed_by_others(receipt: Receipt, names: Iterable[str]) -> set[str]:
    wanted = set(names)
    named = Q()
    for field in FILES:
        named |= Q(**{f"{field}__in": wanted})
    others = Recording.objects.filter(named, purged_at=None).exclude(pk=receipt.recording_id)
    return {name for row in others.values_list(*FILES) for name in row if name in wanted}


def _size(name: str) -> int | None:
    try:
        return int(default_storage.size(name))
    except FileNotFoundError:
        return None
