import pytest
from django.test import Client
from django.utils import timezone

from tests.api.calls import key
from tests.factories import completed, recording
from transcripts.models import NotHeard, Paragraph, Timing, TimingState, Transcription, User


@pytest.fixture
def job(anahit: User) -> Transcription:
    done = completed(recording(anahit), missing=[[3.0, 7.0]])
    Timing.objects.create(transcription=done, wanted_at=timezone.now(), share=0.41)
    return done


def address(job: Transcription) -> str:
    return f"/recordings/{job.recording_id}/transcriptions/{job.pk}/times"


def fragment(client: Client, job: Transcription) -> str:
    answer = client.get(address(job))
    assert answer.status_code == 200
    return answer.content.decode()


def heard(trust: float) -> None:
    for row in Paragraph.objects.all():
        row.times = [[n / 2, n / 2 + 0.4, trust, False] for n in range(row.length)]
        row.save()


def test_a_stranger_gets_404(client: Client, job: Transcription, mallory: User, gayane: User) -> None:
    for user in (mallory, gayane):
        client.force_login(user)
        assert client.get(address(job)).status_code == 404


def test_while_times_are_found_it_says_how_far_that_is_and_asks_again(
    client: Client, job: Transcription, vahe: User
) -> None:
    client.force_login(vahe)
    shown = fragment(client, job)
    assert "Word times are being found: 41 %" in shown
    assert "data-look" in shown
    assert "may be missing" in shown
    assert shown in client.get(f"/recordings/{job.recording_id}/").content.decode()


def test_once_they_are_found_it_says_where_to_listen_again(
    client: Client, job: Transcription, vahe: User
) -> None:
    heard(0.2)
    Timing.objects.update(state=TimingState.DONE, belongs=0.99, done_at=timezone.now())
    client.force_login(vahe)
    shown = fragment(client, job)
    assert "data-look" not in shown
    assert "Worth listening to again: 1 place" in shown
    assert "being found" not in shown


def test_words_that_nobody_says_and_those_of_another_recording_are_told(
    client: Client, job: Transcription, vahe: User
) -> None:
    heard(0.0)
    Timing.objects.update(state=TimingState.DONE, belongs=0.99, done_at=timezone.now())
    client.force_login(vahe)
    assert "may not have been said" in fragment(client, job)
    Timing.objects.update(belongs=0.01)
    shown = fragment(client, job)
    assert "another recording" in shown
    assert "may not have been said" not in shown


def test_estimates_say_that_they_are_and_why(client: Client, job: Transcription, vahe: User) -> None:
    for row in Paragraph.objects.all():
        row.times = [[n / 2, n / 2 + 0.4, None, True] for n in range(row.length)]
        row.save()
    Timing.objects.update(state=TimingState.FAILED, code=NotHeard.NO_MODEL, done_at=timezone.now())
    client.force_login(vahe)
    shown = fragment(client, job)
    assert "Word times are estimated." in shown
    assert "not installed" in shown


def test_programs_are_told_the_same(client: Client, job: Transcription, anahit: User) -> None:
    Timing.objects.update(state=TimingState.DONE, belongs=0.99, done_at=timezone.now())
    heard(0.9)
    at = f"/api/v1/recordings/{job.recording_id}/transcript"
    told = client.get(at, headers=key(anahit)).json()
    assert (told["times"], told["missing"], told["unsaid"], told["belongs"]) == (
        "listened",
        [[3.0, 7.0]],
        [],
        0.99,
    )
    assert told["paragraphs"][0]["words"][0]["trust"] == 0.9
