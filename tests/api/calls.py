"""What the tests of this room send."""

from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tests.factories import tone
from transcripts.actions.tokens import create_token
from transcripts.models import ApiToken, User

UPLOAD = "/api/v1/transcriptions/upload"
FORMAL = "model-01052025"
CONVERSATIONAL = "model-23012026"

# HiSpeech's documented answer has these fields, in this order.
SHAPE = [
    "job_id",
    "error",
    "success",
    "secure_mode",
    "return_word_timestamps",
    "status",
    "transcription",
    "audio_duration",
]


def key(user: User) -> dict[str, str]:
    return {"x-auth-token": create_token(by=user)}


def viewers_key(user: User) -> dict[str, str]:
    """As one has it who may no longer upload."""
    _row, secret = ApiToken.create(user=user, team=user.teams.get(), name="API")
    return {"x-auth-token": secret}


def sound(name: str = "ժողով.wav", content: bytes | None = None) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, tone() if content is None else content)


def send(client: Client, user: User, query: str = f"?stt_model={FORMAL}", **form: Any) -> Any:
    form.setdefault("file", sound())
    return client.post(UPLOAD + query, form, headers=key(user))


def look(client: Client, user: User, job_id: object, query: str = "") -> Any:
    return client.get(f"/api/v1/transcriptions/{job_id}{query}", headers=key(user))
