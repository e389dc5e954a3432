from typing import Any

import pytest

from tests import factories
from transcripts import tasks
from transcripts.actions import arrange, folders, rearrange, tags
from transcripts.actions.arrange import TooMany
from transcripts.actions.folders import NoName
from transcripts.actions.rearrange import NothingToUndo
from transcripts.actions.tags import TagTaken
from transcripts.errors import NotAllowed
from transcripts.library.catching_up import index_arranged
from transcripts.library.query import asked
from transcripts.library.search import find
from transcripts.models import Folder, Recording, Tag, Tagging, User


@pytest.fixture
def folder(bagrat: User) -> Folder:
    return folders.make(by=bagrat, team=bagrat.teams.get(), name="Նիստեր")


@pytest.fixture
def tag(bagrat: User) -> Tag:
    return tags.make(by=bagrat, team=bagrat.teams.get(), name="կարևոր")


def rows(by: User, count: int = 3, **fields: Any) -> list[Recording]:
    return [factories.recording(by, f"Նիստ {n}", **fields) for n in range(count)]


def test_several_are_moved_found_there_and_moved_back(bagrat: User, folder: Folder) -> None:
    some = rows(bagrat)
    done = arrange.move(by=bagrat, recordings=[row.pk for row in some], into=folder)
    assert done.count == 3
    assert len(find(bagrat, asked("folder:նիստեր նիստ")).hits) == 3
    assert done.arrangement is not None
    assert rearrange.undo(by=bagrat, arrangement=done.arrangement) == 3
    assert find(bagrat, asked("folder:նիստեր")).recordings() == []
    with pytest.raises(NothingToUndo):
        rearrange.undo(by=bagrat, arrangement=done.arrangement)


def test_undo_leaves_alone_what_somebody_has_put_elsewhere_since(
    bagrat: User, anahit: User, folder: Folder
) -> None:
    first, second = rows(bagrat, 2)
    done = arrange.move(by=bagrat, recordings=[first.pk, second.pk], into=folder)
    other = folders.make(by=anahit, team=folder.team, name="Այլ")
    arrange.move(by=anahit, recordings=[second.pk], into=other)
    assert done.arrangement is not None
    with pytest.raises(NothingToUndo):
        rearrange.undo(by=anahit, arrangement=done.arrangement)
    assert rearrange.undo(by=bagrat, arrangement=done.arrangement) == 1
    second.refresh_from_db()
    assert second.folder == other


def test_many_are_indexed_by_a_worker_and_never_shown_where_they_are_not(
    bagrat: User, folder: Folder, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(arrange, "INDEXED_AT_ONCE", 1)
    monkeypatch.setattr(arrange, "AT_ONCE", 2)
    some = rows(bagrat, 5)
    arrange.move(by=bagrat, recordings=[row.pk for row in some], into=folder)
    assert find(bagrat, asked("folder:նիստեր")).recordings() == []
    assert index_arranged(3) == 3
    assert index_arranged(3) == 2
    assert len(find(bagrat, asked("folder:նիստեր")).hits) == 5


def test_what_one_may_not_change_stays(bagrat: User, mallory: User, vahe: User, folder: Folder) -> None:
    theirs, private = rows(mallory, 1)[0], rows(vahe, 1, private=True)[0]
    ids = [theirs.pk, private.pk]
    assert arrange.move(by=bagrat, recordings=ids, into=folder).count == 0
    assert arrange.remove(by=bagrat, recordings=ids).count == 0
    assert not Recording.objects.exclude(folder=None).exists()
    with pytest.raises(NotAllowed):
        arrange.move(by=mallory, recordings=[theirs.pk], into=folder)


def test_a_tag_is_given_taken_off_and_searched(bagrat: User, tag: Tag) -> None:
    first, second = rows(bagrat, 2)
    arrange.tag(by=bagrat, recordings=[first.pk], tag=tag)
    done = arrange.tag(by=bagrat, recordings=[first.pk, second.pk], tag=tag)
    assert done.count == 1
    assert len(find(bagrat, asked("tag:ԿԱՐԵՒՈՐ")).hits) == 2
    assert done.arrangement is not None
    assert rearrange.undo(by=bagrat, arrangement=done.arrangement) == 1
    assert [one.recording_id for one in Tagging.objects.all()] == [first.pk]
    done = arrange.untag(by=bagrat, recordings=[first.pk], tag=tag)
    assert done.arrangement is not None
    assert find(bagrat, asked("tag:կարևոր")).recordings() == []
    assert rearrange.undo(by=bagrat, arrangement=done.arrangement) == 1
    assert len(find(bagrat, asked("tag:կարևոր")).hits) == 1


def test_tags_have_names_of_their_own(bagrat: User, tag: Tag) -> None:
    with pytest.raises(TagTaken):
        tags.make(by=bagrat, team=tag.team, name="Կարեւոր")
    with pytest.raises(NoName):
        tags.make(by=bagrat, team=tag.team, name="  ")
    assert tags.find_or_make(by=bagrat, team=tag.team, name="ԿԱՐԵՎՈՐ") == tag
    tags.change(by=bagrat, tag=tag, name="Շտապ", colour="lake")
    assert tags.delete(by=bagrat, tag=tag) == 0


def test_workers_hear_once_of_many_that_go_to_the_trash(
    bagrat: User, monkeypatch: pytest.MonkeyPatch, django_capture_on_commit_callbacks: Any
) -> None:
    heard: list[bool] = []
    monkeypatch.setattr(tasks, "ring", lambda: heard.append(True))
    with django_capture_on_commit_callbacks(execute=True):
        arrange.remove(by=bagrat, recordings=[row.pk for row in rows(bagrat)])
    assert heard == [True]


def test_several_go_to_the_trash_and_come_back(bagrat: User) -> None:
    some = rows(bagrat)
    done = arrange.remove(by=bagrat, recordings=[row.pk for row in some])
    assert done.count == 3
    assert not Recording.objects.filter(deleted_at=None).exists()
    assert done.arrangement is not None
    assert rearrange.undo(by=bagrat, arrangement=done.arrangement) == 3
    assert Recording.objects.filter(deleted_at=None).count() == 3


def test_too_many_are_refused_in_words(bagrat: User, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(arrange, "MOST", 2)
    with pytest.raises(TooMany):
        arrange.move(by=bagrat, recordings=[row.pk for row in rows(bagrat)], into=None)
