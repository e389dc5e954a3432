"""Making one archive. What is done is kept in the storage part by part: whoever goes on after a kill begins behind the last one.

A part is a ZIP of its own, with each text under its recording's id and a list beside them. When all are there, they are put
together; what the person may no longer read by then is left out.
"""

import hashlib
import json
import logging
import shutil
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from datetime import timedelta
from functools import partial
from pathlib import Path
from uuid import UUID
from zipfile import ZIP_DEFLATED, ZipFile

from django.conf import settings
from django.core.files.storage import default_storage
from django.db import Error
from django.utils import timezone, translation

from transcripts.archiving.tidying import clear
from transcripts.errors import Refused
from transcripts.exports import pdf
from transcripts.library.bundle import File, files, packed
from transcripts.library.exporting import Order, order
from transcripts.library.gathering import parts, seen
from transcripts.meanwhile import renewing, rest
from transcripts.media import keys
from transcripts.models import Act, Archive, Event, Recording
from transcripts.scratch import on_disk, stored, work_folder

log = logging.getLogger(__name__)

# A part is closed after so long, so that a kill costs no more.
SECONDS_A_PART = 10.0
# Recordings between two looks at the clock; a PDF takes half a second.
AT_A_TIME = 20
LATER, SOON = timedelta(minutes=2), timedelta(seconds=15)
# That bring not a single part.
MOST_TRIES = 5
GAVE_UP = "archive_gave_up"
_LIST = "list.json"


def make_one() -> bool:
    """Make one archive that is wanted; False where there is none. Ours alone until it is made, or we are gone."""
    archive = Archive.take(timezone.now())
    if archive is None:
        return False
    with renewing(lambda: archive.renew(timezone.now()), what="an archive"):
        _try(archive)
    return True


def _try(archive: Archive) -> None:
    try:
        with translation.override(archive.language):
            _make(archive, order(archive.asked))
    except pdf.Crowded:
        archive.put_off(timezone.now(), SOON)
    except Refused as problem:
        log.info("Archive %s cannot be made: %s", archive.pk, problem.code)
        archive.give_up(timezone.now(), problem.code)
        clear(archive.pk)
    except Error:
        raise  # the lease ends by itself
    except Exception as problem:
        level = logging.WARNING if isinstance(problem, OSError) else logging.ERROR
        log.log(level, "Archive %s has to wait: %s", archive.pk, type(problem).__name__)
        _wait(archive)


def _wait(archive: Archive) -> None:
    now = timezone.now()
    if archive.tries >= MOST_TRIES:
        archive.give_up(now, GAVE_UP)
        clear(archive.pk)
    else:
        archive.put_off(now, LATER)


def _make(archive: Archive, asked: Order) -> None:
    ids = archive.ids
    while archive.done < len(ids):
        if not _make_part(archive, asked, ids[archive.done :]):
            return  # somebody else goes on
    _finish(archive, asked)


def _make_part(archive: Archive, asked: Order, ids: Sequence[UUID]) -> bool:
    with work_folder() as folder:
        path = folder / "part.zip"
        behind = archive.done + _write_part(path, archive, asked, ids)
        # Whoever went on in our place has another name for theirs.
        name = stored(path, keys.archive(archive.pk, f"{archive.lease}-{behind}.zip"))
    if archive.keep_part(behind, name):
        return True
    default_storage.delete(name)
    return False


def _write_part(path: Path, archive: Archive, asked: Order, ids: Sequence[UUID]) -> int:
    """How many recordings are in it."""
    until, done, told = time.monotonic() + SECONDS_A_PART, 0, []
    recorded = partial(_record, archive, format=asked.format.name)
    with ZipFile(path, "w", ZIP_DEFLATED, compresslevel=1) as part:
        for some in parts(ids, AT_A_TIME):
            for one in files(archive.requested_by, archive.team, some, asked, recorded):
                told.append(one._replace(content=None))
                if one.content is not None:
                    part.writestr(one.id, one.content)
            done += len(some)
            if time.monotonic() > until:
                break
        part.writestr(_LIST, json.dumps(told, ensure_ascii=False))
    return done


def _record(archive: Archive, *, recordings: Sequence[Recording], format: str) -> None:
    """One entry for each recording, so that each can be asked who has its words."""
    Event.record_each(Act.EXPORTED, recordings, by=archive.requested_by, team=archive.team, format=format)


def _finish(archive: Archive, asked: Order) -> None:
    with work_folder() as folder:
        path = folder / "whole.zip"
        with ExitStack() as opened:
            made = [opened.enter_context(on_disk(part)) for part in archive.part_files()]
            _need_room(sum(part.stat().st_size for part in made))
            digest = _write_whole(path, archive, asked, made)
        rest()
        if archive.renew(timezone.now()):
            _keep(archive, path, digest)


def _need_room(size: int) -> None:
    """Raises OSError where the whole would not fit."""
    if shutil.disk_usage(settings.SCRATCH_DIR).free - size < settings.DISK_RESERVE_BYTES:
        raise OSError("no room for an archive")


def _write_whole(path: Path, archive: Archive, asked: Order, made: Sequence[Path]) -> str:
    """Its SHA-256."""
    digest = hashlib.sha256()
    with path.open("wb") as whole:
        for piece in packed(_of_parts(archive, made), asked.format):
            whole.write(piece)
            digest.update(piece)
    return digest.hexdigest()


def _of_parts(archive: Archive, made: Sequence[Path]) -> Iterator[File]:
    for path in made:
        with ZipFile(path) as part:
            told = [File(*one) for one in json.loads(part.read(_LIST))]
            held = set(part.namelist())
            for some in (told[at : at + 500] for at in range(0, len(told), 500)):
                rows = seen(archive.requested_by, archive.team, [UUID(one.id) for one in some])
                allowed = set(map(str, rows.order_by().values_list("pk", flat=True)))
                for one in some:
                    if one.id in allowed:
                        yield one._replace(content=part.read(one.id) if one.id in held else None)


def _keep(archive: Archive, path: Path, digest: str) -> None:
    name = stored(path, keys.archive(archive.pk, f"{archive.lease}.zip"))
    if archive.settle(timezone.now(), file=name, size=path.stat().st_size, sha256=digest):
        clear(archive.pk, but=name)
    else:
        default_storage.delete(name)
