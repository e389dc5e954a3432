"""Real speech, listened to as a worker does it."""

import threading
import time
from collections.abc import Callable
from pathlib import Path
from random import Random
from statistics import median

import numpy as np
import pytest
from django.conf import settings as site
from django.core.files.storage import default_storage
from django.db import connection
from django.utils import timezone
from pytest_django import Settings

from tests.alignment import speech
from tests.alignment.speech import Speech
from tests.timing.conftest import Bring, corrected, silence, words_of
from transcripts.models import NotHeard, Paragraph, Revision, Timing, TimingState, Transcription
from transcripts.sandbox.phrases import passage
from transcripts.timing.finding import TRIES, find_one

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("own_storage")]


def find() -> Timing:
    assert find_one(threading.Event())
    return Timing.objects.get()


def late(job: Transcription, talk: Speech) -> list[float]:
    pairs = zip(words_of(job), talk.words, strict=True)
    return [abs((word.start or 99) - said.start) for word, said in pairs]


def nothing_in_scratch() -> bool:
    return list(site.SCRATCH_DIR.iterdir()) == []


def test_words_get_the_times_at_which_they_are_said(bring: Bring, talk: Speech, talk_file: Path) -> None:
    job = bring(talk_file, talk.texts, talk.seconds)
    timing = find()
    assert median(late(job, talk)) < 0.05
    assert all(word.trust is not None for word in words_of(job))
    assert (timing.state, timing.share, timing.lease) == (TimingState.DONE, 1.0, None)
    assert timing.belongs is not None
    assert timing.belongs > 0.9
    job.refresh_from_db()
    assert job.missing == []
    assert not find_one(threading.Event())
    assert nothing_in_scratch()


def test_what_the_text_lacks_takes_the_place_of_the_first_guess(
    bring: Bring, talk: Speech, talk_file: Path
) -> None:
    job = bring(talk_file, talk.texts[:8] + talk.texts[16:], talk.seconds, missing=[[0.0, 1.0]])
    find()
    job.refresh_from_db()
    [(start, end)] = job.missing
    assert abs(start - talk.words[8].start) < 1
    assert abs(end - talk.words[15].end) < 1


def test_after_a_correction_only_its_stretch_is_listened_to(
    bring: Bring, talk: Speech, talk_file: Path
) -> None:
    job = bring(talk_file, [*talk.texts[:8], *passage(Random(3), 8), *talk.texts[16:]], talk.seconds)
    find()
    before = words_of(job)
    corrected(job, 1, talk.texts[8:16])
    # To listen to anything else would take the untouched words' times away.
    Paragraph.objects.filter(pk__in=Revision.objects.get(number=1).order[::2]).update(words=[["ա", 0, 0]] * 8)
    find()
    after = words_of(job)
    assert [w.start for w in after[:8] + after[16:]] == [w.start for w in before[:8] + before[16:]]
    assert [w.trust for w in after[:8] + after[16:]] == [w.trust for w in before[:8] + before[16:]]
    stretch = [
        abs((w.start or 99) - said.start) for w, said in zip(after[8:16], talk.words[8:16], strict=True)
    ]
    assert median(stretch) < 0.1
    assert all(w.trust is not None for w in after)


def test_another_text_is_told_and_gets_times_that_say_what_they_are(
    bring: Bring, talk: Speech, talk_file: Path
) -> None:
    job = bring(talk_file, passage(Random(99), len(talk.texts)), talk.seconds)
    timing = find()
    assert timing.belongs is not None
    assert timing.belongs < 0.1
    words = words_of(job)
    assert all(word.start is not None for word in words)
    assert sum(word.estimated for word in words) > 0.5 * len(words)


def test_silence_has_estimated_times(bring: Bring, talk: Speech, tmp_path: Path) -> None:
    job = bring(silence(tmp_path), ["մեկ", "երկու"], 4.0)
    assert find().state == TimingState.DONE
    assert [word.estimated for word in words_of(job)] == [True, True]


@pytest.mark.parametrize("why", [why for why in NotHeard if why != NotHeard.NO_MODEL])
def test_where_nobody_can_listen_times_are_estimated_and_say_so(
    why: NotHeard, bring: Bring, talk: Speech, talk_file: Path, tmp_path: Path, settings: Settings
) -> None:
    broken = tmp_path / "broken.flac"
    broken.write_bytes(b"no sound at all")
    job = bring(broken, talk.texts, talk.seconds, track=7 if why == NotHeard.OTHER_TRACK else None)
    settings.WORD_TIMES = why != NotHeard.OFF
    if why == NotHeard.INTERRUPTED:
        Timing.objects.update(tries=TRIES)
    if why == NotHeard.SOUND_GONE:
        default_storage.delete(job.recording.sound.name or "")
    timing = find()
    assert (timing.state, timing.code, timing.lease) == (TimingState.FAILED, why, None)
    words = words_of(job)
    assert all(word.estimated and word.trust is None for word in words)
    starts = [word.start or 0.0 for word in words]
    assert starts == sorted(starts)
    assert 0 < starts[1] < starts[-1] <= talk.seconds
    assert nothing_in_scratch()


def test_times_that_came_with_the_words_stay_where_nobody_listens(
    bring: Bring, talk: Speech, talk_file: Path, settings: Settings
) -> None:
    settings.WORD_TIMES = False
    job = bring(talk_file, ["մեկ", "երկու", "երեք"], talk.seconds)
    Paragraph.objects.update(words=[["մեկ", 1.0, 1.5], ["երկու", None, None], ["երեք", 3.0, 3.5]])
    find()
    assert [(word.start, word.estimated) for word in words_of(job)] == [
        (1.0, False),
        (1.5, True),
        (3.0, False),
    ]


def test_what_is_in_the_trash_has_time(bring: Bring, talk: Speech, talk_file: Path) -> None:
    job = bring(talk_file, talk.texts, talk.seconds)
    job.recording.deleted_at = timezone.now()
    job.recording.save()
    assert not find_one(threading.Event())


def test_jobs_come_first_but_not_for_ever(bring: Bring, talk: Speech, talk_file: Path) -> None:
    job = bring(talk_file, talk.texts, talk.seconds)
    job.pk, job.status, job.finished_at = None, "preparing", None
    job.next_look_at, job.lease_until = timezone.now(), timezone.now() + site.LEASE
    Transcription.objects.create(
        **{
            name: getattr(job, name)
            for name in ("recording", "stt_model", "status", "queued_at", "next_look_at", "lease_until")
        }
    )
    assert not find_one(threading.Event())
    Timing.objects.update(wanted_at=timezone.now() - 2 * site.LEASE * 4)
    assert find_one(threading.Event())


# --- ends ---------------------------------------------------------------------------------------------


@pytest.fixture
def long(bring: Bring, talk: Speech, tmp_path: Path) -> Transcription:
    """So long that it would take half a minute."""
    times = 30
    file = speech.flac(np.tile(talk.samples, times), tmp_path / "long.flac")
    return bring(file, talk.texts * times, talk.seconds * times)


def ends_soon(stop: threading.Event, act: Callable[[], object]) -> float:
    """Seconds from the act to the end of the listening."""

    def work() -> None:
        try:
            find_one(stop)
        finally:
            connection.close()

    worker = threading.Thread(target=work)
    worker.start()
    until = time.monotonic() + 60
    while not list(site.SCRATCH_DIR.glob("*/*/heard*")):
        assert time.monotonic() < until
        time.sleep(0.05)
    began = time.monotonic()
    act()
    worker.join(60)
    assert not worker.is_alive()
    return time.monotonic() - began


def test_it_ends_at_once_when_the_worker_stops_and_can_be_taken_up(long: Transcription) -> None:
    stop = threading.Event()
    assert ends_soon(stop, stop.set) < 10
    timing = Timing.objects.get()
    assert (timing.state, timing.tries, timing.lease) == (TimingState.WANTED, 0, None)
    assert timing.take(timezone.now())
    assert nothing_in_scratch()


def test_it_ends_at_once_when_the_words_change_and_leaves_them_alone(long: Transcription) -> None:
    def correct() -> None:
        corrected(long, 0, ["նոր", "խոսք"])

    assert ends_soon(threading.Event(), correct) < 10
    timing = Timing.objects.get()
    assert (timing.state, timing.tries) == (TimingState.WANTED, 0)
    assert not Paragraph.objects.exclude(times=None).exists()


def test_it_ends_at_once_when_the_recording_goes_into_the_trash_or_for_good(long: Transcription) -> None:
    def remove() -> None:
        long.recording.deleted_at = timezone.now()
        long.recording.save(update_fields=["deleted_at"])

    assert ends_soon(threading.Event(), remove) < 10
    assert Timing.objects.get().lease is None
    long.recording.deleted_at = None
    long.recording.save(update_fields=["deleted_at"])
    assert ends_soon(threading.Event(), long.delete) < 10
    assert not Timing.objects.exists()
    assert nothing_in_scratch()
