"""Programs that upload at the HiSpeech-compatible door over HTTP, and go on asking until they are answered."""

import hashlib
import threading
import time
from concurrent.futures import Future, ThreadPoolExecutor

import httpx

from tests.faults.judge import Brought
from tests.faults.plan import Bring
from tests.faults.sound import recording

UPLOAD = "/api/v1/transcriptions/upload"
AT_ONCE = 6
PATIENCE = 180.0  # seconds; the site is down again and again
PAUSE = 0.5


class Clients:
    """Each upload is repeated under the same Idempotency-Key until an answer came: 5xx and silence are none."""

    def __init__(self, site_url: str, token: str, seed: int) -> None:
        self._url, self._seed = site_url + UPLOAD, seed
        self._headers = {"x-auth-token": token}
        self._pool = ThreadPoolExecutor(AT_ONCE, thread_name_prefix="client")
        self._told: list[Future[Brought]] = []
        self.repeated = 0
        self._lock = threading.Lock()

    def bring(self, event: Bring) -> None:
        self._told.append(self._pool.submit(self._bring, event))

    @property
    def busy(self) -> bool:
        return not all(told.done() for told in self._told)

    def told(self) -> list[Brought]:
        """Waits until all have been answered, or have given up."""
        return [told.result() for told in self._told]

    def _bring(self, event: Bring) -> Brought:
        sound = recording(f"{self._seed}/{event.number}", event.seconds)
        sha256 = hashlib.sha256(sound).hexdigest()
        until, trouble = time.monotonic() + PATIENCE, ""
        while time.monotonic() < until:
            answer, trouble = self._try(event, sound)
            if answer is not None and answer.status_code < 500:
                return _understood(event, sha256, answer)
            with self._lock:
                self.repeated += 1
            time.sleep(PAUSE)
        return Brought(event.number, sha256, answered=False, refusal=trouble)

    def _try(self, event: Bring, sound: bytes) -> tuple[httpx.Response | None, str]:
        try:
            answer = httpx.post(
                self._url,
                params={"stt_model": event.stt_model},
                files={"file": (f"storm-{event.number}.wav", sound, "audio/wav")},
                headers={**self._headers, "Idempotency-Key": f"storm-{event.number}"},
                timeout=40,
                trust_env=False,
            )
        except httpx.HTTPError as error:
            return None, type(error).__name__
        return answer, f"HTTP {answer.status_code}"


def _understood(event: Bring, sha256: str, answer: httpx.Response) -> Brought:
    said = answer.json()
    if said.get("job_id"):
        return Brought(event.number, sha256, job_id=said["job_id"])
    # There already: an earlier try of ours had come through, its answer had not.
    if said.get("code") == "already_transcribed":
        return Brought(event.number, sha256)
    return Brought(event.number, sha256, answered=False, refusal=f"{answer.status_code} {said.get('code')}")
