"""What is told to workers, and what is left alone because it would ask in vain."""

from datetime import timedelta

import pytest
from django.utils import timezone
from pytest_django import Settings

from tests import factories
from transcripts.models import Recording, Status, Transcription, User
from transcripts.transcription.sweep import NUDGE_AGAIN, ahead, due

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def one_place(settings: Settings) -> None:
    settings.HISPEECH_MAX_CONCURRENCY = 1


def prepared(by: User) -> Transcription:
    """Its sound track is there; it waits for a place at HiSpeech."""
    job = factories.transcription(factories.recording(by), Status.PREPARING, preparing_at=timezone.now())
    job.recording.sound.name = "made.flac"
    job.recording.save()
    return job


@pytest.mark.usefixtures("one_place")
def test_what_is_prepared_is_left_alone_while_hispeech_is_full(bagrat: User) -> None:
    at_hispeech = factories.transcription(factories.recording(bagrat), Status.TRANSCRIBING)
    at_hispeech.next_look_at = timezone.now() + timedelta(hours=1)
    at_hispeech.save()
    waiting = prepared(bagrat)
    assert due(timezone.now()) == []
    at_hispeech.complete(timezone.now())
    assert due(timezone.now()) == [waiting.pk]


@pytest.mark.parametrize("status", [Status.QUEUED, Status.PREPARING, Status.SUBMITTING, Status.TRANSCRIBING])
def test_whose_message_was_lost_is_found_again(anahit: User, status: Status) -> None:
    job, now = factories.transcription(factories.recording(anahit), status), timezone.now()
    assert due(now) == [job.pk]
    assert due(now) == []
    assert due(now + NUDGE_AGAIN) == [job.pk]


@pytest.mark.usefixtures("one_place")
def test_for_one_place_the_longest_prepared_is_told_and_told_again_if_nothing_comes_of_it(
    bagrat: User,
) -> None:
    first, _second = prepared(bagrat), prepared(bagrat)
    now = timezone.now()
    assert due(now) == [first.pk]
    assert due(now) == []
    assert len(due(now + NUDGE_AGAIN)) == 1


def test_who_has_much_prepared_lets_others_be_sent_first(
    anahit: User, bagrat: User, settings: Settings
) -> None:
    settings.HISPEECH_MAX_CONCURRENCY = 2
    at_hispeech = factories.transcription(factories.recording(bagrat), Status.TRANSCRIBING)
    at_hispeech.next_look_at = timezone.now() + timedelta(hours=1)
    at_hispeech.save()
    much, later = [prepared(bagrat) for _number in range(3)], prepared(anahit)
    assert due(timezone.now()) == [later.pk]
    at_hispeech.complete(timezone.now())
    assert due(timezone.now()) == [much[0].pk]


@pytest.mark.parametrize(("places", "jobs"), [(1, 2), (8, 8), (100, 100)])
def test_more_is_prepared_ahead_where_hispeech_has_more_places(
    places: int, jobs: int, settings: Settings
) -> None:
    settings.HISPEECH_MAX_CONCURRENCY = places
    assert ahead() == jobs


def at_hispeech(owner: User, number: int) -> None:
    """Nobody looks at them for now."""
    for _number in range(number):
        one = factories.transcription(factories.recording(owner), Status.TRANSCRIBING)
        Transcription.every.filter(pk=one.pk).update(next_look_at=timezone.now() + timedelta(hours=1))


def test_while_hispeech_has_places_free_others_are_begun_only_when_few_are_left(
    bagrat: User, settings: Settings
) -> None:
    settings.HISPEECH_MAX_CONCURRENCY = 8
    at_hispeech(bagrat, 4)
    ready = {prepared(bagrat).pk for _number in range(3)}
    for _number in range(20):
        factories.transcription(factories.recording(bagrat), Status.QUEUED)
    now = timezone.now()
    assert set(due(now)) == ready
    assert due(now) == []
    sent, *_others = ready
    Transcription.every.filter(pk=sent).update(status=Status.CANCELLED, finished_at=now)
    assert len(due(now)) == 8


def test_while_hispeech_is_full_as_many_are_prepared_as_there_are_places(
    bagrat: User, settings: Settings
) -> None:
    settings.HISPEECH_MAX_CONCURRENCY = 8
    at_hispeech(bagrat, 8)
    for _number in range(5):
        prepared(bagrat)
    for _number in range(20):
        factories.transcription(factories.recording(bagrat), Status.QUEUED)
    assert len(due(timezone.now())) == 3


def test_who_has_nothing_prepared_waits_for_no_portion_of_others(
    anahit: User, bagrat: User, settings: Settings
) -> None:
    settings.HISPEECH_MAX_CONCURRENCY = 8
    at_hispeech(bagrat, 7)
    ready = [prepared(bagrat) for _number in range(6)]
    for _number in range(20):
        factories.transcription(factories.recording(bagrat), Status.QUEUED)
    hers = {factories.transcription(factories.recording(anahit)).pk for _number in range(2)}
    assert set(due(timezone.now())) == {ready[0].pk, *hers}


def test_no_more_are_begun_than_are_decoded_soon(bagrat: User, settings: Settings) -> None:
    settings.HISPEECH_MAX_CONCURRENCY = 90
    for _number in range(20):
        factories.transcription(factories.recording(bagrat), Status.QUEUED)
    now = timezone.now()
    begun = due(now)
    assert len(begun) == 9
    assert due(now) == []
    Recording.objects.filter(transcriptions=begun[0]).update(sound="there")
    assert len(due(now)) == 1
