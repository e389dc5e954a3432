"""A private recording: nobody else finds a trace of it."""

import pytest
from django.test import Client

from tests import factories
from tests.api.calls import sound
from transcripts import access
from transcripts.actions.private import share_with_team
from transcripts.actions.submit import submit
from transcripts.errors import NotAllowed
from transcripts.intake.order import AlreadyHere, KeyUsedOtherwise
from transcripts.library.filters import Narrowing
from transcripts.library.results import results_page
from transcripts.library.speakers import speakers_of
from transcripts.library.twins import earlier_of_sound
from transcripts.models import Act, Event, Recording, Status, Team, User

SAME = "1" * 64


def found(user: User, q: str = "քննարկել") -> list[str]:
    page = results_page(user, q, Narrowing())
    assert (page.total, page.is_all) == (len(page.rows), True)
    return [one.row.title for one in page.rows]


def test_search_and_its_counts_pass_it_by_for_all_others(anahit: User, bagrat: User) -> None:
    factories.completed(factories.recording(anahit, "Ընդհանուր"))
    factories.completed(factories.recording(bagrat, "Մասնավոր", private=True))
    assert found(anahit) == ["Ընդհանուր"]
    assert set(found(bagrat)) == {"Ընդհանուր", "Մասնավոր"}
    assert found(anahit, "title:մասնավոր") == []


def test_once_it_is_shared_all_find_it(anahit: User, bagrat: User) -> None:
    row = factories.recording(bagrat, "Մասնավոր", private=True)
    factories.completed(row)
    share_with_team(by=bagrat, recording=row)
    assert found(anahit) == found(bagrat) == ["Մասնավոր"]
    assert Event.objects.get(act=Act.SHARED).label == "Մասնավոր"


@pytest.mark.parametrize("who", ["anahit", "vahe", "mallory"])
def test_only_who_brought_it_shares_it(who: str, request: pytest.FixtureRequest, bagrat: User) -> None:
    row = factories.recording(bagrat, private=True)
    with pytest.raises(NotAllowed):
        share_with_team(by=request.getfixturevalue(who), recording=row)


def test_names_of_its_speakers_are_not_offered_to_others(anahit: User, bagrat: User, team: Team) -> None:
    run = factories.completed(factories.recording(bagrat, private=True))
    run.paragraphs.update(speaker="Գաղտնի")
    assert speakers_of(team, anahit) == []
    assert speakers_of(team, bagrat) == ["Գաղտնի"]


def test_who_brings_only_private_ones_is_not_found_by_name(anahit: User, bagrat: User, team: Team) -> None:
    factories.recording(bagrat, private=True)
    assert access.people_called(anahit, [team.pk], "bagrat") == set()
    assert access.people_called(bagrat, [team.pk], "bagrat") == {bagrat.pk}


def test_what_it_is_called_does_not_stand_in_the_log(bagrat: User, team: Team) -> None:
    row = factories.recording(bagrat, "Գաղտնի", private=True)
    Event.record(Act.CHANGED, by=bagrat, team=team, on=row)
    Event.record(Act.CHANGED, by=bagrat, team=team, on=factories.transcription(row))
    assert [one.label for one in Event.objects.all()] == ["", ""]


@pytest.mark.usefixtures("own_storage")
def test_the_same_bytes_are_news_to_others(anahit: User, bagrat: User) -> None:
    first = submit(by=bagrat, file=sound(), filename="a.wav", stt_model="formal", private=True)
    assert first.recording.private
    with pytest.raises(AlreadyHere):
        submit(by=bagrat, file=sound(), filename="a.wav", stt_model="formal")
    second = submit(by=anahit, file=sound(), filename="a.wav", stt_model="formal")
    assert second.recording != first.recording


@pytest.mark.usefixtures("own_storage")
def test_what_is_brought_as_private_does_not_join_what_the_team_has(anahit: User, bagrat: User) -> None:
    shared = submit(by=anahit, file=sound(), filename="a.wav", stt_model="formal")
    private = submit(by=bagrat, file=sound(), filename="a.wav", stt_model="conversational", private=True)
    assert private.recording != shared.recording
    assert private.recording.private


@pytest.mark.usefixtures("own_storage")
def test_a_key_for_doing_it_once_leads_nobody_to_it(anahit: User, bagrat: User) -> None:
    asked = {"filename": "a.wav", "stt_model": "formal", "idempotency_key": "k"}
    made = submit(by=bagrat, file=sound(), private=True, **asked)  # type: ignore[arg-type]
    Recording.objects.filter(pk=made.recording_id).update(private=False)
    asked_again = submit(by=bagrat, file=sound(), private=True, **asked)  # type: ignore[arg-type]
    assert asked_again == made
    Recording.objects.filter(pk=made.recording_id).update(private=True)
    with pytest.raises(KeyUsedOtherwise):
        submit(by=anahit, file=sound(), private=True, **asked)  # type: ignore[arg-type]


def test_its_words_go_to_no_recording_that_others_see(anahit: User, bagrat: User) -> None:
    factories.completed(factories.recording(bagrat, private=True, sound_sha256=SAME))
    mine = factories.transcription(
        factories.recording(bagrat, private=True, sound_sha256=SAME), Status.QUEUED
    )
    ours = factories.transcription(factories.recording(anahit, sound_sha256=SAME), Status.QUEUED)
    assert earlier_of_sound(mine) is not None
    assert earlier_of_sound(ours) is None


def test_usage_counts_it_and_names_it_nowhere(client: Client, anahit: User, bagrat: User) -> None:
    run = factories.completed(factories.recording(bagrat, "Գաղտնի", private=True, duration=60.0))
    factories.attempt(run)
    client.force_login(anahit)
    page = client.get("/usage/").content.decode()
    assert "1:00" in page
    assert "Գաղտնի" not in page
    assert "Գաղտնի" not in client.get("/usage/usage.csv").content.decode()


def test_the_page_marks_it_and_offers_to_share_it(client: Client, bagrat: User) -> None:
    row = factories.recording(bagrat, private=True)
    client.force_login(bagrat)
    assert "private-mark" in client.get("/").content.decode()
    assert "Private: only you see it." in client.get(f"/recordings/{row.pk}/").content.decode()
    page = client.post(f"/recordings/{row.pk}/to-team", follow=True).content.decode()
    assert "Everybody in “Լրատուն” sees this recording from now on." in page
    row.refresh_from_db()
    assert not row.private
