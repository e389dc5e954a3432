"""The same words for the same sound: nobody listens twice."""

import threading
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.files.storage import default_storage
from django.utils import timezone

from tests import factories
from tests.alignment.speech import Speech
from tests.timing.conftest import Bring, corrected, words_of
from transcripts.models import Status, Timing, TimingState, Transcription, User
from transcripts.timing.finding import find_one
from transcripts.transcription.finish import take_words_of

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("own_storage")]


def taken(twin: Transcription, by: User) -> Transcription:
    """As `prepare` does it; its own sound is not even there."""
    job = factories.transcription(factories.recording(by, duration=twin.recording.duration), Status.PREPARING)
    take_words_of(twin, job, timezone.now())
    return job


def find() -> None:
    assert find_one(threading.Event())


def test_times_that_are_known_come_with_the_words(
    bring: Bring, talk: Speech, talk_file: Path, bagrat: User
) -> None:
    twin = bring(talk_file, talk.texts, talk.seconds)
    find()
    job = taken(twin, bagrat)
    assert words_of(job) == words_of(twin)
    theirs, ours = Timing.objects.get(pk=twin.pk), Timing.objects.get(pk=job.pk)
    assert (ours.state, ours.belongs, ours.unspoken) == (TimingState.DONE, theirs.belongs, theirs.unspoken)
    assert not find_one(threading.Event())


def test_times_that_are_being_found_are_waited_for(
    bring: Bring, talk: Speech, talk_file: Path, bagrat: User
) -> None:
    twin = bring(talk_file, talk.texts, talk.seconds)
    job = taken(twin, bagrat)
    job.recording.sound = twin.recording.sound
    job.recording.save()
    Timing.objects.filter(pk=job.pk).update(wanted_at=timezone.now() - timedelta(hours=1))
    find()  # looks, and lets the other one go first
    assert Timing.objects.get(pk=job.pk).tries == 0
    find()
    assert Timing.objects.get(pk=twin.pk).state == TimingState.DONE
    default_storage.delete(twin.recording.sound.name or "")
    Timing.objects.filter(pk=job.pk).update(lease_until=None)
    find()
    assert Timing.objects.get(pk=job.pk).state == TimingState.DONE
    assert words_of(job) == words_of(twin)


def test_words_that_were_corrected_before_are_listened_for(
    bring: Bring, talk: Speech, talk_file: Path, bagrat: User
) -> None:
    twin = bring(talk_file, talk.texts, talk.seconds)
    job = taken(twin, bagrat)
    corrected(job, 0, ["այլ", "խոսք"])
    job.recording.sound = twin.recording.sound
    job.recording.save()
    find()
    find()
    Timing.objects.filter(pk=job.pk).update(lease_until=None)
    while find_one(threading.Event()):
        pass
    words = words_of(job)
    assert Timing.objects.get(pk=job.pk).state == TimingState.DONE
    assert [word.text for word in words[:2]] == ["այլ", "խոսք"]
    assert all(word.trust is not None for word in words)
