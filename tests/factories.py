"""Records for tests, made as the program makes them."""

import functools
import io
import math
import struct
import uuid
import wave
from datetime import timedelta
from pathlib import Path
from typing import Any

from django.core.files.base import ContentFile
from django.utils import timezone

from transcripts.library.index import refresh
from transcripts.media import keys
from transcripts.models import (
    Attempt,
    Invitation,
    Membership,
    Recording,
    Revision,
    Role,
    Status,
    Team,
    Transcription,
    Upload,
    User,
)
from transcripts.models.transcription import Model
from transcripts.text.sentences import paragraphs, words_of

SAMPLES = Path(__file__).parent / "samples"
MEETING = "Բարի լույս, հարգելի գործընկերներ։ Այսօր քննարկելու ենք ամսական հաշվետվությունը։"


def person(name: str, team: Team | None = None, role: Role = Role.EDITOR, **fields: Any) -> User:
    user = User.objects.create_user(f"{name.lower()}@example.am", "right horse", name=name, **fields)
    if team is not None:
        Membership.objects.create(team=team, user=user, role=role)
    return user


def invitation(by: User, email: str = "new@example.am", **fields: Any) -> tuple[Invitation, str]:
    """Into the team of `by`, just sent; and its token."""
    defaults: dict[str, Any] = {"team": by.teams.first(), "role": Role.EDITOR}
    row = Invitation(email=email, invited_by=by, **{**defaults, **fields})
    token = row.give_link(timezone.now())
    row.save(force_insert=True)
    return row, token


@functools.lru_cache(maxsize=16)
def tone(seconds: float = 1.0) -> bytes:
    """A WAV file with a steady tone: the smallest real sound."""
    rate = 16_000
    samples = (int(12_000 * math.sin(i / 8)) for i in range(int(rate * seconds)))
    out = io.BytesIO()
    with wave.open(out, "wb") as sound:
        sound.setnchannels(1)
        sound.setsampwidth(2)
        sound.setframerate(rate)
        sound.writeframes(b"".join(struct.pack("<h", sample) for sample in samples))
    return out.getvalue()


def recording(by: User, title: str = "Ժողով", *, team: Team | None = None, **fields: Any) -> Recording:
    """With a real file of one second in storage."""
    row = Recording(
        id=uuid.uuid4(),
        team=team or by.teams.get(),
        uploaded_by=by,
        title=title,
        **{
            "filename": "ժողով.wav",
            "size": 32_044,
            "sha256": "0" * 64,
            "container": "wav",
            "duration": 1.0,
            **fields,
        },
    )
    row.file.name = row.file.storage.save(keys.original(row.pk), ContentFile(tone()))
    row.save(force_insert=True)
    refresh(row)
    return row


def transcription(row: Recording, status: Status = Status.QUEUED, **fields: Any) -> Transcription:
    """In any status, without having lived through the earlier ones."""
    now = timezone.now()
    done = status in {Status.COMPLETED, Status.FAILED, Status.CANCELLED, Status.UNCONFIRMED}
    defaults: dict[str, Any] = {
        "stt_model": Model.FORMAL,
        "requested_by": row.uploaded_by,
        "queued_at": now,
        "next_look_at": None if done else now,
        "finished_at": now if done else None,
    }
    if status == Status.FAILED:
        defaults["reason"] = "refused"
    if status == Status.UNCONFIRMED:
        defaults["reason"] = "answer_lost"
    return Transcription.objects.create(recording=row, status=status, **{**defaults, **fields})


def completed(row: Recording, text: str = MEETING, **fields: Any) -> Transcription:
    """With the machine's words put away and the search index in step."""
    done = transcription(row, Status.COMPLETED, **fields)
    document = paragraphs(words_of(text))
    Revision.of_machine(done, document)
    refresh(row)
    return done


def attempt(of: Transcription, outcome: str = "settled", **fields: Any) -> Attempt:
    now = timezone.now()
    defaults: dict[str, Any] = {
        "number": of.attempts.count() + 1,
        "way": "sync",
        "stt_model": of.stt_model,
        "requested_by": of.requested_by,
        "seconds": of.recording.duration,
        "created_at": now - timedelta(seconds=5),
        "outcome": outcome,
        "ended_at": None if outcome == "open" else now,
        "billed_seconds": of.recording.duration if outcome == "settled" else None,
    }
    return Attempt.objects.create(transcription=of, **{**defaults, **fields})


def upload(by: User, filename: str = "ժողով.wav", **fields: Any) -> Upload:
    """Announced a moment ago; nothing of it lies in the storage."""
    now = timezone.now()
    defaults: dict[str, Any] = {
        "team": by.teams.first(),
        "stt_model": Model.FORMAL,
        "length": 10,
        "created_at": now,
        "touched_at": now,
        "expires_at": now + timedelta(days=7),
    }
    return Upload.objects.create(created_by=by, filename=filename, **{**defaults, **fields})
