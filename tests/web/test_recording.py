import uuid
from datetime import timedelta
from urllib.parse import unquote

from django.test import Client
from django.utils import timezone

from tests.factories import MEETING, attempt, completed, recording, transcription
from transcripts.models import Recording, Status, User


def _page(client: Client, row: Recording, part: str = "") -> str:
    answer = client.get(f"/recordings/{row.pk}/{part}")
    assert answer.status_code == 200
    return answer.content.decode()


def test_the_words_stand_on_the_page_with_who_and_what(client: Client, anahit: User, vahe: User) -> None:
    row = recording(anahit, "Ժողով", duration=3725)
    completed(row)
    client.force_login(vahe)
    page = _page(client, row)
    assert MEETING.split("։")[0] in page
    for fact in ("Ժողով", "Formal", "1:02:05", "Anahit", "ժողով.wav", "31.3", f"/recordings/{row.pk}/media"):
        assert fact in page


def test_a_video_has_its_own_length_and_that_of_its_sound(client: Client, anahit: User) -> None:
    client.force_login(anahit)
    row = recording(anahit, duration=40.0, has_video=True, shown=60.5)
    assert "1:00, its sound 0:40" in _page(client, row)


def test_a_file_that_was_cut_short_says_so_for_good(client: Client, anahit: User) -> None:
    client.force_login(anahit)
    row = recording(anahit, duration=40.0, promised=3600.0)
    assert "This file breaks off after 40 seconds, but should have 1 h 0 min." in _page(client, row)
    assert "breaks off" not in _page(client, recording(anahit))


def test_a_stranger_gets_404_everywhere(client: Client, anahit: User, mallory: User) -> None:
    row = recording(anahit)
    job = completed(row)
    client.force_login(mallory)
    for part in ("", "status/", "export", "media"):
        assert client.get(f"/recordings/{row.pk}/{part}").status_code == 404
    assert client.post(f"/recordings/{row.pk}/title", {"title": "x"}).status_code == 404
    for act in ("retry", "cancel"):
        assert client.post(f"/recordings/{row.pk}/transcriptions/{job.pk}/{act}").status_code == 404
    assert client.get(f"/recordings/{uuid.uuid4()}/").status_code == 404


def test_who_reviews_usage_gets_404(client: Client, anahit: User, gayane: User) -> None:
    row = recording(anahit)
    client.force_login(gayane)
    assert client.get(f"/recordings/{row.pk}/").status_code == 404


def test_a_title_is_never_taken_for_markup(client: Client, anahit: User) -> None:
    row = recording(anahit, "<script>alert(1)</script>")
    completed(row, "<img src=x> ասաց նա։")
    client.force_login(anahit)
    page = _page(client, row)
    assert "<script>alert" not in page
    assert "<img src=x>" not in page


def test_work_in_progress_shows_its_steps_and_asks_again(client: Client, anahit: User) -> None:
    row = recording(anahit, duration=600)
    began = timezone.now() - timedelta(seconds=30)
    transcription(row, Status.TRANSCRIBING, queued_at=began, submitting_at=began, transcribing_at=began)
    client.force_login(anahit)
    page = _page(client, row)
    assert f'data-poll="/recordings/{row.pk}/status/?transcription=' in page
    assert 'aria-current="step"' in page
    assert "At work for" in page
    assert "to go" in page


def test_the_live_fragment_is_the_very_one_of_the_page(client: Client, vahe: User, anahit: User) -> None:
    row = recording(anahit)
    completed(row)
    client.force_login(vahe)
    fragment = _page(client, row, "status/")
    assert "<html" not in fragment
    assert fragment in _page(client, row)


def test_a_finished_fragment_brings_the_words_and_asks_no_more(client: Client, anahit: User) -> None:
    row = recording(anahit)
    completed(row)
    client.force_login(anahit)
    fragment = _page(client, row, "status/")
    assert MEETING.split("։")[0] in fragment
    assert "data-poll" not in fragment
    assert 'data-status="completed"' in fragment


def test_a_failure_says_what_happened_and_that_trying_again_is_free(client: Client, anahit: User) -> None:
    row = recording(anahit)
    job = transcription(row, Status.FAILED, reason="unreachable")
    attempt(job, "voided")
    client.force_login(anahit)
    page = _page(client, row)
    assert "HiSpeech could not be reached" in page
    assert "Try again: free" in page


def test_a_lost_answer_says_that_sending_again_may_cost(client: Client, anahit: User) -> None:
    row = recording(anahit, duration=120)
    attempt(transcription(row, Status.UNCONFIRMED), "unconfirmed")
    client.force_login(anahit)
    page = _page(client, row)
    assert "its answer was lost" in page
    assert "may cost ≈ 2 minutes of paid sound" in page


def test_a_viewer_reads_but_is_offered_no_change(client: Client, anahit: User, vahe: User) -> None:
    row = recording(anahit)
    transcription(row, Status.FAILED)
    client.force_login(vahe)
    page = _page(client, row)
    assert "did not accept" in page
    assert "/retry" not in page
    assert "Rename" not in page


def test_trying_again_queues_it_and_returns_to_the_page(client: Client, bagrat: User) -> None:
    row = recording(bagrat)
    job = transcription(row, Status.FAILED)
    client.force_login(bagrat)
    answer = client.post(f"/recordings/{row.pk}/transcriptions/{job.pk}/retry", follow=True)
    assert answer.redirect_chain == [(f"/recordings/{row.pk}/", 302)]
    job.refresh_from_db()
    assert job.status == Status.QUEUED


def test_trying_again_what_is_ready_is_refused_in_words(client: Client, bagrat: User) -> None:
    row = recording(bagrat)
    job = completed(row)
    client.force_login(bagrat)
    answer = client.post(f"/recordings/{row.pk}/transcriptions/{job.pk}/retry", follow=True)
    assert "It is ready already: its words are here. Nothing was sent again." in answer.content.decode()
    job.refresh_from_db()
    assert job.status == Status.COMPLETED


def test_a_viewer_may_not_ask_for_a_retry(client: Client, anahit: User, vahe: User) -> None:
    row = recording(anahit)
    job = transcription(row, Status.FAILED)
    client.force_login(vahe)
    answer = client.post(f"/recordings/{row.pk}/transcriptions/{job.pk}/retry")
    assert answer.status_code == 403
    job.refresh_from_db()
    assert job.status == Status.FAILED


def test_cancelling_stops_the_wait(client: Client, bagrat: User) -> None:
    row = recording(bagrat)
    job = transcription(row, Status.QUEUED)
    client.force_login(bagrat)
    page = client.post(f"/recordings/{row.pk}/transcriptions/{job.pk}/cancel", follow=True).content.decode()
    assert "This transcription was cancelled." in page
    assert "Nothing was charged." in page


def test_cancelling_what_was_sent_says_that_it_may_cost_and_is_kept(client: Client, bagrat: User) -> None:
    row = recording(bagrat)
    completed(row)
    job = transcription(row, Status.TRANSCRIBING, stt_model="model-23012026")
    attempt(job, "open")
    client.force_login(bagrat)
    assert "may still be charged" in _page(client, row)
    assert "If its answer comes all the same, the words are kept." in _page(client, row)
    for _click in range(2):
        answer = client.post(f"/recordings/{row.pk}/transcriptions/{job.pk}/cancel", follow=True)
        page = answer.content.decode()
        assert "HiSpeech may charge for it. If its answer comes all the same, the words are kept." in page
        assert "Wait for the answer after all: free" in page
        assert "Somebody else" not in page


def test_into_the_trash_goes_what_may_still_be_charged_with_a_word(client: Client, bagrat: User) -> None:
    row = recording(bagrat)
    attempt(transcription(row, Status.TRANSCRIBING), "open")
    client.force_login(bagrat)
    leave = client.get(f"/recordings/{row.pk}/delete/").content.decode()
    assert "its words will not be kept" in leave
    page = client.post(f"/recordings/{row.pk}/remove", follow=True).content.decode()
    assert "is in the trash. What has been sent to HiSpeech already may still be charged." in page


def test_a_transcription_of_another_recording_is_not_found(client: Client, bagrat: User) -> None:
    row, other = recording(bagrat), recording(bagrat)
    job = transcription(other, Status.QUEUED)
    client.force_login(bagrat)
    assert client.post(f"/recordings/{row.pk}/transcriptions/{job.pk}/cancel").status_code == 404


def test_acts_need_a_post(client: Client, bagrat: User) -> None:
    row = recording(bagrat)
    job = transcription(row)
    client.force_login(bagrat)
    for part in ("title", f"transcriptions/{job.pk}/retry", f"transcriptions/{job.pk}/cancel"):
        assert client.get(f"/recordings/{row.pk}/{part}").status_code == 405


def test_a_new_title_is_kept(client: Client, bagrat: User) -> None:
    row = recording(bagrat, "Հին")
    client.force_login(bagrat)
    page = client.post(f"/recordings/{row.pk}/title", {"title": " Նոր \0 վերնագիր "}, follow=True)
    assert "Նոր վերնագիր" in page.content.decode()


def test_an_empty_title_is_answered_in_the_form(client: Client, bagrat: User) -> None:
    row = recording(bagrat, "Հին")
    client.force_login(bagrat)
    answer = client.post(f"/recordings/{row.pk}/title", {"title": "  "})
    assert answer.status_code == 400
    assert "A recording needs a title." in answer.content.decode()
    assert 'aria-invalid="true"' in answer.content.decode()


def test_a_viewer_may_not_rename(client: Client, anahit: User, vahe: User) -> None:
    row = recording(anahit, "Հին")
    client.force_login(vahe)
    assert client.post(f"/recordings/{row.pk}/title", {"title": "x"}).status_code == 403


def test_the_text_downloads_under_its_armenian_name(client: Client, anahit: User) -> None:
    row = recording(anahit, "Ժողով №3 «վերջին»")
    completed(row)
    client.force_login(anahit)
    answer = client.get(f"/recordings/{row.pk}/export")
    assert answer["Content-Type"] == "text/plain; charset=utf-8"
    assert "filename*=utf-8''" in answer["Content-Disposition"]
    assert unquote(answer["Content-Disposition"]).endswith("Ժողով №3 «վերջին».txt")
    assert answer.content.decode() == MEETING + "\n"


def test_there_is_no_text_before_there_are_words(client: Client, anahit: User) -> None:
    row = recording(anahit)
    transcription(row)
    client.force_login(anahit)
    assert client.get(f"/recordings/{row.pk}/export").status_code == 404


def test_an_answer_with_words_is_never_kept_by_a_shared_cache(client: Client, anahit: User) -> None:
    row = recording(anahit)
    completed(row)
    client.force_login(anahit)
    for part in ("", "status/"):
        assert "no-store" in client.get(f"/recordings/{row.pk}/{part}")["Cache-Control"]
