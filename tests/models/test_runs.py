"""Lists of ids as runs: nothing is lost, and little is stored."""

import json

import pytest
from django.db import connection
from hypothesis import given
from hypothesis import strategies as st

from tests.factories import completed, recording
from transcripts.models import Revision, User
from transcripts.models.runs import ids_of, runs_of


@given(st.lists(st.integers(min_value=1, max_value=40)))
def test_every_list_comes_back(ids: list[int]) -> None:
    assert ids_of(runs_of(ids)) == ids


def test_what_was_stored_one_by_one_is_read_as_well() -> None:
    assert ids_of([4, 5, 6, 9]) == [4, 5, 6, 9]


def test_eight_hours_of_which_a_tenth_was_corrected_take_a_few_kilobytes() -> None:
    order = list(range(1_000_000, 1_002_000))
    assert len(json.dumps(runs_of(order))) < 50
    order[::10] = range(2_000_000, 2_000_600, 3)
    assert len(json.dumps(runs_of(order))) < 8_000


@pytest.mark.django_db
def test_a_version_is_stored_as_runs_and_read_as_ids(anahit: User) -> None:
    run = completed(recording(anahit), "Մեկ։ " * 300)
    revision = Revision.objects.get(transcription=run)
    ids = [row.pk for row in run.paragraphs.order_by("pk")]
    assert revision.order == ids
    assert len(ids) > 2
    with connection.cursor() as cursor:
        cursor.execute('SELECT "order" FROM transcripts_revision WHERE id = %s', [revision.pk])
        (stored,) = cursor.fetchone()
    assert (json.loads(stored) if isinstance(stored, str) else stored) == [[ids[0], len(ids)]]
