"""Recordings, transcriptions and transcripts as the API tells them."""

from transcripts.api.errors import Body
from transcripts.library.offers import after_cancelling, offer_to_cancel, offer_to_retry
from transcripts.library.pages import Row
from transcripts.library.reasons import explain
from transcripts.library.tree import Branch
from transcripts.models import Recording, Status, Tag, Transcription


def recording(row: Row) -> Body:
    """`duration` in seconds, `size` in bytes; `promised_duration`: what a file that was cut short should have, `video_duration`: of a
    picture that goes on after the sound, else null; `status` is that of its newest transcription, null where it has none."""
    one = row.recording
    return {
        "id": str(one.pk),
        "title": one.title,
        "filename": one.filename,
        "status": row.transcription.status if row.transcription else None,
        "duration": one.duration,
        "promised_duration": one.promised,
        "video_duration": one.shown,
        "size": one.size,
        "has_video": one.has_video,
        "tracks": one.tracks,
        "track": one.track,
        "private": one.private,
        "created_at": one.created_at,
        "uploaded_by": _person(one),
        "folder": {"id": one.folder.pk, "name": one.folder.name} if one.folder else None,
        "tags": [{"id": tag.pk, "name": tag.name} for tag in row.tags],
        "note": one.note,
        "transcription": transcription(row.transcription) if row.transcription else None,
    }


def transcription(one: Transcription) -> Body:
    """`reason` is a stable code with its sentence in `message`, null unless it failed or waits for a person."""
    explained = explain(one)
    return {
        "id": str(one.pk),
        "model": one.stt_model,
        "status": one.status,
        "reason": one.reason or None,
        "message": " ".join((explained.what, explained.then)).strip() or None,
        "secure_mode": one.confidential,
        "created_at": one.created_at,
        "finished_at": one.finished_at,
    }


def offered(one: Transcription) -> Body:
    """The same with what may be asked for next, and whether that is free: null where it may not be."""
    retry, cancel = offer_to_retry(one), offer_to_cancel(one)
    told = transcription(one)
    if one.status == Status.CANCELLED:
        told["message"] = after_cancelling(one)
    told["retry"] = {"free": retry.free, "message": retry.words} if retry.allowed else None
    told["cancel"] = (
        {"free": not cancel.may_be_billed, "message": ". ".join(filter(None, [cancel.words, cancel.then]))}
        if cancel.allowed
        else None
    )
    return told


def _person(one: Recording) -> str | None:
    return one.uploaded_by.email if one.uploaded_by else None


def folder(branch: Branch, count: int) -> Body:
    """`recordings` counts those in folders within it, too."""
    one = branch.folder
    return {
        "id": one.pk,
        "name": one.name,
        "parent": one.parent_id,
        "path": list(branch.path),
        "recordings": count,
    }


def tag(one: Tag, count: int) -> Body:
    return {"id": one.pk, "name": one.name, "colour": one.colour, "recordings": count}
