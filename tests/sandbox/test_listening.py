"""The sandbox that listens: its turns, and once the whole of it, to speech whose words are known."""

import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from difflib import SequenceMatcher
from pathlib import Path
from random import Random
from threading import Event, Lock

import pytest

from tests.alignment import speech
from tests.sandbox.calls import MEETING, look_up, upload
from transcripts.alignment import child, packages
from transcripts.alignment.errors import CannotListen, Stopped
from transcripts.alignment.found import Heard
from transcripts.sandbox import Sandbox, running
from transcripts.sandbox.listening import AT_ONCE, Listener
from transcripts.sandbox.phrases import passage, sentence
from transcripts.sandbox.speech import CONVERSATIONAL
from transcripts.sandbox.understood import Understood

PATIENCE = 60  # seconds; a busy machine is slow
MADE_UP = "Սա փորձնական, հորինված տեքստ է,"
WORD = Heard("բարև", 0.5, 0.9, True)


# --- turns --------------------------------------------------------------------------------------------


class Hearer:
    """In the model's place: hears one word as soon as it may, or as long as nobody stops it."""

    def __init__(self) -> None:
        self.may, self._lock = Event(), Lock()
        self.heard: list[str] = []
        self.at_once = self.most_at_once = 0

    def __call__(self, sound: Path, *, scratch: Path, stop: Callable[[], bool]) -> list[Heard]:
        with self._lock:
            self.heard.append(sound.name)
            self.at_once += 1
            self.most_at_once = max(self.most_at_once, self.at_once)
        try:
            while not self.may.wait(0.01):
                if stop():
                    raise Stopped
        finally:
            with self._lock:
                self.at_once -= 1
        return [WORD]


@pytest.fixture
def hearer() -> Hearer:
    return Hearer()


@pytest.fixture
def listener(hearer: Hearer, tmp_path: Path) -> Iterator[Listener]:
    made = Listener(Understood(tmp_path / "understood"), tmp_path, hearer)
    yield made
    made.close()


@pytest.fixture
def pool() -> Iterator[ThreadPoolExecutor]:
    with ThreadPoolExecutor(8) as pool:
        yield pool


def _until(holds: Callable[[], object]) -> None:
    deadline = time.monotonic() + PATIENCE
    while not holds():
        assert time.monotonic() < deadline
        time.sleep(0.01)


def test_only_so_many_are_listened_to_at_once_and_all_get_their_turn(
    listener: Listener, hearer: Hearer, pool: ThreadPoolExecutor
) -> None:
    names = [f"sound {n}" for n in range(6)]
    all_of_them = [pool.submit(listener.listen, Path(name), name) for name in names]
    _until(lambda: hearer.at_once == AT_ONCE)
    hearer.may.set()
    assert [one.result(PATIENCE) for one in all_of_them] == [None] * 6
    assert sorted(hearer.heard) == names
    assert hearer.most_at_once == AT_ONCE


def test_the_same_bytes_are_listened_to_once(
    listener: Listener, hearer: Hearer, pool: ThreadPoolExecutor, tmp_path: Path
) -> None:
    both = [pool.submit(listener.listen, Path(name), "the same") for name in ("one", "two")]
    _until(lambda: hearer.at_once)
    hearer.may.set()
    assert [one.result(PATIENCE) for one in both] == [None, None]
    assert len(hearer.heard) == 1
    assert Understood(tmp_path / "understood").get("the same") == (WORD,)


def test_what_breaks_off_lets_the_next_one_in(listener: Listener, hearer: Hearer, tmp_path: Path) -> None:
    def broken(sound: Path, *, scratch: Path, stop: Callable[[], bool]) -> list[Heard]:
        raise CannotListen("broken")

    other = Listener(Understood(tmp_path), tmp_path, broken)
    for _ in range(AT_ONCE + 1):
        with pytest.raises(CannotListen):
            other.listen(Path("sound"), "x")


def test_closed_it_stops_who_listens_and_sends_away_who_waits(
    listener: Listener, hearer: Hearer, pool: ThreadPoolExecutor
) -> None:
    all_of_them = [pool.submit(listener.listen, Path(str(n)), str(n)) for n in range(4)]
    _until(lambda: hearer.at_once == AT_ONCE)
    listener.close()
    assert hearer.at_once == 0
    assert all(isinstance(one.exception(PATIENCE), Stopped) for one in all_of_them)
    with pytest.raises(Stopped):
        listener.listen(Path("later"), "later")


# --- the whole of it ----------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def talk(tmp_path_factory: pytest.TempPathFactory) -> tuple[list[str], Path]:
    """Three sentences with pauses between them, and a file in which they are said."""
    if lacking := packages.missing():
        pytest.skip(lacking)
    if not speech.can_speak():
        pytest.skip("there is no espeak-ng here (on Debian: apt-get install espeak-ng)")
    said = [sentence(Random(seed), 8) for seed in (41, 42, 43)]
    whole = speech.chained([speech.spoken(" ".join(words)) for words in said], pause=1.0)
    file = speech.flac(whole.samples, tmp_path_factory.mktemp("talk") / "talk.flac")
    return [word for words in said for word in words], file


def _alike(text: str, other: str) -> float:
    """From 0 to 1, by letters."""
    one, two = ("".join(filter(str.isalpha, some.lower())) for some in (text, other))
    return SequenceMatcher(None, one, two, autojunk=False).ratio()


def test_it_writes_down_roughly_what_is_said_and_still_knows_it_after_a_restart(
    talk: tuple[list[str], Path], tmp_path: Path
) -> None:
    words, file = talk
    state = tmp_path / "state"
    with running(delay=0, per_second=0, hear="listen", state=state) as box:
        formal = upload(box, file, return_word_timestamps="true").json
        kept = list((tmp_path / "state.d" / "understood").iterdir())
        first = kept[0].stat().st_ino
        spoken = upload(box, file, model=CONVERSATIONAL).json
        assert (len(kept), kept[0].stat().st_ino) == (1, first)  # listened to once
        assert not list((tmp_path / "state.d" / "work").iterdir())
    text: str = formal["transcription"]
    assert _alike(text, " ".join(words)) > 0.5
    assert _alike(text, " ".join(passage(Random(9), 24))) < 0.4
    assert _alike(text, spoken["transcription"]) > 0.9
    assert text.count("։") == 3
    times = [time for word in formal["words"] for time in (word["start"], word["end"])]
    assert times == sorted(times)
    with running(state=state) as box:
        assert look_up(box, formal["job_id"]).json == formal
        box.reset()
        assert look_up(box, formal["job_id"]).status == 404


def test_words_that_were_forgotten_are_those_of_no_job(box: Sandbox) -> None:
    number = box.book.open().number
    about = {
        "number": number,
        "model": "model-01052025",
        "sha256": "a",
        "secure_mode": False,
        "word_times": False,
    }
    job = box.jobs.make(understood=True, ready_at=1.0, **about)
    assert look_up(box, job.id).status == 404


def test_without_its_packages_the_text_is_made_up(box: Sandbox, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(packages, "missing", lambda: packages.NO_MODEL)
    box.change({"hear": "listen"})
    assert upload(box).json["transcription"].startswith(MADE_UP)


def test_where_the_listener_breaks_the_text_is_made_up(
    box: Sandbox, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(packages, "missing", lambda: "")
    monkeypatch.setattr(child, "missing", lambda: "")
    monkeypatch.setattr(child, "_WORKER", tmp_path / "gone.py")
    box.change({"hear": "listen"})
    assert upload(box, MEETING).json["transcription"].startswith(MADE_UP)


def test_stopped_while_it_listens_it_ends_the_listener_and_the_job_is_not_billed(
    talk: tuple[list[str], Path], tmp_path: Path
) -> None:
    state = tmp_path / "state"
    with running(hear="listen", state=state) as box:
        job_id = upload(box, talk[1], wait=False).json["job_id"]
        _until(lambda: list((tmp_path / "state.d" / "work").glob("align-*")))
    assert not list((tmp_path / "state.d").glob("work/*"))
    with running(state=state) as box:
        said = look_up(box, job_id).json
        assert (said["success"], said["status"]) == (False, 200)
        assert [(entry.accepted, entry.billed_seconds) for entry in box.ledger()] == [(False, 0)]
