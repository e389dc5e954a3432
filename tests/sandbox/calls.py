"""Talking to a sandbox over a real socket, with the standard library alone."""

import http.client
import json
import secrets
from dataclasses import dataclass
from email.message import Message
from pathlib import Path
from typing import Any
from urllib.parse import urlencode, urlsplit

from transcripts.sandbox import Sandbox
from transcripts.sandbox.speech import FORMAL

SAMPLES = Path(__file__).parent.parent / "samples"
MEETING, TALK = SAMPLES / "meeting.mp3", SAMPLES / "talk.webm"
KEY = {"x-auth-token": "any key"}
BEARER = {"Authorization": "Bearer any key"}
UPLOAD = "/api/v1/transcriptions/upload"
Form = list[tuple[str, str]]


@dataclass(frozen=True)
class Reply:
    status: int
    headers: Message
    body: bytes

    @property
    def json(self) -> Any:
        return json.loads(self.body)


def connect(box: Sandbox) -> http.client.HTTPConnection:
    return http.client.HTTPConnection(urlsplit(box.url).netloc, timeout=90)


def call(
    box: Sandbox, method: str, path: str, headers: dict[str, str] | None = None, body: bytes | None = None
) -> Reply:
    connection = connect(box)
    try:
        connection.request(method, path, body, headers or {})
        answer = connection.getresponse()
        return Reply(answer.status, answer.headers, answer.read())
    finally:
        connection.close()


def order(box: Sandbox, path: str, said: object) -> Reply:
    """Something for the control address."""
    return call(box, "POST", f"/_sandbox/{path}", body=json.dumps(said).encode())


def multipart(fields: Form, file: bytes | None) -> tuple[dict[str, str], bytes]:
    boundary = secrets.token_hex(8)
    parts = [
        f'--{boundary}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'.encode()
        for name, value in fields
    ]
    if file is not None:
        head = f'--{boundary}\r\nContent-Disposition: form-data; name="file"; filename="a.mp3"\r\n\r\n'
        parts.append(head.encode() + file + b"\r\n")
    parts.append(f"--{boundary}--\r\n".encode())
    return {"Content-Type": f"multipart/form-data; boundary={boundary}"}, b"".join(parts)


def upload(
    box: Sandbox,
    file: Path | bytes | None = MEETING,
    *,
    model: str = FORMAL,
    wait: bool = True,
    key: dict[str, str] = KEY,
    query: dict[str, str] | None = None,
    **fields: str,
) -> Reply:
    """At HiSpeech's own door."""
    form = [("wait_for_result", "true")] if wait else []
    headers, body = multipart([*form, *fields.items()], file.read_bytes() if isinstance(file, Path) else file)
    asked = urlencode({**({"stt_model": model} if model else {}), **(query or {})})
    return call(box, "POST", f"{UPLOAD}?{asked}", {**headers, **key}, body)


def upload_openai(box: Sandbox, fields: Form, file: Path = MEETING, key: dict[str, str] = BEARER) -> Reply:
    headers, body = multipart(fields, file.read_bytes())
    return call(box, "POST", "/v1/audio/transcriptions", {**headers, **key}, body)


def look_up(box: Sandbox, job_id: str, key: dict[str, str] = KEY) -> Reply:
    return call(box, "GET", f"/api/v1/transcriptions/{job_id}", key)
