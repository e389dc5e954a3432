"""A script written for HiSpeech, against the whole site as `python -m hispeech_web.run` serves it."""

import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import pytest

from hispeech_web.places import ROOT
from hispeech_web.run.ports import free_port
from tests.api.calls import CONVERSATIONAL, FORMAL, SHAPE, UPLOAD
from tests.factories import SAMPLES
from tests.run.bare import bare
from tests.run.migrated import lay

pytestmark = pytest.mark.processes

MEETING = SAMPLES / "meeting.mp3"
EMAIL = "anahit@example.am"


@dataclass(frozen=True, slots=True)
class Site:
    url: str
    sandbox: str
    token: str
    process: "subprocess.Popen[bytes]"

    def upload(self, model: str, path: Path = MEETING, **form: str) -> dict[str, Any]:
        """What HiSpeech documents, but for host and key."""
        with path.open("rb") as file:
            said = httpx.post(
                f"{self.url}{UPLOAD}?stt_model={model}",
                headers={"x-auth-token": self.token},
                files={"file": file},
                data=form,
                timeout=90,
            )
        said.raise_for_status()
        return dict(said.json())

    def look(self, job_id: str) -> dict[str, Any]:
        url = f"{self.url}/api/v1/transcriptions/{job_id}"
        return dict(httpx.get(url, headers={"x-auth-token": self.token}).raise_for_status().json())


def _start(folder: Path) -> Site:
    ports = free_port(), free_port()
    environment = {
        **bare(),
        "DATA_DIR": str(lay(folder / "data")),
        "PORT": str(ports[0]),
        "SANDBOX_PORT": str(ports[1]),
        "SANDBOX_HEAR": "sound",
        "WORD_TIMES": "off",
        "STOP_GRACE": "5",
        "ADMIN_EMAIL": EMAIL,
        "ADMIN_PASSWORD": "a right horse, a battery",
    }
    with (folder / "log").open("wb") as log:
        process = subprocess.Popen(
            [sys.executable, "-m", "hispeech_web.run"], cwd=ROOT, env=environment, stdout=log, stderr=log
        )
    url = f"http://127.0.0.1:{ports[0]}"
    try:
        _wait_until_it_answers(url, folder / "log", process)
        return Site(url, f"http://127.0.0.1:{ports[1]}", _token(environment), process)
    except BaseException:
        process.kill()
        process.wait()
        raise


def _wait_until_it_answers(url: str, log: Path, process: "subprocess.Popen[bytes]") -> None:
    until = time.monotonic() + 60
    while time.monotonic() < until and process.poll() is None:
        if "is ready" in log.read_text(encoding="utf-8"):
            return
        time.sleep(0.2)
    raise AssertionError(f"{url} did not start:\n{log.read_text(encoding='utf-8')}")


def _token(environment: dict[str, str]) -> str:
    command = [sys.executable, "manage.py", "create_api_token", EMAIL]
    said = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=True)
    return said.stdout.strip()


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    started = _start(tmp_path_factory.mktemp("site"))
    try:
        yield started
    finally:
        started.process.send_signal(signal.SIGINT)
        started.process.wait(40)


def test_the_documented_call_brings_the_words(site: Site) -> None:
    said = site.upload(FORMAL, wait_for_result="true")
    assert list(said) == SHAPE
    assert (said["success"], said["error"], said["status"], said["audio_duration"]) == (True, None, 200, 19)
    assert len(said["transcription"].split()) > 5
    looked_up = site.look(said["job_id"])
    assert looked_up["transcription"] == said["transcription"]


def test_word_times_come_where_asked_for(site: Site) -> None:
    said = site.upload(CONVERSATIONAL, wait_for_result="1", return_word_timestamps="true")
    words = said["words"]
    assert " ".join(word["word"] for word in words) == said["transcription"]
    assert all(0 <= word["start"] <= word["end"] <= 20 for word in words)


def test_who_does_not_wait_polls_until_the_words_are_there(site: Site) -> None:
    said = site.upload(FORMAL, SAMPLES / "talk.webm")
    assert (said["status"], said["transcription"]) == (202, None)
    until = time.monotonic() + 60
    while time.monotonic() < until and (now := site.look(said["job_id"]))["status"] == 202:
        time.sleep(0.5)
    assert (now["status"], now["success"]) == (200, True)
    assert now["transcription"]


def test_who_sends_a_lot_under_a_wrong_token_gets_to_read_why(site: Site) -> None:
    said = httpx.post(
        f"{site.url}{UPLOAD}?stt_model={FORMAL}",
        headers={"x-auth-token": "hst_wrong"},
        files={"file": b"\0" * 40_000_000},
        timeout=60,
    )
    assert (said.status_code, said.json()["success"]) == (401, False)


def test_an_armenian_file_name_arrives_whole(site: Site) -> None:
    [path] = SAMPLES.glob("Ժողովի*")
    assert site.upload(FORMAL, path)["success"] is True


def test_stopping_the_site_lets_a_waiting_script_go_with_its_job(tmp_path: Path) -> None:
    site = _start(tmp_path)
    try:
        httpx.post(f"{site.sandbox}/_sandbox/faults", json={"kind": "slow", "seconds": 60}).raise_for_status()
        with ThreadPoolExecutor(1) as pool:
            answer = pool.submit(site.upload, FORMAL, wait_for_result="true")
            _wait_for_an_upload(site)
            site.process.send_signal(signal.SIGINT)
            said = answer.result(15)
    finally:
        site.process.send_signal(signal.SIGINT)
        stopper = threading.Timer(40, site.process.kill)
        stopper.start()
        site.process.wait()
        stopper.cancel()
    assert (said["status"], said["success"], said["transcription"]) == (202, True, None)
    assert said["job_id"]


def _wait_for_an_upload(site: Site) -> None:
    """Until HiSpeech's stand-in has been handed the recording."""
    until = time.monotonic() + 30
    while time.monotonic() < until:
        if httpx.get(f"{site.sandbox}/_sandbox/ledger").json()["entries"]:
            return
        time.sleep(0.2)
    raise AssertionError("nothing was sent")
