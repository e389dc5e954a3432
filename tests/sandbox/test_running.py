"""Starting and stopping, in this process and as a process of its own."""

import os
import re
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from tests.sandbox.calls import call, look_up, upload
from transcripts.sandbox import Sandbox, running

LEAST_WAIT = ["--delay", "0", "--per-second", "0"]


@contextmanager
def process(*command: str, **environment: str) -> Iterator[tuple[Any, subprocess.Popen[str]]]:
    """A sandbox of its own, with its address, once it listens."""
    started = subprocess.Popen(
        [sys.executable, *command, "--port", "0", *LEAST_WAIT],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        env={**os.environ, **environment},
    )
    assert started.stdout
    try:
        for line in started.stdout:
            if found := re.search(r"http://[\d.:]+", line):
                yield SimpleNamespace(url=found[0]), started
                break
        else:
            pytest.fail("the sandbox did not start")
    finally:
        started.kill()
        started.wait()
        started.stdout.close()


def resident_kilobytes(pid: int) -> int:
    found = re.search(r"VmRSS:\s+(\d+)", Path(f"/proc/{pid}/status").read_text())
    return int(found[1]) if found else 0


def sent_away(box: Sandbox) -> None:
    with pytest.raises(ConnectionError):
        upload(box)


def others() -> set[threading.Thread]:
    """All threads but the one that waits for the media keeper, which ends when that has been idle."""
    return {thread for thread in threading.enumerate() if thread.name != "media keeper"}


def test_when_it_ends_no_thread_and_no_waiting_client_stays_behind() -> None:
    before = others()
    with running(delay=60) as box:
        waiting = threading.Thread(target=sent_away, args=(box,))
        waiting.start()
        while not any(entry.billed_seconds for entry in box.ledger()):
            time.sleep(0.01)
    waiting.join(10)
    until = time.monotonic() + 10
    while others() - before:
        assert time.monotonic() < until
        time.sleep(0.01)


@pytest.mark.processes
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_ends_it_at_once_though_somebody_waits(number: int) -> None:
    with process("-m", "transcripts.sandbox", "--longest", "60") as (box, started):
        assert upload(box, wait=False).status == 202
        started.send_signal(number)
        # The job takes a minute; a busy machine may take some seconds to end a process.
        assert started.wait(20) == 0


@pytest.mark.processes
def test_it_is_small_while_it_idles() -> None:
    with process("-m", "transcripts.sandbox") as (box, started):
        assert upload(box).status == 200
        assert 0 < resident_kilobytes(started.pid) < 32 * 1024


@pytest.mark.processes
def test_with_a_state_file_ledger_and_jobs_outlive_kill_9(tmp_path: Path) -> None:
    command = ("-m", "transcripts.sandbox", "--state", str(tmp_path / "state"))
    with process(*command) as (box, started):
        said = upload(box).json
        ledger = call(box, "GET", "/_sandbox/ledger").json
        started.kill()
        started.wait()
    with process(*command) as (box, started):
        assert call(box, "GET", "/_sandbox/ledger").json == ledger
        assert look_up(box, said["job_id"]).json == said
        upload(box)
        numbers = [entry["number"] for entry in call(box, "GET", "/_sandbox/ledger").json["entries"]]
        assert numbers == [1, 2]


def test_a_job_that_a_restart_interrupted_has_failed_and_is_not_billed(tmp_path: Path) -> None:
    with running(state=tmp_path / "state") as box:
        number = box.book.open().number
        job = box.make(None, number=number, model="m", sha256="", secure_mode=False, word_times=False)
    with running(state=tmp_path / "state") as box:
        said = look_up(box, job.id).json
        assert (said["success"], said["transcription"]) == (False, None)
        assert [(entry.accepted, entry.billed_seconds) for entry in box.ledger()] == [(False, 0)]


@pytest.mark.processes
def test_the_django_command_starts_the_same_thing() -> None:
    manage = str(Path(__file__).parents[2] / "manage.py")
    with process(manage, "hispeech_sandbox", SECRET_KEY="only for tests") as (box, _):
        assert call(box, "GET", "/_sandbox/").json["settings"]["delay"] == 0


@pytest.mark.processes
@pytest.mark.parametrize("arguments", [["--speed", "0"], ["--port", "70000"]])
def test_a_start_that_cannot_be_says_why(arguments: list[str]) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "transcripts.sandbox", *arguments], capture_output=True, text=True, timeout=20
    )
    assert done.returncode != 0
    assert "Traceback" not in done.stderr
    assert done.stderr.strip()
