import pytest

from tests import factories
from transcripts.actions import arrange
from transcripts.library import remembered
from transcripts.library.pages import library_page
from transcripts.models import User


def test_small_numbers_are_counted_each_time(bagrat: User) -> None:
    for count in (1, 2):
        factories.recording(bagrat)
        assert library_page(bagrat).shelf.everything == count


def test_large_ones_are_remembered_until_something_is_done(
    bagrat: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("transcripts.library.shelf.LARGE", 0)
    row = factories.recording(bagrat)
    assert library_page(bagrat).shelf.everything == 1
    factories.recording(bagrat)
    page = library_page(bagrat)
    assert (page.shelf.everything, len(page.rows)) == (1, 2)
    arrange.remove(by=bagrat, recordings=[row.pk])
    assert library_page(bagrat).shelf.everything == 1
    assert remembered._known


def test_nobody_gets_another_ones_numbers(
    bagrat: User, mallory: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("transcripts.library.shelf.LARGE", -1)
    factories.recording(bagrat)
    assert library_page(bagrat).shelf.everything == 1
    assert library_page(mallory).shelf.everything == 0


def test_what_is_settled_is_not_asked_for_again() -> None:
    answers = iter([False, True])
    assert [remembered.settled("key", lambda: next(answers)) for _ in range(3)] == [False, True, True]
