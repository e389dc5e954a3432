"""The supervisor with small programs in the place of the big ones."""

import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from hispeech_web.run.program import Program
from hispeech_web.run.supervisor import DidNotStart, Stopped, Supervisor

pytestmark = pytest.mark.processes

UNTIL_TERM = (
    "import signal, sys; signal.signal(15, lambda *_: sys.exit(0)); print('up', flush=True); signal.pause()"
)
DEAF = "import signal; signal.signal(15, signal.SIG_IGN); print('up', flush=True); signal.pause(); signal.pause()"


def program(name: str, code: str, folder: Path, **more: object) -> Program:
    return Program(name=name, command=(sys.executable, "-c", code), folder=folder, **more)  # type: ignore[arg-type]


@pytest.fixture
def supervisor() -> Iterator[Supervisor]:
    made = Supervisor()
    yield made
    made.stop()


def turn_until(supervisor: Supervisor, seconds: float = 10) -> None:
    """Turn the loop as `watch` does, for a while."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        supervisor._turn(0.05)
        supervisor._revive()


def test_words_are_passed_on_with_the_name_before_each_line(
    supervisor: Supervisor, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    said = "import sys; print('Բարև'); print('noise here'); sys.stderr.write('no newline at the end')"
    assert supervisor.run_once(program("site", said, tmp_path, hushed=("noise",))) == 0
    assert capfd.readouterr().out == "site    | Բարև\nsite    | no newline at the end\n"


def test_more_words_than_a_pipe_holds_all_arrive(
    supervisor: Supervisor, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    supervisor.run_once(program("site", "for n in range(60_000): print(n)", tmp_path))
    assert capfd.readouterr().out.splitlines() == [f"site    | {n}" for n in range(60_000)]


def test_what_ends_by_itself_is_neither_waited_for_nor_started_again(
    supervisor: Supervisor, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    supervisor.start(
        program("site", UNTIL_TERM, tmp_path),
        program("fetch", "print('done'); raise SystemExit(1)", tmp_path, once=True, healthy=lambda: False),
    )
    deadline = time.monotonic() + 30
    while len(supervisor.posts) > 1 and time.monotonic() < deadline:
        supervisor._turn(0.05)
        supervisor._revive()
    assert [post.program.name for post in supervisor.posts] == ["site"]
    said = capfd.readouterr().out
    assert "fetch   | done" in said
    assert "again" not in said


def test_the_exit_code_of_a_preparation_is_returned(supervisor: Supervisor, tmp_path: Path) -> None:
    assert supervisor.run_once(program("prepare", "raise SystemExit(3)", tmp_path)) == 3


def test_a_program_that_ends_at_its_first_start_is_told(supervisor: Supervisor, tmp_path: Path) -> None:
    never = program("site", "raise SystemExit(1)", tmp_path, healthy=lambda: False)
    with pytest.raises(DidNotStart, match="site ended"):
        supervisor.start(never)


def test_a_program_that_never_answers_is_told(supervisor: Supervisor, tmp_path: Path) -> None:
    with pytest.raises(DidNotStart, match="did not answer"):
        supervisor.start(program("site", UNTIL_TERM, tmp_path, healthy=lambda: False), seconds=0.2)


def test_a_program_that_dies_is_started_again_later_and_later(
    supervisor: Supervisor, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    supervisor.start(program("worker", "print('up'); raise SystemExit(7)", tmp_path))
    turn_until(supervisor, 4.2)
    words = capfd.readouterr().out
    assert words.count("worker  | up") == 3
    assert "The worker ended (exit code 7); starting it again in 1 s." in words
    assert "The worker ended (exit code 7); starting it again in 2 s." in words


def test_what_was_started_last_is_stopped_first(
    supervisor: Supervisor, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    slow = "import signal, sys, time\ndef end(*_): print('bye', flush=True); time.sleep(.2); sys.exit(0)\n"
    slow += "signal.signal(15, end); open({!r}, 'w'); signal.pause()"
    for name in ("broker", "worker", "site"):
        up = tmp_path / name
        supervisor.start(program(name, slow.format(str(up)), tmp_path, healthy=up.exists))
    supervisor.stop()
    order = [line.split()[0] for line in capfd.readouterr().out.splitlines() if "bye" in line]
    assert order == ["site", "worker", "broker"]


def test_who_does_not_stop_in_its_grace_is_killed(
    supervisor: Supervisor, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    supervisor.start(program("worker", DEAF, tmp_path, grace=0.3))
    turn_until(supervisor, 0.5)
    began = time.monotonic()
    supervisor.stop()
    assert 0.2 < time.monotonic() - began < 5
    assert "still busy" in capfd.readouterr().out


def test_a_stop_during_the_start_is_heard(supervisor: Supervisor, tmp_path: Path) -> None:
    before = {
        number: signal.getsignal(number)
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP, signal.SIGCHLD)
    }
    supervisor.listen_to_signals()
    try:
        signal.raise_signal(signal.SIGTERM)
        with pytest.raises(Stopped):
            supervisor.start(program("site", UNTIL_TERM, tmp_path, healthy=lambda: False))
    finally:
        signal.set_wakeup_fd(-1)
        for number, handler in before.items():
            signal.signal(number, handler)


def test_what_a_program_left_behind_ends_with_it(supervisor: Supervisor, tmp_path: Path) -> None:
    """A server that was killed must not leave its own children at the port."""
    mark = tmp_path / "grandchild"
    grandchild = f"import os, signal; open({str(mark)!r}, 'w').write(str(os.getpid())); signal.pause()"
    parent = f"import subprocess, sys, time; subprocess.Popen([sys.executable, '-c', {grandchild!r}]); time.sleep(1)"
    supervisor.run_once(program("site", parent, tmp_path))
    state = subprocess.run(
        ("ps", "-o", "stat=", "-p", mark.read_text()), capture_output=True, text=True, check=False
    )
    assert state.stdout.strip()[:1] in ("", "Z")
