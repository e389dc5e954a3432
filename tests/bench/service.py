"""The service in HiSpeech's place: a sandbox as a process of its own, for which every job takes the same time."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx

from hispeech_web.places import ROOT
from hispeech_web.run import answers, ports
from hispeech_web.run.program import Program
from tests.faults.processes import Process
from transcripts.sandbox.ledger import Entry


@contextmanager
def running(log: Path, *, at_once: int, work: float) -> Iterator[str]:
    """Its address. It takes `at_once` jobs, and works `work` seconds on each, whatever its length."""
    port = ports.free_port()
    options = ("--port", port, "--capacity", at_once, "--delay", work, "--per-second", 0, "--longest", work)
    command = (sys.executable, "-m", "transcripts.sandbox", *map(str, options), "--hear", "header")
    process = Process(Program("service", command, ROOT, healthy=answers.port(port)), log)
    process.start()
    try:
        process.wait_until_healthy()
        yield f"http://127.0.0.1:{port}"
    finally:
        process.kill()


def ledger(url: str) -> list[Entry]:
    answer = httpx.get(f"{url}/_sandbox/ledger", timeout=30, trust_env=False).raise_for_status()
    return [Entry(**entry) for entry in answer.json()["entries"]]
