"""The index beside people who write, and what a correction costs."""

import threading
from collections.abc import Callable

import pytest
from django.db import connection

from tests import factories
from tests.factories import person
from transcripts.actions.bring_text import bring_text
from transcripts.actions.edit import rename
from transcripts.library import index
from transcripts.library.catching_up import index_next, index_waiting
from transcripts.library.search import search
from transcripts.models import IndexEntry, Paragraph, Recording, Revision, Role, Team, User
from transcripts.text.armenian import keys
from transcripts.text.document import Paragraph as Written
from transcripts.text.sentences import words_of


def at_once(*acts: Callable[[], object]) -> None:
    """Each in a thread of its own; raises what the first of them raised."""
    trouble: list[BaseException] = []

    def run(act: Callable[[], object]) -> None:
        try:
            act()
        except BaseException as error:
            trouble.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=[act]) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert not any(thread.is_alive() for thread in threads)
    if trouble:
        raise trouble[0]


@pytest.mark.django_db(transaction=True)
def test_many_write_while_the_index_is_made_anew_and_others_search() -> None:
    team = Team.objects.create(name="Լրատուն")
    anahit = person("Anahit", team, Role.OWNER)
    row = bring_text(by=anahit, title="Առաջին", text="Սկիզբ։").recording

    def bring(name: str) -> Callable[[], object]:
        return lambda: [bring_text(by=anahit, title=name, text="Դատարան։") for _ in range(5)]

    at_once(
        bring("Ա"),
        bring("Բ"),
        lambda: [rename(by=anahit, recording=row, title=f"Գրադարան {n}") for n in range(5)],
        lambda: [index_next(50, everything=True) for _ in range(3)],
        lambda: [list(search(anahit, "դատարաններ")) for _ in range(5)],
    )
    assert search(anahit, "դատարանում").count() == 10
    assert list(search(anahit, "գրադարանում 4")) == [row]
    assert not search(anahit, "առաջին")
    assert IndexEntry.objects.count() == Recording.objects.count() == 11


@pytest.mark.django_db(transaction=True)
def test_a_title_and_a_text_that_change_at_once_are_both_found() -> None:
    team = Team.objects.create(name="Լրատուն")
    anahit = person("Anahit", team, Role.OWNER)
    made = bring_text(by=anahit, title="Առաջին", text="Սկիզբ։")

    def correct() -> None:
        new = Paragraph.written(made, Written(words_of("Դատարան։")))
        new.save()
        Revision.objects.create(transcription=made, number=1, author=anahit, order=[new.pk])
        index.refresh(made.recording)

    at_once(correct, lambda: rename(by=anahit, recording=made.recording, title="Գրադարան"))
    assert list(search(anahit, "գրադարանում դատարանում")) == [made.recording]


@pytest.fixture
def analysed(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What the index has the analyser read."""
    read: list[str] = []

    def reading(text: str) -> keys.Keys:
        read.append(text)
        return keys.keys_of(text)

    monkeypatch.setattr(index, "keys_of", reading)
    return read


@pytest.mark.django_db
def test_a_correction_of_one_paragraph_reads_no_other(anahit: User, analysed: list[str]) -> None:
    by = anahit
    made = bring_text(by=by, title="Նիստ", text="\n\n".join(f"Պարբերություն {n}։" for n in range(50)))
    del analysed[:]
    machine = made.revisions.get()
    new = Paragraph.written(made, Written(words_of("Դատարան։")))
    new.save()
    Revision.objects.create(transcription=made, number=1, author=by, order=[new.pk, *machine.order[1:]])
    index.refresh(made.recording)
    assert analysed == ["Նիստ"]


@pytest.mark.django_db
def test_what_came_before_the_index_is_indexed_little_by_little(anahit: User) -> None:
    rows = [factories.recording(anahit, f"Նիստ {n}") for n in range(3)]
    IndexEntry.objects.all().delete()
    Recording.objects.update(search_text="նիստ")
    index_waiting(2)
    assert list(IndexEntry.objects.order_by("pk").values_list("recording", flat=True)) == [
        r.pk for r in rows[:2]
    ]
    index_waiting(2)
    assert not Recording.objects.exclude(search_text="")


@pytest.mark.django_db
def test_words_come_back_out_of_what_was_packed() -> None:
    known = keys.keys_of("Ի՞նչ գրադարաններ կային Երեւանում, 2026-ին։")
    assert keys.unpacked(keys.packed(known)) == known
    assert keys.unpacked(None) is keys.unpacked(b"") is None
    assert keys.unpacked(b"\0" * 8) is None


@pytest.mark.django_db
def test_numbers_are_read_as_they_were_written(anahit: User) -> None:
    row = factories.recording(anahit)
    for numbers in ([0, 1, 2**31 - 1], [2**31, 2**32 - 1]):
        IndexEntry.objects.filter(recording=row).update(keys=numbers)
        assert sorted(IndexEntry.objects.get().keys) == numbers
