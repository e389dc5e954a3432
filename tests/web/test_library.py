import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.factories import completed, recording, transcription
from transcripts.library.pages import PAGE_SIZE
from transcripts.models import Status, User


def _text(client: Client, address: str = "/") -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


@pytest.mark.django_db
def test_signing_in_comes_first(client: Client) -> None:
    answer = client.get("/?q=ժողով")
    assert answer.status_code == 302
    assert answer["Location"].startswith("/accounts/login/?next=/%3Fq")


def test_recordings_stand_newest_first_with_their_status_in_words(client: Client, anahit: User) -> None:
    completed(recording(anahit, "Առաջինը"))
    transcription(recording(anahit, "Երկրորդը"), Status.TRANSCRIBING)
    client.force_login(anahit)
    page = _text(client).partition('class="rows"')[2]
    assert page.index("Երկրորդը") < page.index("Transcribing") < page.index("Առաջինը") < page.index("Ready")


def test_what_nobody_has_ordered_says_so(client: Client, anahit: User) -> None:
    recording(anahit, "Երկու ձայնուղի")
    client.force_login(anahit)
    assert "</svg>Not transcribed</span>" in _text(client).partition('class="rows"')[2]


def test_a_stranger_sees_nothing_of_it(client: Client, anahit: User, mallory: User) -> None:
    completed(recording(anahit, "Գաղտնի"))
    client.force_login(mallory)
    assert "Գաղտնի" not in _text(client)
    page = _text(client, "/?q=Գաղտնի")
    for asked in ("“Գաղտնի”", "<bdi>Գաղտնի</bdi>", 'value="Գաղտնի"'):
        page = page.replace(asked, "")
    assert "Գաղտնի" not in page


def test_the_search_finds_words_of_a_transcript(client: Client, bagrat: User) -> None:
    completed(recording(bagrat, "Մեկ"), "Խոսեցինք գրադարանի մասին։")
    completed(recording(bagrat, "Երկու"), "Ուրիշ բան։")
    client.force_login(bagrat)
    page = _text(client, "/?q=ԳՐԱԴԱՐԱՆԻ")
    assert "Մեկ" in page
    assert "Երկու" not in page


def test_nothing_found_says_so_and_leads_back(client: Client, anahit: User) -> None:
    completed(recording(anahit))
    client.force_login(anahit)
    page = _text(client, "/?q=<b>չկա")
    assert "Nothing found for “<bdi>&lt;b&gt;չկա</bdi>”" in page
    assert "Show the whole library" in page


def test_an_empty_library_teaches_the_next_step(client: Client, anahit: User) -> None:
    client.force_login(anahit)
    assert "Upload a recording" in _text(client)


def test_a_viewer_is_not_offered_to_upload(client: Client, vahe: User) -> None:
    client.force_login(vahe)
    page = _text(client)
    assert "Nothing to read here yet" in page
    assert 'href="/upload/"' not in page


def test_who_reviews_usage_sees_no_title(client: Client, anahit: User, gayane: User) -> None:
    completed(recording(anahit, "Գաղտնի"))
    client.force_login(gayane)
    page = _text(client)
    assert "Գաղտնի" not in page
    assert "Your role shows you usage and costs." in page


def test_older_recordings_are_a_click_away(client: Client, anahit: User) -> None:
    for number in range(PAGE_SIZE + 1):
        recording(anahit, f"Ձայնագրություն {number:03}")
    client.force_login(anahit)
    first = client.get("/")
    assert "Ձայնագրություն 000" not in first.content.decode()
    older = _text(client, f"/?after={first.context['page'].next}")
    assert "Ձայնագրություն 000" in older
    assert f"Ձայնագրություն {PAGE_SIZE:03}" not in older


def test_a_spoilt_page_address_shows_the_newest(client: Client, anahit: User) -> None:
    recording(anahit, "Նորը")
    client.force_login(anahit)
    assert "Նորը" in _text(client, "/?after=%00%ff.")


def test_a_nul_in_the_search_is_no_error(client: Client, anahit: User) -> None:
    client.force_login(anahit)
    assert client.get("/?q=%00").status_code == 200


def test_the_number_of_queries_does_not_grow_with_the_rows(client: Client, anahit: User) -> None:
    client.force_login(anahit)

    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            _text(client)
        return len(captured)

    completed(recording(anahit))
    few = queries()
    for _ in range(10):
        transcription(recording(anahit), Status.QUEUED)
    assert queries() == few


def test_a_page_without_work_in_progress_asks_for_nothing_more(client: Client, anahit: User) -> None:
    row = recording(anahit)
    completed(row)
    client.force_login(anahit)
    assert "data-live=" not in _text(client)
    transcription(row, Status.QUEUED)
    assert f'data-live="{row.pk}"' in _text(client)
