"""Every act that an owner should hear of leaves an entry in the audit log, with its door."""

import json
from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest
from django.core.cache import caches
from django.core.files.base import ContentFile
from django.test import Client
from pytest_django import Settings

from tests.api.calls import CONVERSATIONAL, UPLOAD, key, sound
from tests.factories import completed, recording, tone, transcription
from transcripts.actions import (
    choose_track,
    correct,
    edit,
    profile,
    reading,
    remove,
    retry,
    tokens,
    transcribe,
    welcome,
)
from transcripts.actions.bring_text import bring_text
from transcripts.actions.cancel import cancel
from transcripts.actions.submit import submit
from transcripts.errors import NotAllowed
from transcripts.models import Event, Recording, Status, User

pytestmark = pytest.mark.usefixtures("own_storage")

TRACKS = [
    {
        "index": n,
        "codec": "pcm",
        "channels": 1,
        "sample_rate": 16_000,
        "language": "",
        "title": "",
        "default": not n,
    }
    for n in range(2)
]


@pytest.fixture
def row(anahit: User) -> Recording:
    made = recording(anahit, "Ժողով", tracks=TRACKS)
    completed(made)
    return made


def told() -> list[str]:
    return list(Event.objects.order_by("pk").values_list("act", flat=True))


def newest() -> Event:
    return Event.objects.order_by("-pk")[0]


def test_uploading_and_ordering_are_two_entries_with_the_estimate(anahit: User, settings: Settings) -> None:
    settings.HISPEECH_PRICE_PER_MINUTE = {"*": "60"}
    made = submit(by=anahit, file=ContentFile(tone()), filename="ժողով.wav", stt_model="formal")
    assert told() == ["uploaded", "transcribed"]
    event = newest()
    assert (event.object_id, event.label) == (str(made.recording_id), "ժողով")
    assert event.detail == {"model": made.stt_model, "seconds": 1.0, "amount": "1.0000", "currency": "AMD"}


def test_the_same_bytes_brought_again_are_no_second_upload(anahit: User) -> None:
    for model in ("formal", "conversational"):
        submit(by=anahit, file=ContentFile(tone()), filename="a.wav", stt_model=model)
    assert told() == ["uploaded", "transcribed", "transcribed"]


ACTS: dict[str, tuple[Callable[[User, Recording], object], list[str]]] = {
    "trash": (lambda by, row: remove.remove(by=by, recording=row), ["removed"]),
    "title": (lambda by, row: edit.rename(by=by, recording=row, title="Նոր"), ["changed"]),
    "same title": (lambda by, row: edit.rename(by=by, recording=row, title=row.title), []),
    "other model": (
        lambda by, row: transcribe.transcribe(by=by, recording=row, stt_model=CONVERSATIONAL),
        ["transcribed"],
    ),
    "name": (lambda by, row: profile.change_name(by=by, name="Անահիտ"), ["account_changed"]),
    "key": (lambda by, row: tokens.create_token(by=by), ["key_made"]),
    "text": (lambda by, row: bring_text(by=by, title="", text="Բարև։"), ["uploaded"]),
}


@pytest.mark.parametrize("name", ACTS)
def test_acts_are_told(anahit: User, row: Recording, name: str) -> None:
    act, expected = ACTS[name]
    act(anahit, row)
    assert told() == expected
    assert all(event.actor == anahit and event.team == row.team for event in Event.objects.all())


def test_what_was_refused_is_not_told(vahe: User, row: Recording) -> None:
    with pytest.raises(NotAllowed):
        remove.remove(by=vahe, recording=row)
    assert told() == []


def test_trash_and_back_count_once_each(anahit: User, row: Recording) -> None:
    for _twice in range(2):
        remove.remove(by=anahit, recording=row)
    for _twice in range(2):
        remove.restore(by=anahit, recording=row)
    assert told() == ["removed", "restored"]


def test_corrections_count_once_an_hour_for_each_person(anahit: User, bagrat: User, row: Recording) -> None:
    job = row.transcriptions.get()
    for by, text in ((anahit, "Ա։"), (anahit, "Բ։"), (bagrat, "Գ։"), (anahit, "Դ։")):
        correct.rewrite(by=by, transcription=job, text=text)
    assert told() == ["changed", "changed"]
    assert newest().detail == {"transcription": str(job.pk)}


def test_stopping_and_asking_again_are_told(anahit: User, row: Recording) -> None:
    job = transcription(row, Status.QUEUED)
    cancel(by=anahit, transcription=job)
    job.refresh_from_db()
    retry.retry(by=anahit, transcription=job)
    assert told() == ["cancelled", "transcribed"]


def test_another_sound_track_is_told(anahit: User, row: Recording) -> None:
    choose_track.choose_track(by=anahit, recording=row, index=1)
    assert newest().detail == {"track": 1}


def test_the_first_owner_is_told(db: None) -> None:
    user = welcome.create_first_owner(email="a@example.am", password="x")
    assert (newest().act, newest().actor) == ("joined", user)


def test_opening_a_recording_is_told_once_an_hour_in_all_processes(
    client: Client, vahe: User, row: Recording
) -> None:
    client.force_login(vahe)
    for _process in range(2):
        caches["process"].clear()
        client.get(f"/recordings/{row.pk}/")
    opened = Event.objects.filter(act="opened").get()
    assert (opened.actor, opened.door, opened.address) == (vahe, "page", "127.0.0.1")


def test_opening_costs_nothing_the_second_time(
    vahe: User, row: Recording, django_assert_num_queries: Callable[[int], AbstractContextManager[object]]
) -> None:
    caches["process"].clear()
    for queries in (1, 0):
        with django_assert_num_queries(queries):
            reading.opened(by=vahe, recording=row)


def test_exports_and_downloads_of_pages_are_told(client: Client, vahe: User, row: Recording) -> None:
    client.force_login(vahe)
    client.get(f"/recordings/{row.pk}/export?format=srt")
    assert (newest().act, newest().detail) == ("exported", {"format": "srt"})
    for _pieces in range(2):
        client.get(f"/recordings/{row.pk}/media?download").getvalue()
    client.get(f"/recordings/{row.pk}/media").getvalue()
    assert told()[1:] == ["exported", "downloaded"]


def test_programs_are_told_by_their_key(client: Client, anahit: User, row: Recording) -> None:
    headers = key(anahit)
    client.get(f"/api/v1/recordings/{row.pk}/export?format=txt", headers=headers)
    event = newest()
    assert (event.act, event.door, event.key) == ("exported", "api", headers["x-auth-token"][:10])
    client.post(UPLOAD, {"audio_file": sound(), "stt_model": CONVERSATIONAL}, headers=headers)
    assert {event.door for event in Event.objects.exclude(act="key_made")} == {"api"}


def test_words_that_a_program_reads_are_opened(client: Client, anahit: User, row: Recording) -> None:
    caches["process"].clear()
    headers = key(anahit)
    for _twice in range(2):
        client.get(f"/api/v1/recordings/{row.pk}/transcript", headers=headers)
    assert [(event.act, event.door) for event in Event.objects.order_by("pk")[1:]] == [("opened", "api")]


def test_an_archive_is_told_for_each_of_its_recordings(client: Client, anahit: User, row: Recording) -> None:
    other = recording(anahit, "Երկրորդ")
    ids = [str(row.pk), str(other.pk)]
    answer = client.post(
        "/api/v1/recordings/export",
        json.dumps({"ids": ids, "format": "txt"}),
        content_type="application/json",
        headers=key(anahit),
    )
    assert answer.getvalue()
    told = Event.objects.filter(act="exported").values_list("object_id", "door")
    assert set(told) == {(one, "api") for one in ids}
