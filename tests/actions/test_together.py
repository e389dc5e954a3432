"""Several people at one transcript at the same moment, each with a connection of their own."""

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection

from tests import factories
from transcripts.actions.changing import Change
from transcripts.actions.correct import change, restore, rewrite
from transcripts.actions.revising import Clash
from transcripts.models import Revision, Status, Transcription, User
from transcripts.text.document import Document
from transcripts.text.typed import written

pytestmark = pytest.mark.django_db(transaction=True)
PARAGRAPHS = [f"Պարբերություն {n}։" for n in range(8)]


@pytest.fixture
def job(anahit: User) -> Transcription:
    done = factories.transcription(factories.recording(anahit), Status.COMPLETED)
    Revision.of_machine(done, Document(tuple(written(text) for text in PARAGRAPHS)))
    return done


def at_once(acts: list[Callable[[], Revision]]) -> list[Revision | Exception]:
    start = threading.Barrier(len(acts))

    def run(act: Callable[[], Revision]) -> Revision | Exception:
        start.wait()
        try:
            return act()
        except Exception as error:
            return error
        finally:
            connection.close()

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(run, acts))


def edit(by: User, job: Transcription, paragraph: int, text: str) -> Callable[[], Revision]:
    """By somebody who saw the machine's version."""
    asked = [Change((paragraph,), (written(text),))]
    return lambda: change(by=by, transcription=Transcription.objects.get(pk=job.pk), base=0, changes=asked)


def test_all_who_write_in_other_paragraphs_keep_what_they_wrote(
    job: Transcription, anahit: User, bagrat: User
) -> None:
    order = job.revisions.get().order
    people = [anahit, bagrat] * 4
    results = at_once([edit(by, job, order[n], f"Նոր {n}։") for n, by in enumerate(people)])
    assert not [one for one in results if isinstance(one, Exception)], results
    newest = job.revisions.order_by("-number")[0]
    assert newest.text.split("\n\n") == [f"Նոր {n}։" for n in range(8)]
    assert sorted(job.revisions.values_list("number", flat=True)) == list(range(9))


def test_of_those_who_write_in_one_paragraph_one_wins_and_the_others_are_told(
    job: Transcription, anahit: User, bagrat: User
) -> None:
    first = job.revisions.get().order[0]
    results = at_once([edit(by, job, first, f"Ես {n}։") for n, by in enumerate([anahit, bagrat] * 2)])
    (won,) = [one for one in results if isinstance(one, Revision)]
    clashes = [one for one in results if isinstance(one, Clash)]
    assert (len(clashes), won.number) == (3, 1)
    for one in clashes:
        assert [row.text for row in one.standing[0].paragraphs] == [won.rows()[0].text]


def test_no_version_is_lost_between_rewriting_and_restoring(
    job: Transcription, anahit: User, bagrat: User
) -> None:
    def again(n: int) -> Callable[[], Revision]:
        return lambda: rewrite(by=anahit, transcription=job, text=f"Ամբողջը {n}")

    acts = [again(0), again(1), lambda: restore(by=bagrat, transcription=job, number=0)]
    results = at_once(acts)
    assert all(isinstance(one, Revision) for one in results), results
    numbers = sorted(job.revisions.values_list("number", flat=True))
    assert numbers == list(range(len(numbers)))
    assert {"Ամբողջը 0", "Ամբողջը 1"} <= {one.text for one in job.revisions.all()}
