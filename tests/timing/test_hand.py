"""The hand of a worker: it listens by itself, and nothing is lost when it dies."""

import os
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from signal import SIGKILL
from urllib.parse import quote

import numpy as np
import pytest
from django.conf import settings as site
from django.db import connection
from django.utils import timezone
from pytest_django import Settings

from tests.alignment import speech
from tests.alignment.speech import Speech
from tests.timing.conftest import Bring, words_of
from transcripts.models import NotHeard, Timing, TimingState
from transcripts.timing.claims import ear
from transcripts.timing.finding import find_one
from transcripts.timing.hand import Hand, start

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("own_storage")]
PROGRAM = """
import django, threading
django.setup()
from transcripts.timing.hand import Hand
Hand(threading.Event()).run()
"""


def wait(holds: Callable[[], object], seconds: float = 180) -> None:
    until = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < until
        time.sleep(0.05)


def test_it_finds_times_by_itself_until_the_worker_stops(bring: Bring, talk: Speech, talk_file: Path) -> None:
    bring(talk_file, talk.texts, talk.seconds)
    stop = threading.Event()
    start(stop)
    wait(lambda: Timing.objects.filter(state=TimingState.DONE).exists())
    stop.set()
    [thread] = [one for one in threading.enumerate() if one.name == "timing"]
    thread.join(20)
    assert not thread.is_alive()


def test_what_waited_for_the_packages_is_found_once_they_are_there(
    bring: Bring, talk: Speech, talk_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    job = bring(talk_file, talk.texts, talk.seconds)
    hand = Hand(threading.Event())
    with monkeypatch.context() as without:
        # So Python says that a module cannot be found.
        without.setitem(sys.modules, "ai_edge_litert", None)
        assert hand.work()
        assert Timing.objects.get().code == NotHeard.NO_MODEL
        assert all(word.estimated and word.start is not None for word in words_of(job))
        assert not hand.work()
    assert hand.work()
    assert Timing.objects.get().state == TimingState.DONE
    assert not any(word.estimated for word in words_of(job))


def test_what_was_turned_off_is_found_once_it_is_on(
    bring: Bring, talk: Speech, talk_file: Path, settings: Settings
) -> None:
    bring(talk_file, talk.texts, talk.seconds)
    settings.WORD_TIMES = False
    hand = Hand(threading.Event())
    assert hand.work()
    settings.WORD_TIMES = True
    assert hand.work()
    assert Timing.objects.get().state == TimingState.DONE


def test_one_listens_at_a_time_on_a_machine(bring: Bring, talk: Speech, talk_file: Path) -> None:
    bring(talk_file, talk.texts, talk.seconds)
    with ear() as is_ours:
        assert is_ours
        assert not find_one(threading.Event())
    assert find_one(threading.Event())


# --- another process ------------------------------------------------------------------------------------


def database() -> str:
    given = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite:///{given['NAME']}"
    user, password, host = (quote(str(given[name]), safe="") for name in ("USER", "PASSWORD", "HOST"))
    return f"postgres://{user}:{password}@{host}:{given['PORT']}/{given['NAME']}"


@contextmanager
def worker(folder: Path) -> "Iterator[subprocess.Popen[bytes]]":
    environment = {
        "PATH": os.environ["PATH"],
        "DJANGO_SETTINGS_MODULE": "hispeech_web.settings",
        "DATA_DIR": str(folder),
        "SECRET_KEY": "only for tests",
        "DATABASE_URL": database(),
        "LEASE_SECONDS": "3",
    }
    process = subprocess.Popen([sys.executable, "-c", PROGRAM], cwd=site.BASE_DIR, env=environment)
    try:
        yield process
    finally:
        process.kill()
        process.wait()


def listeners(parent: int) -> list[int]:
    tasks = Path(f"/proc/{parent}/task").glob("*/children")
    return [int(child) for task in tasks for child in task.read_text().split()]


def test_who_is_killed_takes_its_listener_along_and_is_followed(
    bring: Bring, talk: Speech, tmp_path: Path, settings: Settings
) -> None:
    times = 4
    file = speech.flac(np.tile(talk.samples, times), tmp_path / "long.flac")
    job = bring(file, talk.texts * times, talk.seconds * times)
    with worker(tmp_path) as process:
        wait(lambda: listeners(process.pid) and list((tmp_path / "scratch").glob("*/*/heard*")))
        [listener] = listeners(process.pid)
        process.send_signal(SIGKILL)
        process.wait()
        wait(lambda: _has_ended(listener))
    held = Timing.objects.get()
    assert (held.state, held.tries) == (TimingState.WANTED, 1)
    wait(lambda: Timing.free(timezone.now()).exists())
    assert find_one(threading.Event())
    timing = Timing.objects.get()
    assert (timing.state, timing.tries) == (TimingState.DONE, 2)
    assert all(word.trust is not None for word in words_of(job))


def _has_ended(pid: int) -> bool:
    """A dead one may wait for its new parent to take note."""
    try:
        return " Z " in Path(f"/proc/{pid}/stat").read_text()
    except (FileNotFoundError, ProcessLookupError):
        return True
