"""Memory does not grow with the recording: measured in a process of its own, over a real socket."""

import socket
import subprocess
import sys
from pathlib import Path

import pytest

from tests.hispeech.orders import KEY, as_json
from tests.hispeech.server import answer, content_length, read_head, serving

MEGABYTE = 1024 * 1024
SIZE = 300 * MEGABYTE
SENDER = f"""
import os, resource, sys
from transcripts.hispeech import HiSpeech, Order

def peak():  # kilobytes on Linux
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss

base, path = sys.argv[1:]
with HiSpeech(base, {KEY!r}) as hispeech, open(path, "rb") as file:
    def send(size):
        file.seek(0)
        hispeech.transcribe(Order(file, size, "a.flac", "audio/flac", "model-01052025", 3.0))
    send(1024)
    before = peak()
    send(os.path.getsize(path))
    print(peak() - before)
"""


@pytest.mark.skipif(sys.platform != "linux", reason="reads the peak in kilobytes, as Linux counts it")
def test_a_large_recording_takes_no_more_memory_than_a_small_one(tmp_path: Path) -> None:
    sparse = tmp_path / "large.flac"
    with sparse.open("wb") as file:
        file.truncate(SIZE)
    received: list[int] = []

    def discard(connection: socket.socket) -> None:
        head, body = read_head(connection)
        left = content_length(head) - len(body)
        received.append(content_length(head))
        buffer = bytearray(MEGABYTE)
        while left > 0:
            left -= connection.recv_into(buffer)
        answer(connection, 200, as_json())

    with serving(discard) as base:
        sender = subprocess.run(
            [sys.executable, "-c", SENDER, base, str(sparse)],
            capture_output=True,
            check=True,
            text=True,
            cwd=Path(__file__).parents[2],
            timeout=120,
        )
    assert received[-1] > SIZE
    assert int(sender.stdout) < 8 * 1024
