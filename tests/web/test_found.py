"""What was found, as the library shows it."""

from urllib.parse import urlencode

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.factories import completed, recording
from transcripts.library.results import PAGE_SIZE
from transcripts.models import SavedSearch, User


def shown(client: Client, **asked: str | int) -> str:
    answer = client.get("/", asked)
    assert answer.status_code == 200
    return answer.content.decode()


def test_words_are_marked_as_they_were_written(client: Client, bagrat: User) -> None:
    row = recording(bagrat, "Նիստ")
    run = completed(row, "Եւ ինչո՞ւ եկավ <b>դատավորը</b>։")
    client.force_login(bagrat)
    page = shown(client, q="ինչու դատավորներ")
    assert "<mark>ինչո՞ւ</mark>" in page
    assert "&lt;b&gt;<mark>դատավորը</mark>&lt;/b&gt;" in page
    assert f"/recordings/{row.pk}/?transcription={run.pk}" in page


def test_a_passage_plays_from_the_second_of_its_word(client: Client, bagrat: User) -> None:
    from transcripts.actions.bring_text import bring_text

    words = [{"text": f"բառ{n}", "start": n * 1.0, "end": n + 0.5} for n in range(70)]
    words.append({"text": "դատարանում", "start": 72.25, "end": 73.0})
    made = bring_text(by=bagrat, title="Նիստ", text="", words=words)
    client.force_login(bagrat)
    page = shown(client, q="դատարան")
    paragraph = made.revisions.get().order[0]
    assert f"transcription={made.pk}&amp;t=72.25#p{paragraph}" in page
    assert "1:12" in page


def test_where_nobody_knows_when_it_is_said_the_words_are_named(client: Client, bagrat: User) -> None:
    from transcripts.actions.bring_text import bring_text

    run = bring_text(by=bagrat, title="Նիստ", text="Այո։\n\nՍա բաց դատարան է, բաց դատարան։")
    row = run.recording
    client.force_login(bagrat)
    there = f"transcription={run.pk}&amp;from=1&amp;words=1,2,4,5#p{run.revisions.get().order[1]}"
    assert there in shown(client, q="«բաց դատարան»")
    assert there in client.get(f"/recordings/{row.pk}/find/", {"q": "«բաց դատարան»"}).content.decode()


def test_a_title_is_marked_and_needs_no_passage(client: Client, bagrat: User) -> None:
    recording(bagrat, "Դատարանում")
    client.force_login(bagrat)
    assert "<mark>Դատարանում</mark>" in shown(client, q="դատարան")


def test_latin_letters_are_offered_in_armenian(client: Client, bagrat: User) -> None:
    client.force_login(bagrat)
    page = shown(client, q="barev")
    assert 'href="?q=%D5%A2%D5%A1%D6%80%D6%87"' in page
    assert "Did you mean" in page


def test_a_search_is_saved_once_and_forgotten(client: Client, bagrat: User, anahit: User) -> None:
    recording(bagrat, "Դատարան")
    client.force_login(bagrat)
    for _ in range(2):
        answer = client.post("/searches", {"q": "դատարան title:նիստ"})
        assert answer.status_code == 302
    assert SavedSearch.objects.count() == 1
    assert "դատարան title:նիստ" in shown(client)
    client.force_login(anahit)
    assert "դատարան title:նիստ" not in shown(client)
    client.force_login(bagrat)
    client.post("/searches", {"q": "դատարան title:նիստ", "forget": "yes"})
    assert not SavedSearch.objects.exists()


def test_a_saved_search_is_renamed_where_it_is_shown(client: Client, bagrat: User) -> None:
    recording(bagrat, "Դատարան")
    client.force_login(bagrat)
    for name in ("Հին անուն", "Նոր անուն"):
        client.post("/searches", {"q": "դատարան", "name": name})
    page = shown(client, q="դատարան")
    assert "Rename this view" in page
    assert 'value="Նոր անուն"' in page
    assert "Հին անուն" not in page


def test_counts_lead_to_fewer(client: Client, bagrat: User, anahit: User) -> None:
    recording(bagrat, "Դատարան մեկ")
    recording(anahit, "Դատարան երկու")
    client.force_login(bagrat)
    assert f"?q=%D5%A4%D5%A1%D5%BF%D5%A1%D6%80%D5%A1%D5%B6&amp;person={anahit.pk}" in shown(
        client, q="դատարան"
    )
    page = shown(client, q="դատարան", person=anahit.pk)
    assert "երկու" in page
    assert "մեկ" not in page


def test_further_results_are_a_click_away(client: Client, bagrat: User) -> None:
    for number in range(PAGE_SIZE + 1):
        recording(bagrat, f"Դատարան {number:03}")
    client.force_login(bagrat)
    assert "000</a>" not in shown(client, q="դատարան")
    assert "000</a>" in shown(client, q="դատարան", start=PAGE_SIZE)
    assert "020</a>" in shown(client, q="դատարան", start="x")


def test_behind_the_last_result_one_is_led_back_to_the_first(client: Client, bagrat: User) -> None:
    recording(bagrat, "Դատարան")
    client.force_login(bagrat)
    for q in ("դատարան", "ծով"):
        answer = client.get("/", {"q": q, "start": 99_999, "status": "none"}, follow=True)
        assert answer.redirect_chain == [(f"/?{urlencode({'q': q, 'status': 'none'})}", 302)]
        assert answer.status_code == 200


def test_where_nothing_is_found_searches_that_find_something_are_offered(
    client: Client, bagrat: User, mallory: User
) -> None:
    recording(bagrat, "Դատարանի նիստ")
    recording(mallory, "Կառավարություն")
    client.force_login(bagrat)
    page = shown(client, q='"նիստ դատարան"', status="failed")
    assert "Something is found for:" in page
    assert '<span lang="hy">նիստ դատարան</span> <span class="number quiet">1</span>' in page
    page = shown(client, q="նիստ կառավարություն -tag:կարևոր")
    assert '<span lang="hy">նիստ</span>' in page
    assert '<span lang="hy">կառավարություն</span>' not in page
    assert "“նիստ” in the whole library" in shown(client, q="նիստ", status="failed")
    assert "Try fewer or other words." in shown(client, q="կառավարություն")


def test_words_one_by_one_are_offered_only_where_nothing_has_them_together(
    client: Client, bagrat: User
) -> None:
    recording(bagrat, "Բաց դատարանի նիստ")
    client.force_login(bagrat)
    page = shown(client, q='"նիստ դատարան բաց"')
    assert '<span lang="hy">նիստ դատարան բաց</span>' in page
    assert '<span lang="hy">նիստ</span>' not in page
    assert '<span lang="hy">նիստ</span>' in shown(client, q='"նիստ դատարան ծով"')


def test_an_offer_that_read_only_a_few_says_that_there_may_be_more(
    client: Client, bagrat: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("transcripts.library.search._FEW_READ", 1)
    for _ in range(2):
        completed(recording(bagrat, "Նիստ"), "Սա բաց դատարան է։")
    client.force_login(bagrat)
    page = shown(client, q='"բաց դատարան"', folder="none", month="2020-01")
    assert "in the whole library" in page
    assert '<span class="number quiet">1+</span>' in page


def test_offers_count_no_further_than_a_page_may_wait(
    client: Client, bagrat: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("transcripts.library.instead.MOST", 2)
    for _ in range(3):
        recording(bagrat, "Նիստ")
    client.force_login(bagrat)
    page = shown(client, q="նիստ դատարան")
    assert '<span lang="hy">նիստ</span> <span class="number quiet">2+</span>' in page


def test_offers_in_armenian_say_how_much_they_find(client: Client, bagrat: User, mallory: User) -> None:
    recording(bagrat, "Երևանում")
    recording(mallory, "Բարև")
    client.force_login(bagrat)
    page = shown(client, q="erevan")
    assert '>երևան <span class="number quiet">1</span></a>' in page
    assert "էրևան" not in page  # finds nothing
    assert ">բարև</a>" in shown(client, q="barev")  # what another team has is not counted
    assert ">երևան</a>" in shown(client, q="erevan", status="failed")


def test_values_that_nobody_can_read_are_said(client: Client, bagrat: User) -> None:
    client.force_login(bagrat)
    page = shown(client, q="after:երեկ length:long model:other")
    assert "“երեկ” is no date." in page
    assert "“long” is no length." in page
    assert "There is no model “other”." in page
    recording(bagrat, "Նիստ")
    page = shown(client, q="նիստ -before:երեկ")
    assert "“երեկ” is no date." in page
    assert "Նիստ</mark>" in page
    assert "is no date" not in shown(client, q="նիստ -before:2020")
    assert "No day is both after and before" in shown(client, q="after:2026 before:2025")


@pytest.mark.parametrize("q", ["-", '"', "«»—…", "😀 !", "() && ||", "՞՜"])
def test_signs_alone_are_said_to_be_no_words(client: Client, bagrat: User, q: str) -> None:
    recording(bagrat, "Նիստ")
    client.force_login(bagrat)
    page = shown(client, q=q)
    assert "There is no word in it that could be looked for." in page
    assert "There is no word" not in shown(client, q=f"{q} նիստեր")


def test_a_name_behind_which_nothing_stands_is_said_to_be_unfinished(client: Client, bagrat: User) -> None:
    recording(bagrat, "Նիստ")
    client.force_login(bagrat)
    page = shown(client, q="նիստ Before:")
    assert "Something is missing behind “before:”. Write it as in before:15.03.2026" in page
    assert '<span lang="hy">նիստ</span> <span class="number quiet">1</span>' in page
    assert '<span lang="hy">Before</span>' not in page


def test_a_name_of_several_words_is_offered_in_quotes(client: Client, bagrat: User) -> None:
    row = recording(bagrat, "Նիստ")
    User.objects.filter(pk=bagrat.pk).update(name="Բագրատ Հովսեփյան")
    client.force_login(bagrat)
    page = shown(client, q="by:Բագրատ Հովսեփյան")
    assert 'by:&#34;Բագրատ Հովսեփյան&#34;</span> <span class="number quiet">1</span>' in page
    assert str(row.pk) in shown(client, q='by:"Բագրատ Հովսեփյան"')


def test_how_to_search_is_told_before_one_has_searched(client: Client, bagrat: User) -> None:
    recording(bagrat, "Նիստ")
    client.force_login(bagrat)
    assert '<code lang="hy">-դատարան</code>' in shown(client)


def test_names_that_nothing_has_are_said(client: Client, bagrat: User, mallory: User) -> None:
    recording(mallory, "Նիստ")
    client.force_login(bagrat)
    page = shown(client, q="by:mallory folder:Նիստեր tag:կարևոր ժողով")
    assert "Nobody who is called “mallory” has brought a recording." in page
    assert "There is no folder “Նիստեր”." in page
    assert "There is no tag “կարևոր”." in page


@pytest.mark.parametrize(
    "asked", [{"q": "-"}, {"q": '"'}, {"q": "ա", "person": "x" * 500}, {"q": "ա", "month": "\0"}]
)
def test_odd_addresses_show_a_page(client: Client, bagrat: User, asked: dict[str, str]) -> None:
    recording(bagrat, "Դատարան")
    client.force_login(bagrat)
    shown(client, **asked)


def test_the_number_of_queries_does_not_grow_with_what_is_found(client: Client, bagrat: User) -> None:
    client.force_login(bagrat)

    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            assert "<mark>" in shown(client, q="ժողով գործընկեր")
        return len(captured)

    completed(recording(bagrat))
    queries()  # Whether anything waits for the index is asked once.
    few = queries()
    for _ in range(10):
        completed(recording(bagrat))
    assert queries() == few


def test_a_stranger_is_told_nothing_by_a_search(client: Client, bagrat: User, mallory: User) -> None:
    completed(recording(bagrat, "Գաղտնի"), "Գաղտնի խոսք։")
    client.force_login(mallory)
    page = shown(client, q="գաղտնի")
    assert "Nothing found" in page
    assert "Bagrat" not in page
    assert "<mark>" not in page
