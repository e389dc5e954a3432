import uuid
from typing import Any

import pytest
from django.http import Http404

from tests import factories
from transcripts.actions import arrange, folders, tags
from transcripts.library.pages import PAGE_SIZE, library_page, recording_page
from transcripts.library.shown import statuses
from transcripts.models import Status, User


def test_pages_follow_each_other_without_gap_or_repetition(anahit: User) -> None:
    made = [factories.recording(anahit, f"Ժողով {n}") for n in range(PAGE_SIZE + 3)]
    first = library_page(anahit)
    factories.recording(anahit, "came meanwhile")
    second = library_page(anahit, after=first.next or "")
    shown = [row.id for row in first.rows + second.rows]
    assert shown == [row.pk for row in reversed(made)]
    assert second.next is None


@pytest.mark.parametrize("cursor", ["x", "%%%", "AAAA", "MjAyNg", "é"])
def test_a_broken_cursor_gives_the_first_page(anahit: User, cursor: str) -> None:
    row = factories.recording(anahit)
    assert [r.id for r in library_page(anahit, after=cursor).rows] == [row.pk]


def test_a_longer_library_needs_no_more_queries(
    anahit: User, django_assert_num_queries: Any, django_assert_max_num_queries: Any
) -> None:
    factories.completed(factories.recording(anahit))
    with django_assert_max_num_queries(10) as one:
        touch(anahit)
    for _ in range(5):
        factories.completed(factories.recording(anahit))
    with django_assert_num_queries(len(one)):
        touch(anahit)


def touch(user: User) -> None:
    """Everything that the page shows of a row."""
    for row in library_page(user).rows:
        assert row.status == Status.COMPLETED
        str((row.title, row.person, row.folder, row.note, row.private, row.model, row.tags))


def test_a_page_knows_whether_something_on_it_is_at_work(anahit: User, mallory: User) -> None:
    factories.completed(factories.recording(anahit))
    assert not library_page(anahit).is_at_work
    factories.transcription(factories.recording(anahit), Status.TRANSCRIBING)
    assert library_page(anahit).is_at_work
    assert not library_page(mallory).is_at_work


def test_who_has_left_the_team_is_still_named(anahit: User, bagrat: User) -> None:
    factories.recording(bagrat)
    bagrat.memberships.all().delete()
    assert [row.person for row in library_page(anahit).rows] == ["Bagrat"]


def test_a_page_in_folders_with_tags_shows_both(anahit: User) -> None:
    row = factories.recording(anahit)
    folder = folders.make(by=anahit, team=row.team, name="Նիստեր")
    arrange.move(by=anahit, recordings=[row.pk], into=folder)
    for name in ("ու", "ա", "ցանց"):
        arrange.tag(by=anahit, recordings=[row.pk], tag=tags.make(by=anahit, team=row.team, name=name))
    [shown] = library_page(anahit).rows
    assert shown.folder == folder
    assert [tag.name for tag in shown.tags] == ["ա", "ցանց", "ու"]


def test_the_page_of_a_recording_shows_its_latest_transcription(anahit: User) -> None:
    row = factories.recording(anahit)
    factories.transcription(row, Status.FAILED)
    latest = factories.completed(row)
    page = recording_page(anahit, row.pk)
    assert page.transcription == latest
    assert page.document is not None
    assert page.document.text == factories.MEETING
    assert page.may_edit


def test_a_viewer_may_not_edit(anahit: User, vahe: User) -> None:
    assert not recording_page(vahe, factories.recording(anahit).pk).may_edit


def test_what_is_hidden_is_not_found(anahit: User, mallory: User, gayane: User) -> None:
    row = factories.recording(anahit)
    for stranger in (mallory, gayane):
        with pytest.raises(Http404):
            recording_page(stranger, row.pk)
        assert statuses(stranger, [row.pk]) == []
    with pytest.raises(Http404):
        recording_page(anahit, uuid.uuid4())
