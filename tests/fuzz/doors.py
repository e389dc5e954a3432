"""Bringing one file to the site as programs do, through either door for files."""

import base64
import time
from dataclasses import dataclass

import httpx

from tests.fuzz.mutants import Mutant

MODEL = "model-01052025"
PATIENCE = 120  # seconds


@dataclass(frozen=True, slots=True)
class Answer:
    """`code`: what our own errors call the matter; "" where the file was taken. `status` 0: no answer came at all."""

    number: int
    status: int
    code: str
    seconds: float


class Doors:
    """Of two files one comes in at the HiSpeech-compatible door, the other one by tus."""

    def __init__(self, url: str, token: str) -> None:
        self._client = httpx.Client(
            base_url=url, headers={"x-auth-token": token}, timeout=PATIENCE, trust_env=False
        )

    def bring(self, one: Mutant) -> Answer:
        begun = time.monotonic()
        try:
            answer = self._by_tus(one) if one.number % 2 else self._by_form(one)
        except httpx.HTTPError as error:
            return Answer(one.number, 0, type(error).__name__, time.monotonic() - begun)
        return Answer(one.number, answer.status_code, _code(answer), time.monotonic() - begun)

    def _by_form(self, one: Mutant) -> httpx.Response:
        return self._client.post(
            "/api/v1/transcriptions/upload",
            params={"stt_model": MODEL},
            files={"file": (one.name, one.data, "application/octet-stream")},
        )

    def _by_tus(self, one: Mutant) -> httpx.Response:
        said = {"filename": one.name, "stt_model": MODEL}
        named = ",".join(f"{key} {base64.b64encode(text.encode()).decode()}" for key, text in said.items())
        return self._client.post(
            "/api/v1/uploads/",
            content=one.data,
            headers={
                "Tus-Resumable": "1.0.0",
                "Upload-Length": str(len(one.data)),
                "Upload-Metadata": named,
                "Content-Type": "application/offset+octet-stream",
            },
        )


def _code(answer: httpx.Response) -> str:
    """The HiSpeech-compatible door says it beside the original's fields."""
    if answer.status_code < 400:
        return ""
    said = answer.json()
    error = said.get("error")
    return str(error["code"] if isinstance(error, dict) else said.get("code", "?"))
