"""Archives that are out of date go, and files in their place that no record knows of."""

import logging
from contextlib import suppress
from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.core.files.storage import default_storage
from django.db.models import Q

from transcripts.media import keys
from transcripts.models import Archive

log = logging.getLogger(__name__)


def sweep_archives(now: datetime) -> None:
    """Whose time is over, and whose row is gone: with its person, or its team, or because it was taken back."""
    old = Archive.objects.filter(Q(ended_at__lt=now - settings.ARCHIVE_KEPT))
    gone, _kinds = old.delete()
    if gone:
        log.info("%d archives were out of date.", gone)
    for archive_id in _stored():
        if not Archive.objects.filter(pk=archive_id).exists():
            clear(archive_id)


def _stored() -> list[UUID]:
    found = []
    with suppress(FileNotFoundError):
        for name in default_storage.listdir(keys.ARCHIVES)[0]:
            with suppress(ValueError):  # not ours
                found.append(UUID(name))
    return found


def clear(archive_id: UUID, but: str = "") -> None:
    """Remove what lies in its place in the storage, besides one file."""
    with suppress(FileNotFoundError):
        for name in default_storage.listdir(keys.archive_folder(archive_id))[1]:
            key = keys.archive(archive_id, name)
            if key != but:
                default_storage.delete(key)
    if not but:
        with suppress(OSError):  # a bucket knows no folders
            default_storage.delete(keys.archive_folder(archive_id))
