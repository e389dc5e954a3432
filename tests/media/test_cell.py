import os
import re
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import pytest

from tests.media import files
from tests.media.files import SAMPLES
from transcripts.errors import BadMedia
from transcripts.media import audio, probe, problems
from transcripts.media.audio import extract, hear
from transcripts.media.problems import TooSlow

linux = pytest.mark.skipif(not Path("/proc/self/environ").exists(), reason="looks into /proc")
HOUR = 3600


def parents() -> dict[int, int]:
    """Every process that runs the worker, and which one started it."""
    found = {}
    for folder in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):
            if b"media/worker.py" in (folder / "cmdline").read_bytes():
                found[int(folder.name)] = int((folder / "stat").read_text().rpartition(")")[2].split()[1])
    return found


def keepers() -> set[int]:
    return {process for process, parent in parents().items() if parent == os.getpid()}


def workers() -> set[int]:
    """The cells of our keepers."""
    ours = keepers()
    return {process for process, parent in parents().items() if parent in ours}


@pytest.fixture
def endless(tmp_path: Path) -> Path:
    """Eighteen hours of silence that take no room: minutes of work."""
    return files.wav(tmp_path / "endless.wav", seconds=18 * HOUR)


@pytest.fixture(autouse=True)
def nothing_left() -> Iterator[None]:
    yield
    assert workers() == set()


def test_time_by_the_clock_is_limited(endless: Path, tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    begun = time.monotonic()
    with pytest.raises(TooSlow):
        extract(endless, tmp_path / "out" / "sound.flac", limits=replace(audio.LIMITS, wall=0.5))
    assert time.monotonic() - begun < 5
    assert os.listdir(tmp_path / "out") == []


def test_time_of_the_processor_is_limited(endless: Path) -> None:
    with pytest.raises(TooSlow):
        hear(endless, replace(audio.LIMITS, cpu=1, wall=60))


@pytest.mark.parametrize("memory", [4096, probe.MEBIBYTE])
def test_too_little_memory_is_an_answer_too(memory: int) -> None:
    with pytest.raises(BadMedia):
        hear(SAMPLES / "video.mp4", replace(audio.LIMITS, memory=memory))


def test_output_is_limited(tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    with pytest.raises(TooSlow):
        extract(
            SAMPLES / "meeting.wav",
            tmp_path / "out" / "sound.flac",
            limits=replace(audio.LIMITS, output=50_000),
        )
    assert os.listdir(tmp_path / "out") == []


def test_memory_does_not_grow_with_length(tmp_path: Path) -> None:
    """An hour alone is more than the limit, as samples."""
    long = files.wav(tmp_path / "long.wav", seconds=HOUR)
    sound = extract(long, tmp_path / "sound.flac", limits=replace(audio.LIMITS, memory=96 * probe.MEBIBYTE))
    assert sound.duration == pytest.approx(HOUR)
    assert sound.voiced == ()


def at_work() -> int:
    """Our one worker, once it has begun to read: the limit on open files is the mark."""
    deadline = time.monotonic() + 20
    while time.monotonic() < deadline:
        for pid in workers():
            if re.search(r"Max open files +16 ", Path(f"/proc/{pid}/limits").read_text()):
                return pid
        time.sleep(0.01)
    raise AssertionError("no worker has begun")


def seen_in(endless: Path, *names: str) -> list[str]:
    """Files of /proc about a worker at work, which is ended afterwards."""

    def listen() -> None:
        with suppress(TooSlow):
            hear(endless)

    listening = threading.Thread(target=listen)
    listening.start()
    pid = at_work()
    time.sleep(0.3)  # into its work
    seen = [Path(f"/proc/{pid}/{name}").read_text() for name in names]
    os.kill(pid, signal.SIGKILL)
    listening.join()
    return seen


@linux
def test_the_worker_sees_no_secret(endless: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HISPEECH_API_KEY", "not for FFmpeg")
    environment, command = seen_in(endless, "environ", "cmdline")
    assert "LANG=" in environment
    assert "not for FFmpeg" not in environment
    assert endless.name not in command


@linux
def test_every_limit_is_set_and_threads_do_not_multiply(endless: Path) -> None:
    limits, status = seen_in(endless, "limits", "status")
    found = {line[:26].strip(): line[26:].split()[0] for line in limits.splitlines()[1:]}
    assert found["Max cpu time"] == str(audio.LIMITS.cpu)
    assert found["Max file size"] == str(audio.LIMITS.output)
    assert found["Max core file size"] == "0"
    assert audio.LIMITS.memory < int(found["Max address space"]) < audio.LIMITS.memory + 1024 * probe.MEBIBYTE
    assert "Threads:\t1\n" in status


@linux
@pytest.mark.parametrize(
    ("number", "problem"), [(signal.SIGSEGV, BadMedia), (signal.SIGABRT, BadMedia), (signal.SIGKILL, TooSlow)]
)
def test_a_worker_that_dies_is_the_files_fault(
    number: signal.Signals, problem: type[BadMedia], endless: Path
) -> None:
    """SIGSEGV: FFmpeg broke on it; SIGKILL: the system was out of memory."""

    def kill() -> None:
        os.kill(at_work(), number)

    killing = threading.Thread(target=kill)
    killing.start()
    with pytest.raises(BadMedia) as caught:
        hear(endless)
    killing.join()
    assert type(caught.value) is problem


def bring_down(process: int) -> None:
    os.kill(process, signal.SIGKILL)
    while process in parents():
        time.sleep(0.01)


@linux
def test_one_keeper_serves_all_and_is_replaced_when_it_has_gone() -> None:
    probe.probe(SAMPLES / "meeting.mp3")
    (first,) = keepers()
    probe.probe(SAMPLES / "meeting.mp3")
    assert keepers() == {first}
    bring_down(first)
    assert probe.probe(SAMPLES / "meeting.mp3").container == "mp3"
    assert first not in keepers()


@linux
def test_a_cell_goes_with_its_keeper_and_its_work_is_done_anew(tmp_path: Path) -> None:
    """What the first one had written is not left in the sound track."""
    long = files.wav(tmp_path / "long.wav", seconds=HOUR)
    found: list[audio.Sound] = []
    writing = threading.Thread(target=lambda: found.append(extract(long, tmp_path / "sound.flac")))
    writing.start()
    at_work()
    time.sleep(0.5)  # something has been written
    bring_down(*keepers())
    writing.join()
    (sound,) = found
    assert sound.duration == HOUR
    assert extract(tmp_path / "sound.flac", tmp_path / "again.flac") == sound
    assert (tmp_path / "again.flac").read_bytes() == (tmp_path / "sound.flac").read_bytes()


@linux
def test_the_keeper_ends_with_the_program_that_started_it_and_takes_its_cells_along(endless: Path) -> None:
    script = "import sys; from pathlib import Path; from transcripts.media.audio import hear; hear(Path(sys.argv[1]))"
    program = subprocess.Popen([sys.executable, "-c", script, str(endless)])
    wait_until(lambda: len(family(program.pid)) == 2)
    theirs = family(program.pid)
    program.kill()
    program.wait()
    wait_until(lambda: not theirs & parents().keys())


def family(program: int) -> set[int]:
    """Keeper and cells of another program of ours."""
    children = {process for process, parent in parents().items() if parent == program}
    return children | {process for process, parent in parents().items() if parent in children}


def wait_until(holds: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 20
    while not holds():
        assert time.monotonic() < deadline
        time.sleep(0.01)


@linux
def test_a_cell_holds_nothing_but_its_own_file(endless: Path) -> None:
    probe.probe(SAMPLES / "meeting.mp3")  # the keeper is there
    listening = threading.Thread(target=lambda: suppress_too_slow(endless))
    listening.start()
    cell = at_work()
    # What its keeper held it lets go of first of all, before it reads a byte.
    wait_until(lambda: str(endless) in held_by(cell) and len(held_by(cell) - {str(endless), os.devnull}) == 1)
    (line,) = held_by(cell) - {str(endless), os.devnull}
    bring_down(*workers())
    listening.join()
    assert line.startswith("socket:")


def held_by(process: int) -> set[str]:
    held = set()
    for path in Path(f"/proc/{process}/fd").iterdir():
        with suppress(FileNotFoundError):  # closed meanwhile
            held.add(os.readlink(path))
    return held


def suppress_too_slow(path: Path) -> None:
    with suppress(TooSlow):
        hear(path)


def test_a_keeper_that_is_idle_ends_by_itself() -> None:
    script = "from transcripts.media import worker; worker.IDLE = 0.05; worker.main()"
    ours, theirs = socket.socketpair()
    with ours, theirs:
        assert (
            subprocess.run([sys.executable, "-c", script], stdin=theirs.fileno(), timeout=20).returncode == 0
        )


def test_a_cell_lets_others_compute_first() -> None:
    script = "import os; from transcripts.media import worker; worker._let_others_pass(); print(os.nice(0))"
    before = os.nice(0)
    said = subprocess.run([sys.executable, "-c", script], capture_output=True, timeout=20, check=True)
    assert int(said.stdout) == min(before + 10, 19)


def test_many_at_once_do_not_disturb_each_other() -> None:
    answers: list[object] = []
    names = ["meeting.mp3", "video.mp4", "bad/no_audio_track.mp4", "bad/truncated.m4a"] * 2

    def ask(name: str) -> None:
        try:
            answers.append((name, probe.probe(SAMPLES / name).container))
        except BadMedia as problem:
            answers.append((name, problem.code))

    threads = [threading.Thread(target=ask, args=(name,)) for name in names]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    expected = [
        ("meeting.mp3", "mp3"),
        ("video.mp4", "mp4"),
        ("bad/no_audio_track.mp4", problems.NoSound.code),
        ("bad/truncated.m4a", problems.CutOff.code),
    ] * 2
    assert sorted(answers, key=str) == sorted(expected)
