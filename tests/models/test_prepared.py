from typing import Any

from django.db import connection
from django.db.models import QuerySet
from django.test.utils import CaptureQueriesContext

from tests import factories
from transcripts.models import Paragraph, Recording, User
from transcripts.models.among import Given
from transcripts.models.prepared import Prepared


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
