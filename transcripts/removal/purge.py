"""One recording goes for good, or its sound alone: rows and receipt in one transaction; `clearing` takes the files.

Its row stays behind, emptied, and so do its transcriptions: the ledger names who bought what with which model for ever. What
HiSpeech still sends is settled and not kept (transcription.finish).
"""

from contextlib import suppress
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Q
from django.db.models.functions import Coalesce

from transcripts.errors import RaceLost, Refused, gettext_noop
from transcripts.models import (
    ACTIVE,
    Act,
    Event,
    Hold,
    Receipt,
    Recording,
    Rendition,
    Transcription,
    User,
    What,
    Why,
)
from transcripts.models.gate import take_turns_with_holds
from transcripts.models.recording import FILES
from transcripts.removal.remains import take_away, texts

# Nothing is left of what people brought, said or named.
_WITHOUT_FILES: dict[str, Any] = {
    **dict.fromkeys(FILES, ""),
    "rendition_status": Rendition.NEEDLESS,
    "rendition_lease": None,
    "rendition_lease_until": None,
}
EMPTIED: dict[str, Any] = {
    **_WITHOUT_FILES,
    "title": "",
    "filename": "",
    "tracks": [],
    "voiced": None,
    "title_key": b"",
    "note": "",
    "folder": None,
    "index_waits": False,
    "search_text": "",
}


class OnHold(Refused):
    code = "on_hold"
    sentence = gettext_noop(
        "This recording is under legal hold: nothing of it may go before an owner of the team lifts that."
    )


class AtWork(Refused):
    code = "sound_in_use"
    sentence = gettext_noop("A transcription of this recording is at work.")


def alone_with(recording_id: UUID, still: Q | None = None) -> Recording:
    """Call inside a transaction: until it ends nobody else changes the recording.

    `still`: what must be so. Raises RaceLost where it is not, or the recording has gone for good.
    """
    rows = Recording.objects.select_for_update(no_key=True, of=("self",)).filter(still or Q(), purged_at=None)
    row = rows.filter(pk=recording_id).defer("search_text", "voiced").first()
    if row is None:
        raise RaceLost(f"recording {recording_id} has changed or gone")
    return row


def ensure_free(row: Recording) -> None:
    """Raises OnHold."""
    if Hold.on(row) is not None:
        raise OnHold


def purge(
    recording_id: UUID, *, why: Why, now: datetime, by: User | None = None, still: Q | None = None
) -> Receipt:
    """All of it. Raises OnHold, or RaceLost where it is not as `still` says any more."""
    with transaction.atomic():
        take_turns_with_holds()
        row = alone_with(recording_id, still)
        ensure_free(row)
        stop(row, now)
        owed, went = _names(row), _counted(row)
        went["rows"] = dict(take_away(row.pk))
        receipt = Receipt.write(row, What.ALL, why, by=by, now=now, went=went, owed=owed)
        Event.record(Act.DELETED, by=by, team=row.team, on=row, why=why.value, receipt=str(receipt.pk))
        in_trash = {"deleted_at": Coalesce("deleted_at", now), "deleted_by": row.deleted_by or by}
        Recording.objects.filter(pk=row.pk).update(purged_at=now, **in_trash, **EMPTIED)
    return receipt


def take_sound(
    recording_id: UUID, *, why: Why, now: datetime, by: User | None = None, still: Q | None = None
) -> Receipt:
    """File, sound, waveform and copy; the words stay. Raises OnHold, RaceLost, or AtWork."""
    with transaction.atomic():
        take_turns_with_holds()
        row = alone_with(recording_id, still)
        ensure_free(row)
        if Transcription.every.filter(recording=row, status__in=ACTIVE).exists():
            raise AtWork
        receipt = Receipt.write(row, What.SOUND, why, by=by, now=now, went=_of_file(row), owed=_names(row))
        Event.record(Act.SOUND_REMOVED, by=by, team=row.team, on=row, why=why.value, receipt=str(receipt.pk))
        Recording.objects.filter(pk=row.pk).update(sound_gone_at=now, **_WITHOUT_FILES)
    return receipt


def stop(row: Recording, now: datetime) -> None:
    """Its work is cancelled, however far that is. Nothing that ends in the same moment keeps its words."""
    for one in Transcription.every.filter(recording=row, status__in=ACTIVE):
        with suppress(RaceLost):
            one.cancel(now)


def _names(row: Recording) -> list[str]:
    return [str(getattr(row, field)) for field in FILES if getattr(row, field)]


def _of_file(row: Recording) -> dict[str, Any]:
    """Digests tell later whether a file that somebody has is the one that went."""
    return {
        "size": row.size if row.file else 0,
        "sha256": row.sha256 if row.file else "",
        "sound_sha256": row.sound_sha256,
        "duration": row.duration,
    }


def _counted(row: Recording) -> dict[str, Any]:
    runs = Transcription.objects.filter(recording=row).count()
    return {**_of_file(row), **texts(row.pk), "transcriptions": runs}
