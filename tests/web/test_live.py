from django.test import Client

from tests.factories import recording, transcription
from transcripts.models import Status, User


def test_badges_come_fresh_and_say_where_they_belong(client: Client, bagrat: User) -> None:
    ready, working = recording(bagrat), recording(bagrat)
    transcription(ready, Status.COMPLETED)
    transcription(working, Status.PREPARING)
    client.force_login(bagrat)
    page = client.get(f"/live/?id={ready.pk}&id={working.pk}").content.decode()
    assert page.count('class="badge') == 2
    assert f'id="badge-{ready.pk}"' in page
    assert f'data-live="{ready.pk}"' not in page
    assert f'data-live="{working.pk}"' in page
    assert "Preparing the sound" in page


def test_what_belongs_to_others_is_left_out(client: Client, anahit: User, mallory: User) -> None:
    row = recording(anahit)
    transcription(row)
    client.force_login(mallory)
    assert client.get(f"/live/?id={row.pk}").content.strip() == b""


def test_what_is_no_identity_is_passed_over(client: Client, anahit: User) -> None:
    client.force_login(anahit)
    assert client.get("/live/?id=junk&id=").status_code == 200


def test_a_script_is_told_plainly_that_the_session_has_ended(client: Client, db: None) -> None:
    answer = client.get("/live/", headers={"HX-Request": "true"})
    assert answer.status_code == 401
    assert answer.json()["error"]["code"] == "signed_out"
