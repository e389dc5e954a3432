"""One parameter for all ids, on either database."""

from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.factories import recording
from transcripts.models import IndexEntry, Recording, Transcription, User
from transcripts.models.among import Joined, parted, written

pytestmark = pytest.mark.django_db


def test_only_those_among_the_ids_are_found_and_each_once(anahit: User) -> None:
    first, second, _third = (recording(anahit) for _ in range(3))
    ids = [first.pk, uuid4(), second.pk, first.pk]
    assert set(Recording.objects.filter(pk__among=ids)) == {first, second}
    assert set(Recording.objects.exclude(pk__among=ids)) == {_third}


def test_nothing_is_among_no_ids(anahit: User) -> None:
    recording(anahit)
    assert not Recording.objects.filter(pk__among=[]).exists()


def test_numbers_and_what_another_table_names_work_alike(anahit: User) -> None:
    row = recording(anahit)
    entries = IndexEntry.objects.filter(recording__pk__among={row.pk: 0})
    assert [entry.recording_id for entry in entries] == [row.pk]
    assert IndexEntry.objects.filter(pk__among=[entries[0].pk, 10**12]).count() == 1
    assert not Transcription.objects.filter(recording__pk__among=[row.pk]).exists()


def test_ids_come_back_in_one_text_as_the_database_writes_them(anahit: User) -> None:
    rows = [recording(anahit) for _ in range(3)]
    [joined] = (
        Recording.objects.order_by()
        .values_list("team")
        .annotate(held=Joined("pk"))
        .values_list("held", flat=True)
    )
    assert sorted(parted(joined)) == sorted(written(row.pk) for row in rows)
    assert Recording.objects.filter(pk__among=parted(joined)).count() == 3


def test_more_ids_than_a_statement_takes_parameters(anahit: User) -> None:
    row = recording(anahit)
    ids = [row.pk, *(uuid4() for _ in range(70_000))]
    with CaptureQueriesContext(connection) as asked:
        assert Recording.objects.get(pk__among=ids) == row
    assert len(asked) == 1
