"""Find and replace in a selection of transcripts: shown and counted, ticked off, done, and undone at once."""

import re
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from tests.factories import completed, person, recording, transcription
from transcripts.actions import correct, replace
from transcripts.models import Membership, Role, Team, Transcription, User

FIRST = "Նիստը վարեց Սարգսյանը։ Սարգսյանը լռեց։"
SECOND = "Սարգսյանը մեկնեց։"
WISH = {"find": "Սարգսյանը", "replace": "Պետրոսյանը", "whole_words": "on"}


@pytest.fixture
def runs(anahit: User) -> list[Transcription]:
    rows = [recording(anahit, title) for title in ("Առաջին", "Երկրորդ", "Երրորդ")]
    return [completed(row, text) for row, text in zip(rows, (FIRST, SECOND, "Ոչինչ։"), strict=True)]


def ids(runs: list[Transcription]) -> list[str]:
    return [str(run.recording_id) for run in runs]


def text(run: Transcription) -> str:
    return run.revisions.order_by("-number")[0].text


def shown(client: Client, **told: object) -> str:
    answer = client.post(reverse("replace"), told)
    assert answer.status_code == 200
    return re.sub(r"\s+", " ", answer.content.decode())


def test_what_would_change_is_counted_by_recording(
    client: Client, runs: list[Transcription], bagrat: User
) -> None:
    client.force_login(bagrat)
    page = shown(client, id=ids(runs), **WISH)
    assert "3 places, in 2 transcripts" in page
    assert page.index("Առաջին") < page.index("2 places") < page.index("Երկրորդ") < page.index("1 place<")
    assert "<del>Սարգսյանը</del><ins>Պետրոսյանը</ins>" in page
    assert "Երրորդ" not in page
    assert [text(run) for run in runs[:2]] == [FIRST, SECOND]


def test_an_address_with_a_selection_opens_the_form(
    client: Client, runs: list[Transcription], bagrat: User
) -> None:
    client.force_login(bagrat)
    answer = client.get(reverse("replace"), {"id": [*ids(runs), "no-id", str(uuid4())]})
    page = answer.content.decode()
    assert "In 3 transcripts: the newest version of each." in page
    assert "1 other recording has no words yet" in page
    assert page.count('name="id"') == 4


def test_what_is_ticked_is_replaced_and_undone_as_one(
    client: Client, runs: list[Transcription], bagrat: User
) -> None:
    client.force_login(bagrat)
    told = WISH | {"id": ids(runs), "take": ids(runs[:2]), "apply": "1"}
    done = client.post(reverse("replace"), told, follow=True)
    page = done.content.decode()
    assert "3 places were changed." in page
    assert "2 transcripts were changed." in page
    assert text(runs[1]) == "Պետրոսյանը մեկնեց։"
    undo = re.search(r'action="([^"]+/undo)"', page)
    assert undo
    after = client.post(undo[1], follow=True).content.decode()
    assert "Everything is as it was before." in after
    assert after.count("Undone") == 2
    assert "Undo all of it" not in after
    assert [text(run) for run in runs[:2]] == [FIRST, SECOND]


def test_what_is_not_ticked_stays(client: Client, runs: list[Transcription], bagrat: User) -> None:
    client.force_login(bagrat)
    told = WISH | {"id": ids(runs), "take": ids(runs[1:2]), "apply": "1"}
    client.post(reverse("replace"), told)
    assert text(runs[0]) == FIRST
    assert text(runs[1]) == "Պետրոսյանը մեկնեց։"


def test_with_nothing_ticked_nothing_is_changed(
    client: Client, runs: list[Transcription], bagrat: User
) -> None:
    client.force_login(bagrat)
    told = WISH | {"id": ids(runs), "apply": "1"}
    assert "nothing was changed" in client.post(reverse("replace"), told, follow=True).content.decode()
    assert text(runs[0]) == FIRST


def test_ticking_alone_does_not_reach_beyond_the_selection(
    client: Client, runs: list[Transcription], bagrat: User
) -> None:
    client.force_login(bagrat)
    told = WISH | {"id": ids(runs[:1]), "take": ids(runs), "apply": "1"}
    client.post(reverse("replace"), told)
    assert text(runs[1]) == SECOND


def test_what_a_search_finds_is_a_selection(client: Client, runs: list[Transcription], bagrat: User) -> None:
    client.force_login(bagrat)
    found = client.get(reverse("library"), {"q": "Սարգսյանը"}).content.decode()
    link = re.search(r'href="(/replace/\?[^"]+)"', found)
    assert link
    page = client.get(link[1].replace("&amp;", "&")).content.decode()
    assert "In 2 transcripts" in page
    assert 'name="find" lang="hy" value="Սարգսյանը"' in page
    assert "3 places, in 2 transcripts" in shown(client, q="Սարգսյանը", **WISH)


def test_a_search_in_more_than_words_is_no_text_to_find(
    client: Client, runs: list[Transcription], bagrat: User
) -> None:
    client.force_login(bagrat)
    page = client.get(reverse("replace"), {"q": "title:Առաջին"}).content.decode()
    assert "In 1 transcript" in page
    assert 'name="find" lang="hy" value=""' in page


def test_somebody_elses_later_change_stays_when_all_is_undone(
    client: Client, runs: list[Transcription], anahit: User, bagrat: User
) -> None:
    client.force_login(bagrat)
    told = WISH | {"id": ids(runs), "take": ids(runs), "apply": "1"}
    done = client.post(reverse("replace"), told)
    correct.rewrite(by=anahit, transcription=runs[1], text="Նա մնաց։")
    after = client.post(done["Location"] + "undo", follow=True).content.decode()
    assert "but for 1 place" in after
    assert text(runs[0]) == FIRST
    assert text(runs[1]) == "Նա մնաց։"


def test_recordings_that_one_may_only_read_are_left_alone(
    client: Client, runs: list[Transcription], bagrat: User
) -> None:
    other = Team.objects.create(name="Արխիվ")
    owner = person("Zara", other, Role.OWNER)
    theirs = completed(recording(owner, team=other), FIRST)
    Membership.objects.create(team=other, user=bagrat, role=Role.VIEWER)
    client.force_login(bagrat)
    told = WISH | {"id": ids([*runs, theirs]), "take": ids([*runs, theirs]), "apply": "1"}
    client.post(reverse("replace"), told)
    assert text(theirs) == FIRST
    assert text(runs[1]) == "Պետրոսյանը մեկնեց։"


def test_nothing_to_find_is_said(client: Client, runs: list[Transcription], bagrat: User) -> None:
    client.force_login(bagrat)
    answer = client.post(reverse("replace"), {"id": ids(runs), "find": "  ", "apply": "1"})
    assert answer.status_code == 400
    assert "Say what is to be found" in answer.content.decode()


def test_more_than_can_be_changed_at_once_is_said(
    client: Client, runs: list[Transcription], bagrat: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(replace, "MOST_TRANSCRIPTS", 2)
    client.force_login(bagrat)
    assert "These are the first 2" in shown(client, id=ids(runs), **WISH)


def test_without_a_selection_it_says_how_to_make_one(client: Client, bagrat: User) -> None:
    client.force_login(bagrat)
    assert "Choose recordings first" in client.get(reverse("replace")).content.decode()


def test_a_recording_without_words_is_no_trouble(
    client: Client, runs: list[Transcription], bagrat: User
) -> None:
    waiting = transcription(recording(bagrat))
    client.force_login(bagrat)
    assert "3 places" in shown(client, id=[*ids(runs), str(waiting.recording_id)], **WISH)
    assert "None of these has words" in shown(client, id=[str(waiting.recording_id)])


def test_a_reader_may_not_and_a_stranger_finds_nothing(
    client: Client, runs: list[Transcription], bagrat: User, vahe: User, mallory: User
) -> None:
    batch = replace.replace(by=bagrat, transcriptions=runs, wanted=replace.asked("Սարգսյանը"), text="Ա")
    client.force_login(vahe)
    assert client.post(reverse("replace"), WISH | {"id": ids(runs)}).status_code == 403
    assert client.get(reverse("replaced", args=[batch.id])).status_code == 200
    assert client.post(reverse("replaced_undo", args=[batch.id])).status_code == 403
    client.force_login(mallory)
    assert "None of these has words" in shown(client, id=ids(runs))
    assert client.get(reverse("replaced", args=[batch.id])).status_code == 404
    assert client.post(reverse("replaced_undo", args=[batch.id])).status_code == 404


def test_the_page_of_a_change_asks_no_more_for_more(
    client: Client,
    runs: list[Transcription],
    bagrat: User,
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    batch = replace.replace(by=bagrat, transcriptions=runs, wanted=replace.asked("Սարգսյանը"), text="Ա")
    client.force_login(bagrat)
    with django_assert_max_num_queries(10):
        client.get(reverse("replaced", args=[batch.id]))
