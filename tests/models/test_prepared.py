from typing import Any

from django.db import connection
from django.db.models import Model, QuerySet
from django.test.utils import CaptureQueriesContext
from pytest_django import DjangoAssertNumQueries

from tests import factories
from transcripts.models import Paragraph, Recording, Transcription, User
from transcripts.models.among import Given
from transcripts.models.prepared import Objects, Prepared


def test_it_answers_as_the_query_it_was_made_of(anahit: User) -> None:
    rows = [factories.recording(anahit, title) for title in ("Մեկ", "Երկու", "Երեք")]
    ask = Prepared(
        lambda ids: Recording.objects.filter(pk__among=ids).order_by("title").values_list("pk", "title")
    )
    for wanted in (rows[:2], rows[1:], []):
        ids = [row.pk for row in wanted]
        assert [*ask(ids)] == [
            *Recording.objects.filter(pk__in=ids).order_by("title").values_list("pk", "title")
        ]


def test_values_come_as_their_fields_read_them(anahit: User) -> None:
    factories.completed(factories.recording(anahit), "Ի՞նչ կա։")
    ask = Prepared(lambda ids: Paragraph.objects.filter(pk__among=ids).values_list("words", "keys"))
    ((words, keys),) = ask(list(Paragraph.objects.values_list("pk", flat=True)))
    row = Paragraph.objects.get()
    assert (words, bytes(keys)) == (row.words, bytes(row.keys or b""))


def test_the_query_is_put_together_once(anahit: User) -> None:
    made: list[object] = []

    def make(ids: Given) -> QuerySet[Recording, Any]:
        made.append(ids)
        return Recording.objects.filter(pk__among=ids).values_list("pk")

    ask = Prepared(make)
    with CaptureQueriesContext(connection) as captured:
        for row in (factories.recording(anahit), factories.recording(anahit)):
            assert [*ask([row.pk])] == [(row.pk,)]
    assert len(made) == 1
    assert sum(query["sql"].startswith("SELECT") for query in captured) >= 2


def test_objects_come_with_what_they_point_to_as_from_the_manager(
    anahit: User, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    one = factories.completed(factories.recording(anahit, "Մեկ"), "Ի՞նչ կա։")
    factories.transcription(factories.recording(anahit, "Երկու"))
    load = Objects(
        lambda ids: Transcription.every.filter(pk__among=ids).order_by(), "recording", "recording__team"
    )
    assert len(load([])) == 0
    theirs = Transcription.every.select_related("recording__team").get(pk=one.pk)
    with django_assert_num_queries(1):
        (ours,) = load([one.pk])
        _the_same(ours, theirs)
        _the_same(ours.recording, theirs.recording)
        _the_same(ours.recording.team, theirs.recording.team)


def _the_same(ours: Model, theirs: Model) -> None:
    """And to be saved as a row that is there."""
    assert not ours._state.adding
    assert (type(ours), ours.pk) == (type(theirs), theirs.pk)
    assert {field.attname: getattr(ours, field.attname) for field in ours._meta.concrete_fields} == {
        field.attname: getattr(theirs, field.attname) for field in theirs._meta.concrete_fields
    }
