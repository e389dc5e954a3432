"""How long HiSpeech takes is learnt from what it took, and not from how late we were to ask."""

from datetime import timedelta

import pytest
from django.utils import timezone

from tests import factories
from transcripts.library import expectation
from transcripts.library.expectation import expected_seconds, soonest_seconds
from transcripts.models import Recording, Status, User
from transcripts.models.transcription import Model
from transcripts.transcription.patience import first_look

pytestmark = pytest.mark.django_db

FORMAL = Model.FORMAL.value


def _took(row: Recording, *, sending: float, work: float) -> None:
    now = timezone.now()
    sent = now - timedelta(seconds=work)
    factories.transcription(
        row,
        Status.COMPLETED,
        submitting_at=sent - timedelta(seconds=sending),
        transcribing_at=sent,
        finished_at=now,
        next_look_at=None,
    )


def test_without_experience_there_is_a_guess() -> None:
    assert expected_seconds(FORMAL, 60) == soonest_seconds(FORMAL, 60) == 13


def test_people_are_told_of_the_sending_too_and_looks_count_from_the_last_byte(anahit: User) -> None:
    row = factories.recording(anahit, duration=10.0)
    _took(row, sending=4.0, work=10.0)
    assert expected_seconds(FORMAL, 10.0) == pytest.approx(14.0)
    assert soonest_seconds(FORMAL, 10.0) == pytest.approx(10.0)


def test_looks_come_no_later_from_time_to_time_although_each_finds_it_a_little_late(anahit: User) -> None:
    """A job takes ten seconds; each look happens a third of a second after it is due."""
    row = factories.recording(anahit, duration=10.0)
    _took(row, sending=0.2, work=10.3)
    for _generation in range(12):
        expectation._remembered.clear()
        look = first_look(soonest_seconds(FORMAL, 10.0)).total_seconds()
        while look + 0.3 < 10.0:
            look += 0.25
        for _job in range(expectation.EXPERIENCES):
            _took(row, sending=0.2, work=look + 0.3)
    assert look + 0.3 < 10.5


def test_a_few_that_were_found_in_time_teach_more_than_the_many_of_a_busy_hour(anahit: User) -> None:
    row = factories.recording(anahit, duration=10.0)
    for work in [12.0] * 17 + [10.1] * 3:
        _took(row, sending=0.2, work=work)
    assert soonest_seconds(FORMAL, 10.0) == pytest.approx(10.1)
