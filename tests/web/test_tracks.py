"""A recording with several sound tracks: the page asks which one before anything is bought."""

from dataclasses import asdict
from pathlib import Path
from typing import Any

import pytest
from django.core.files import File
from django.core.files.storage import default_storage
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from tests import factories
from transcripts.media.audio import beginning, hear
from transcripts.media.probe import probe
from transcripts.models import Recording, Status, User
from transcripts.models.transcription import Model

pytestmark = pytest.mark.usefixtures("own_storage")
TRACK = {"codec": "aac", "channels": 2, "sample_rate": 48_000, "title": ""}


@pytest.fixture
def row(bagrat: User, client: Client) -> Recording:
    client.force_login(bagrat)
    tracks = [
        TRACK | {"index": 1, "language": "hye", "default": True},
        TRACK | {"index": 2, "language": "rus", "default": False, "title": "Թարգմանիչ"},
    ]
    return factories.recording(bagrat, duration=120, tracks=tracks, sha256="7" * 64)


def page(client: Client, row: Recording) -> str:
    answer = client.get(reverse("recording", args=[row.pk]))
    assert answer.status_code == 200
    return answer.content.decode()


def order(client: Client, row: Recording, **form: object) -> str:
    answer = client.post(reverse("recording_transcribe", args=[row.pk]), form, follow=True)
    return answer.content.decode()


def test_nothing_is_chosen_before_a_person_has(client: Client, row: Recording) -> None:
    shown = page(client, row)
    assert "This file has 2 sound tracks" in shown
    assert "Sound track 1, Armenian" in shown
    assert "Թարգմանիչ · stereo" in shown
    assert '<input type="radio" name="track" value="2" required>' in shown
    assert 'value="1" required checked' not in shown
    assert shown.count("≈ 2 minutes of paid sound") >= len(Model)


def test_a_viewer_is_told_and_not_asked(client: Client, vahe: User, row: Recording) -> None:
    client.force_login(vahe)
    shown = page(client, row)
    assert "This recording has no transcription." in shown
    assert 'name="track"' not in shown


def test_one_form_chooses_and_orders(client: Client, row: Recording) -> None:
    order(client, row, track=2, stt_model=Model.CONVERSATIONAL, confidential="on")
    made = row.transcriptions.get()
    row.refresh_from_db()
    assert (row.track, made.track, made.stt_model, made.confidential) == (2, 2, Model.CONVERSATIONAL, True)


@pytest.mark.parametrize("track", ["3", "-1", "two", "²", "99999999999999999999"])
def test_a_track_that_is_none_is_refused_in_words(client: Client, row: Recording, track: str) -> None:
    assert "This file has no such sound track." in order(client, row, track=track, stt_model=Model.FORMAL)
    assert not row.transcriptions.exists()


def test_the_other_track_can_be_had_later(client: Client, row: Recording) -> None:
    factories.completed(row)
    shown = page(client, row)
    assert "Transcribe another sound track" in shown
    assert '<input type="radio" name="track" value="1" required checked>' in shown
    order(client, row, track=2, stt_model=Model.FORMAL)
    assert row.transcriptions.get(status=Status.QUEUED).track == 2


def test_while_one_is_at_work_no_other_is_offered(client: Client, row: Recording) -> None:
    factories.transcription(row)
    assert 'name="track"' not in page(client, row)
    assert "at work" in order(client, row, track=2, stt_model=Model.FORMAL)


def test_words_say_which_track_they_are_of(client: Client, row: Recording) -> None:
    old = factories.completed(row)
    Recording.objects.filter(pk=row.pk).update(track=2)
    new = factories.completed(row, "Добрый день։", track=2)
    address = reverse("recording", args=[row.pk])
    former = client.get(f"{address}?transcription={old.pk}").content.decode()
    latter = client.get(f"{address}?transcription={new.pk}").content.decode()
    note = "in whose place another one was chosen"
    assert f"This is about sound track 1, Armenian, {note}" in former
    assert note not in latter
    assert "track 2, Russian" in latter


def test_a_recording_with_one_track_is_not_asked_about_it(client: Client, bagrat: User) -> None:
    client.force_login(bagrat)
    shown = page(client, factories.recording(bagrat))
    assert "This recording has no transcription yet" in shown
    assert "Sound track" not in shown
    assert 'id="order"' in shown


def test_going_back_says_that_nothing_was_bought(client: Client, row: Recording) -> None:
    factories.completed(row)
    Recording.objects.filter(pk=row.pk).update(track=2)
    shown = order(client, row, track=1, stt_model=Model.FORMAL)
    assert "Nothing was bought." in shown
    assert factories.MEETING.split("։")[0] in shown


def test_what_the_team_has_is_offered_for_nothing_or_once_more(
    client: Client, row: Recording, anahit: User
) -> None:
    other = factories.recording(anahit, "Նիստ", sha256=row.sha256, track=2)
    done = factories.completed(other, track=2)
    address = reverse("recording_transcribe", args=[row.pk])
    answer = client.post(address, {"track": 2, "stt_model": Model.FORMAL})
    shown = answer.content.decode()
    assert answer.status_code == 409
    assert f'href="{reverse("recording", args=[other.pk])}?transcription={done.pk}"' in shown
    assert "Transcribe again: ≈ 2 minutes of paid sound" in shown
    assert '<input type="hidden" name="track" value="2">' in shown
    order(client, row, track=2, stt_model=Model.FORMAL, again=1)
    assert row.transcriptions.get().again


@pytest.fixture
def real(bagrat: User, client: Client, any_storage: str, settings: Settings) -> Recording:
    settings.MEDIA_DELIVERY = "site"
    client.force_login(bagrat)
    file = factories.SAMPLES / "two_tracks.mka"
    media = probe(file)
    made = factories.recording(
        bagrat, container=media.container, tracks=[asdict(one) for one in media.tracks]
    )
    default_storage.delete(made.file.name or "")
    with file.open("rb") as opened:
        made.file.name = default_storage.save(made.file.name or "", File(opened))
    made.save()
    return made


def heard(client: Client, row: Recording, index: int, path: Path) -> float:
    """The seconds that the browser gets to hear."""
    answer: Any = client.get(reverse("recording_track", args=[row.pk, index]))
    assert (answer.status_code, answer["Content-Type"]) == (200, "audio/flac")
    path.write_bytes(b"".join(answer.streaming_content))
    return hear(path).duration


def test_each_track_can_be_heard_before_one_is_chosen(
    client: Client, real: Recording, tmp_path: Path
) -> None:
    lengths = [heard(client, real, index, tmp_path / str(index)) for index in (0, 1)]
    assert [round(length) for length in lengths] == [19, 10]
    assert f'src="{reverse("recording_track", args=[real.pk, 1])}"' in page(client, real)


def test_it_is_made_once(client: Client, real: Recording, tmp_path: Path) -> None:
    heard(client, real, 1, tmp_path / "first")
    default_storage.delete(real.file.name or "")
    heard(client, real, 1, tmp_path / "second")


def test_of_a_long_track_only_the_beginning_is_made(tmp_path: Path) -> None:
    beginning(factories.SAMPLES / "two_tracks.mka", tmp_path / "out.flac", track=0, seconds=3)
    assert 3 <= hear(tmp_path / "out.flac").duration < 3.5


def test_what_is_no_track_or_not_yours_is_not_found(client: Client, real: Recording, mallory: User) -> None:
    assert client.get(reverse("recording_track", args=[real.pk, 2])).status_code == 404
    client.force_login(mallory)
    assert client.get(reverse("recording_track", args=[real.pk, 0])).status_code == 404


def test_a_file_that_is_lost_is_not_found(client: Client, real: Recording) -> None:
    default_storage.delete(real.file.name or "")
    assert client.get(reverse("recording_track", args=[real.pk, 0])).status_code == 404


def test_where_others_are_before_one_asks_again(
    client: Client, real: Recording, monkeypatch: pytest.MonkeyPatch
) -> None:
    from transcripts.web import tracks

    monkeypatch.setattr(tracks, "PATIENCE", 0.01)
    with tracks._making:
        answer = client.get(reverse("recording_track", args=[real.pk, 0]))
    assert (answer.status_code, answer["Retry-After"]) == (503, "10")
