"""Who is at which paragraph."""

from datetime import UTC, datetime, timedelta

import pytest

from tests.factories import completed, recording
from transcripts.actions.presence import leave, stay
from transcripts.actions.revising import NoSuchParagraph
from transcripts.errors import NotAllowed
from transcripts.library.presence import who_edits
from transcripts.models import Editing, Transcription, User
from transcripts.models.presence import GOOD_FOR

NOW = datetime(2026, 11, 22, tzinfo=UTC)


@pytest.fixture
def job(anahit: User) -> Transcription:
    return completed(recording(anahit))


@pytest.fixture
def place(job: Transcription) -> int:
    return int(job.revisions.get().order[0])


def test_others_see_where_one_is_until_one_leaves(
    job: Transcription, place: int, anahit: User, bagrat: User
) -> None:
    stay(by=anahit, transcription=job, paragraph=place, now=NOW)
    stay(by=bagrat, transcription=job, paragraph=place, now=NOW)
    assert who_edits(job, NOW) == {place: [anahit, bagrat]}
    assert who_edits(job, NOW, but=anahit) == {place: [bagrat]}
    leave(by=bagrat, transcription=job)
    assert who_edits(job, NOW, but=anahit) == {}


def test_who_says_nothing_for_a_while_is_gone(
    job: Transcription, place: int, anahit: User, bagrat: User
) -> None:
    stay(by=anahit, transcription=job, paragraph=place, now=NOW)
    later = NOW + GOOD_FOR
    assert who_edits(job, later) == {}
    stay(by=bagrat, transcription=job, paragraph=place, now=later + timedelta(seconds=1))
    assert [row.user for row in Editing.objects.all()] == [bagrat]


def test_one_person_is_in_one_place(job: Transcription, anahit: User) -> None:
    first, second = completed(recording(anahit)), job
    for _ in range(2):
        stay(by=anahit, transcription=job, paragraph=second.revisions.get().order[0], now=NOW)
    assert Editing.objects.count() == 1
    stay(by=anahit, transcription=first, paragraph=first.revisions.get().order[0], now=NOW)
    assert Editing.objects.count() == 2


def test_only_who_may_edit_is_there_and_only_where_something_is(
    job: Transcription, place: int, anahit: User, vahe: User
) -> None:
    with pytest.raises(NotAllowed):
        stay(by=vahe, transcription=job, paragraph=place, now=NOW)
    with pytest.raises(NoSuchParagraph):
        stay(by=anahit, transcription=completed(recording(anahit)), paragraph=place, now=NOW)
