"""Guarded verbs: each moves an upload once, and only from where it may."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from tests import factories
from transcripts.errors import NotAllowed, RaceLost
from transcripts.media.problems import Picture
from transcripts.models import Stage, Upload, User

NOW = timezone.now()


@pytest.fixture
def make(bagrat: User) -> Callable[..., Upload]:
    def make(**fields: Any) -> Upload:
        return factories.upload(bagrat, created_at=NOW, touched_at=NOW, **fields)

    return make


def test_only_the_one_who_came_last_may_write(make: Callable[..., Upload]) -> None:
    first = make()
    assert first.is_ours()
    second = Upload.objects.get()
    second.take_over()
    assert not first.is_ours()
    assert second.is_ours()


def test_the_storages_notes_are_those_of_who_writes(make: Callable[..., Upload]) -> None:
    old = make()
    new = Upload.objects.get()
    new.take_over()
    new.notes = {"parts": 2}
    new.touch(NOW)
    old.notes = {"parts": 1}
    old.touch(NOW)
    assert Upload.objects.get().notes == {"parts": 2}


def test_a_length_is_said_once(make: Callable[..., Upload]) -> None:
    upload = make(length=None)
    other = Upload.objects.get()
    upload.say_length(5)
    with pytest.raises(RaceLost):
        other.say_length(6)
    assert Upload.objects.get().length == 5


def test_only_one_works_on_it_at_a_time(make: Callable[..., Upload]) -> None:
    upload = make(state=Stage.RECEIVED)
    other = Upload.objects.get()
    assert upload.take_lease(NOW)
    assert not other.take_lease(NOW)
    upload.drop_lease()
    assert other.take_lease(NOW)


def test_who_is_told_may_begin_though_nobody_else_is_told(make: Callable[..., Upload]) -> None:
    upload = make(state=Stage.RECEIVED)
    assert upload.nudge(NOW, timedelta(seconds=15))
    assert not upload.nudge(NOW, timedelta(seconds=15))
    assert upload.take_lease(NOW)
    assert not Upload.objects.get().nudge(NOW, timedelta(seconds=15))


def test_nothing_is_done_to_what_is_still_arriving(make: Callable[..., Upload], bagrat: User) -> None:
    upload = make()
    assert not upload.take_lease(NOW)
    with pytest.raises(RaceLost):
        upload.become(factories.recording(bagrat), None)
    with pytest.raises(RaceLost):
        upload.refuse(NotAllowed())


def test_a_refusal_keeps_all_that_its_sentence_needs(make: Callable[..., Upload]) -> None:
    upload = make(state=Stage.RECEIVED)
    upload.take_lease(NOW)
    upload.refuse(Picture(kind="png"))
    kept = Upload.objects.get()
    assert (kept.state, kept.code, kept.field, kept.sentence, kept.params) == (
        Stage.REFUSED,
        "not_media",
        "file",
        Picture.sentence,
        {"kind": "png"},
    )


def test_what_is_gone_on_with_in_the_last_moment_does_not_expire(make: Callable[..., Upload]) -> None:
    upload = make(expires_at=NOW)
    late = Upload.objects.get()
    upload.touch(NOW)
    with pytest.raises(RaceLost):
        late.expire(NOW, NotAllowed())


@pytest.mark.parametrize("fields", [{"state": Stage.REFUSED}, {"code": "odd"}])
def test_a_code_goes_with_a_refusal_and_with_nothing_else(
    make: Callable[..., Upload], fields: dict[str, str]
) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        make(**fields)


def test_what_was_received_has_a_length(make: Callable[..., Upload]) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        make(state=Stage.RECEIVED, length=None)
