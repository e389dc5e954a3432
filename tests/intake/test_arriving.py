"""Bytes come by one hand at a time, and the last one is noticed."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from tests.intake.conftest import Announced
from transcripts.errors import RaceLost
from transcripts.intake import arriving
from transcripts.intake.arriving import WrongOffset, add, check_offset, receive_if_whole
from transcripts.intake.store import Store
from transcripts.models import Stage, Upload


def test_bytes_give_it_more_time(announced: Announced, store: Store) -> None:
    announced()
    Upload.objects.update(expires_at=timezone.now(), touched_at=timezone.now() - timedelta(days=7))
    upload = Upload.objects.get()
    add(store, upload, [b"123"], 0)
    upload.refresh_from_db()
    assert upload.expires_at > timezone.now() + timedelta(hours=167)
    assert store.offset(upload) == 3


def test_many_pieces_at_once_write_little_into_the_database(
    announced: Announced, store: Store, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    upload = announced()
    with django_assert_num_queries(0):
        for offset in range(10):
            add(store, upload, [b"1"], offset)


def test_a_place_that_is_not_the_end_is_told_where_it_is(announced: Announced, store: Store) -> None:
    upload = announced()
    add(store, upload, [b"123"], 0)
    with pytest.raises(WrongOffset) as wrong:
        check_offset(store, upload, 2)
    assert wrong.value.actual == 3


def test_who_comes_back_takes_over_and_the_old_hand_stops(
    announced: Announced, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The new one asks where to go on while the old one hangs in the middle of its body."""
    monkeypatch.setattr(arriving, "ASK_EVERY", 0.0)
    upload = announced()

    def blocks() -> Iterator[bytes]:
        yield b"123"
        Upload.objects.get(pk=upload.pk).take_over()
        yield b"456"

    assert add(store, upload, blocks(), 0) == 3
    assert store.offset(upload) == 3


def test_one_that_was_terminated_takes_no_more(
    announced: Announced, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(arriving, "ASK_EVERY", 0.0)
    upload = announced()

    def blocks() -> Iterator[bytes]:
        yield b"123"
        Upload.objects.all().delete()
        yield b"456"

    assert add(store, upload, blocks(), 0) == 3


def test_it_is_received_with_its_last_byte_and_once(announced: Announced, store: Store) -> None:
    upload = announced(6)
    assert not receive_if_whole(upload, add(store, upload, [b"123"], 0))
    other = Upload.objects.get()
    reached = add(store, upload, [b"456"], 3)
    assert receive_if_whole(upload, reached)
    assert upload.state == Stage.RECEIVED
    with pytest.raises(RaceLost):
        receive_if_whole(other, reached)


def test_without_a_length_nothing_is_whole(announced: Announced, store: Store) -> None:
    upload = announced(None)
    assert not receive_if_whole(upload, add(store, upload, [b"123"], 0))
