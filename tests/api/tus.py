"""A tus client in a few lines, for what the official ones never send."""

from typing import Any

from django.core.files.storage import default_storage
from django.test import Client

from tests.api.calls import FORMAL, key
from tests.factories import tone
from tests.tus import BODY, UPLOADS, VERSION, metadata
from transcripts.models import Upload, User

SOUND = tone()


class Sender:
    """`client` with the key of `user`, or with the session that it has."""

    def __init__(self, client: Client, user: User | None = None) -> None:
        self.client = client
        self.headers = VERSION | (key(user) if user else {})

    def ask(
        self, method: str, address: str, body: bytes = b"", more: dict[str, str] | None = None, **headers: str
    ) -> Any:
        """Headers as keywords, `_` for `-`, or by `more`; an empty one is left out altogether."""
        named = {name.replace("_", "-"): value for name, value in headers.items()} | (more or {})
        sent = {name: value for name, value in (self.headers | named).items() if value}
        if "Content-Type" not in named and (body or method == "PATCH"):
            sent["Content-Type"] = BODY
        return self.client.generic(method, address, body, sent.get("Content-Type", ""), headers=sent)

    def announce(self, length: int | None, body: bytes = b"", said: dict[str, str] | None = None) -> Any:
        known = {"filename": "ժողով.wav", "stt_model": FORMAL} | (said or {})
        size = {"Upload-Defer-Length": "1"} if length is None else {"Upload-Length": str(length)}
        return self.ask("POST", UPLOADS, body, size, Upload_Metadata=metadata(**known))

    def begin(self, length: int | None, said: dict[str, str] | None = None) -> str:
        answer = self.announce(length, said=said)
        assert answer.status_code == 201, answer.content
        return str(answer["Location"])

    def patch(
        self,
        address: str,
        body: bytes,
        offset: int = 0,
        more: dict[str, str] | None = None,
        **headers: str,
    ) -> Any:
        return self.ask("PATCH", address, body, {"Upload-Offset": str(offset)} | (more or {}), **headers)

    def offset(self, address: str) -> int:
        answer = self.ask("HEAD", address)
        assert answer.status_code == 200, answer.status_code
        return int(answer["Upload-Offset"])

    def look(self, address: str) -> dict[str, Any]:
        return dict(self.ask("GET", address).json())


def stored(upload: Upload) -> list[str]:
    """The names of the files that are there of it."""
    folder = f"recordings/{upload.recording_id}"
    return sorted(default_storage.listdir(folder)[1]) if default_storage.exists(folder) else []


def code(answer: Any) -> str:
    return str(answer.json()["error"]["code"])
