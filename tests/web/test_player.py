"""The player as the page hands it to its script, and what that is told when there is more to see or hear."""

import re
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from tests.factories import completed, recording, transcription
from transcripts.models import Recording, Rendition, User

pytestmark = pytest.mark.usefixtures("own_storage")


@pytest.fixture(autouse=True)
def _signed_in(client: Client, anahit: User) -> None:
    client.force_login(anahit)


def fragment(client: Client, row: Recording) -> str:
    answer = client.get(reverse("recording_player", args=[row.pk]))
    assert answer.status_code == 200
    return answer.content.decode()


def facts(shown: str) -> dict[str, str]:
    head = re.search(r"<div class=\"player\".*?>", shown)
    assert head
    return dict(re.findall(r"data-([a-z]+)=\"(.*?)\"", head[0]))


def video(by: User, status: Rendition, **fields: Any) -> Recording:
    return recording(by, container="avi", has_video=True, rendition_status=status, **fields)


def test_the_page_holds_the_very_fragment(client: Client, anahit: User) -> None:
    row = recording(anahit)
    completed(row)
    page = client.get(reverse("recording", args=[row.pk])).content.decode()
    assert fragment(client, row) in page


def test_a_stranger_gets_404(client: Client, anahit: User, mallory: User) -> None:
    row = recording(anahit)
    client.force_login(mallory)
    assert client.get(reverse("recording_player", args=[row.pk])).status_code == 404


def test_without_scripts_the_browsers_own_controls_play(client: Client, anahit: User) -> None:
    shown = fragment(client, recording(anahit))
    assert re.search(r"<audio [^>]*\bcontrols\b", shown)


def test_the_waveform_is_asked_for_only_where_there_is_one(client: Client, anahit: User) -> None:
    without = recording(anahit)
    drawn = recording(anahit, peaks="recordings/x/peaks")
    assert "peaks" not in facts(fragment(client, without))
    assert facts(fragment(client, drawn))["peaks"] == reverse("recording_peaks", args=[drawn.pk])


def test_the_script_looks_again_only_while_more_is_to_come(client: Client, anahit: User) -> None:
    waits = recording(anahit)
    transcription(waits)
    rests = recording(anahit, peaks="recordings/x/peaks")
    completed(rests)
    undrawn = recording(anahit, sound="recordings/x/sound.flac")
    assert "look" in facts(fragment(client, waits))
    assert "look" not in facts(fragment(client, rests))
    assert "look" in facts(fragment(client, undrawn))


def test_the_live_outcome_tells_when_the_player_has_something_new(client: Client, anahit: User) -> None:
    row = recording(anahit)
    transcription(row)

    def told() -> str:
        outcome = client.get(reverse("recording_status", args=[row.pk])).content.decode()
        found = re.search(r"data-sounds=\"(.*?)\"", outcome)
        assert found
        return found[1]

    before = told()
    assert before == facts(fragment(client, row))["sounds"]
    Recording.objects.filter(pk=row.pk).update(peaks="recordings/x/peaks")
    assert told() != before


def test_a_video_plays_its_sound_until_its_copy_is_there(client: Client, anahit: User) -> None:
    shown = fragment(client, video(anahit, Rendition.WANTED, sound="recordings/x/sound.flac"))
    assert "<audio" in shown
    assert "A copy of the video that your browser can play is being made" in shown
    assert "look" in facts(shown)


def test_a_copy_plays_as_a_video(client: Client, anahit: User) -> None:
    shown = fragment(client, video(anahit, Rendition.MADE, rendition="recordings/x/copy.mp4"))
    assert "<video" in shown
    assert "being made" not in shown


def test_a_video_that_cannot_be_shown_says_so(client: Client, anahit: User) -> None:
    shown = fragment(client, video(anahit, Rendition.FAILED, sound="recordings/x/sound.flac"))
    assert "The picture of this video cannot be shown" in shown
    assert "?download" in shown


def test_what_nothing_plays_yet_can_be_downloaded(client: Client, anahit: User) -> None:
    amr = {"codec": "amr_nb", "channels": 1, "sample_rate": 8000, "language": "", "title": ""}
    row = recording(anahit, container="amr", tracks=[amr | {"index": 0, "default": True}])
    shown = fragment(client, row)
    assert "<audio" not in shown
    assert "its sound will play here once it is being transcribed" in shown
    transcription(row)
    assert "it will appear here" in fragment(client, row)


@pytest.mark.parametrize("source", ["original", "copy"])
def test_another_source_has_another_address(client: Client, anahit: User, source: str) -> None:
    """A browser must not go on with bytes that it kept of what played before."""
    status = Rendition.MADE if source == "copy" else Rendition.NEEDLESS
    row = video(anahit, status)
    assert f'src="{reverse("recording_media", args=[row.pk])}?{source}"' in fragment(client, row)


def test_the_length_of_a_video_is_that_of_its_sound(client: Client, anahit: User) -> None:
    """Its picture may go on, and the player with it; what is paid for is the sound."""
    for row, words in ((recording(anahit), "Length"), (video(anahit, Rendition.MADE), "Length of the sound")):
        page = client.get(reverse("recording", args=[row.pk])).content.decode()
        assert f"<dt>{words}</dt>" in page
