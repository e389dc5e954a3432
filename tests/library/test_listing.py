from datetime import timedelta

import pytest
from django.http import QueryDict
from django.utils import timezone

from tests import factories
from transcripts.actions import arrange, folders, tags
from transcripts.actions.edit import annotate
from transcripts.library.filters import SORTS, View
from transcripts.library.pages import library_page
from transcripts.library.query import asked
from transcripts.library.results import results_page
from transcripts.library.search import find
from transcripts.models import Recording, Status, User
from transcripts.models.transcription import Model


def titles(by: User, address: str = "") -> list[str]:
    return [row.title for row in library_page(by, View.of(QueryDict(address))).rows]


def test_folders_hold_what_lies_in_those_within_them(bagrat: User) -> None:
    team = bagrat.teams.get()
    inner = folders.find_or_make(by=bagrat, team=team, path="Ա/Բ")
    factories.recording(bagrat, "ներսում", folder=inner)
    factories.recording(bagrat, "դրսում")
    assert titles(bagrat, f"folder={inner.parent_id}") == titles(bagrat, f"folder={inner.pk}") == ["ներսում"]
    assert titles(bagrat, "folder=none") == ["դրսում"]
    assert titles(bagrat, "folder=999999") == []
    beside = library_page(bagrat).shelf
    outer = beside.tree.get(inner.parent_id)
    assert outer is not None
    assert (beside.everything, beside.without_folder, beside.within(outer)) == (2, 1, 1)


def test_status_is_that_of_the_newest_transcription(bagrat: User) -> None:
    done, failed, again = (factories.recording(bagrat, name) for name in ("done", "failed", "again"))
    factories.recording(bagrat, "nothing")
    factories.completed(done)
    factories.transcription(failed, Status.FAILED)
    factories.transcription(again, Status.FAILED)
    factories.transcription(again, Status.QUEUED)
    assert titles(bagrat, "status=ready") == ["done"]
    assert titles(bagrat, "status=attention") == titles(bagrat, "status=failed") == ["failed"]
    assert titles(bagrat, "status=active") == ["again"]
    assert titles(bagrat, "status=none") == ["nothing"]
    assert titles(bagrat, "model=formal") == ["done"]


def test_tags_person_length_and_days(bagrat: User, anahit: User) -> None:
    first = factories.recording(bagrat, "first", duration=60.0)
    second = factories.recording(anahit, "second", duration=7200.0)
    Recording.objects.filter(pk=second.pk).update(created_at=timezone.now() - timedelta(days=40))
    tag, other = (tags.make(by=bagrat, team=first.team, name=name) for name in ("ա", "բ"))
    arrange.tag(by=bagrat, recordings=[first.pk, second.pk], tag=tag)
    arrange.tag(by=bagrat, recordings=[second.pk], tag=other)
    assert titles(bagrat, f"tag={tag.pk}") == ["first", "second"]
    assert titles(bagrat, f"tag={tag.pk}&tag={other.pk}") == ["second"]
    assert titles(bagrat, f"person={anahit.pk}") == ["second"]
    assert titles(bagrat, "length=>60") == ["second"]
    assert titles(bagrat, f"from={timezone.localdate() - timedelta(days=2)}") == ["first"]
    counted = {one.tag.name: one.count for one in library_page(bagrat).shelf.tags}
    assert counted == {"ա": 2, "բ": 1}


@pytest.mark.parametrize("sort", SORTS)
def test_pages_of_every_order_hold_each_row_once_while_others_arrive(
    bagrat: User, sort: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("transcripts.library.pages.PAGE_SIZE", 3)
    names = ["ուս", "չափ", "ցանց", "քար", "Նիստ 10", "Նիստ 2", "օդ", "օդ"]
    rows = {factories.recording(bagrat, name, duration=float(n % 3)).pk for n, name in enumerate(names)}
    view, after, seen = View(sort=sort), "", []
    while True:
        page = library_page(bagrat, view, after=after)
        seen += page.rows
        factories.recording(bagrat, "ա նորը", duration=99.0)
        if not page.next:
            break
        after = page.next
    found = [one for one in seen if one.id in rows]
    assert len(found) == len(rows) == len({one.id for one in found})
    if sort == "title":
        assert [one.title for one in found] == ["Նիստ 2", "Նիստ 10", "չափ", "ցանց", "ուս", "քար", "օդ", "օդ"]


def test_private_and_removed_ones_are_not_counted(bagrat: User, anahit: User) -> None:
    row = factories.recording(anahit, "private", private=True)
    gone = factories.recording(anahit, "gone", deleted_at=timezone.now())
    tag = tags.make(by=anahit, team=row.team, name="ա")
    arrange.tag(by=anahit, recordings=[row.pk], tag=tag)
    Recording.objects.filter(pk=gone.pk).update(deleted_at=None)
    arrange.tag(by=anahit, recordings=[gone.pk], tag=tag)
    Recording.objects.filter(pk=gone.pk).update(deleted_at=timezone.now())
    assert library_page(anahit).shelf.everything == 1
    assert library_page(bagrat).shelf.everything == 0
    assert [one.count for one in library_page(anahit).shelf.tags] == [1]
    assert [one.count for one in library_page(bagrat).shelf.tags] == [0]


def test_results_are_counted_by_folder_and_tag_and_narrowed_by_them(bagrat: User) -> None:
    team = bagrat.teams.get()
    inner = folders.find_or_make(by=bagrat, team=team, path="Ա/Բ")
    first = factories.recording(bagrat, "Դատարան մեկ", folder=inner)
    factories.completed(first, "Դատարան։", stt_model=Model.FORMAL)
    factories.recording(bagrat, "Դատարան երկու")
    tag = tags.make(by=bagrat, team=team, name="կարևոր")
    arrange.tag(by=bagrat, recordings=[first.pk], tag=tag)
    view = View.of(QueryDict(f"q=դատարան&folder={inner.parent_id}&tag={tag.pk}&status=ready"))
    page = results_page(bagrat, view.q, view.narrowing)
    assert [one.row.id for one in page.rows] == [first.pk]
    told = {facet.name: [(one.words, one.count) for one in facet.choices] for facet in page.facets}
    assert told["folder"] == [("Ա", 1), ("Ա / Բ", 1)]
    assert told["tag"] == [("կարևոր", 1)]


def test_the_note_of_a_recording_is_found_and_shown(bagrat: User) -> None:
    row = factories.recording(bagrat, "Նիստ")
    annotate(by=bagrat, recording=row, note="Առաջին տող\nստուգել դատավորների անունները")
    assert find(bagrat, asked("դատավոր")).recordings() == [row.pk]
    shown = results_page(bagrat, "դատավոր", View().narrowing).rows[0].note
    assert [piece.text for piece in shown if piece.is_match] == ["դատավորների"]
