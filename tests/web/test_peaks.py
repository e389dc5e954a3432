from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.test import Client

from tests.factories import recording
from transcripts.media import keys
from transcripts.media.peaks import SECONDS
from transcripts.models import Recording, User

pytestmark = pytest.mark.usefixtures("own_storage")
MOMENTS = bytes(range(250)) * 10


@pytest.fixture
def row(anahit: User, client: Client) -> Recording:
    client.force_login(anahit)
    row = recording(anahit, duration=len(MOMENTS) * SECONDS, sound_sha256="cd" * 32)
    row.peaks.name = row.peaks.storage.save(keys.peaks(row.pk), ContentFile(MOMENTS))
    row.save()
    return row


def _get(client: Client, row: Recording, query: str = "", **headers: str) -> Any:
    return client.get(f"/recordings/{row.pk}/peaks{query}", headers=headers)


def test_all_of_it_at_a_glance(client: Client, row: Recording) -> None:
    answer = _get(client, row, "?columns=10")
    assert answer.json() == {"duration": 60.0, "from": 0.0, "to": 60.0, "peaks": [249] * 10}
    assert answer["Content-Type"] == "application/json"


def test_the_width_of_a_screen_where_nothing_is_asked(client: Client, row: Recording) -> None:
    assert len(_get(client, row).json()["peaks"]) == 1200


def test_a_stretch_from_near(client: Client, row: Recording) -> None:
    found = _get(client, row, "?from=6&to=6.24").json()
    assert found["peaks"] == list(range(10))
    assert (found["from"], found["to"]) == (6.0, 6.24)


def test_a_stretch_ends_where_the_recording_does(client: Client, row: Recording) -> None:
    found = _get(client, row, "?from=59.76&to=999").json()
    assert (found["peaks"], found["to"]) == (list(range(240, 250)), 60.0)


@pytest.mark.parametrize(
    "query",
    [
        "?columns=0",
        "?columns=9999999",
        "?columns=x",
        "?from=-1",
        "?from=5&to=4",
        "?from=nan",
        "?to=",
        "?to=inf&from=inf",
    ],
)
def test_what_are_no_such_numbers_is_a_bad_request(query: str, client: Client, row: Recording) -> None:
    assert _get(client, row, query).status_code == 400


def test_what_the_browser_has_already_is_not_sent_again(client: Client, row: Recording) -> None:
    tag = _get(client, row)["ETag"]
    again = _get(client, row, **{"If-None-Match": tag})
    assert (again.status_code, again.content, again["ETag"]) == (304, b"", tag)
    Recording.objects.update(sound_sha256="ef" * 32)
    assert _get(client, row, **{"If-None-Match": tag}).status_code == 200


def test_there_are_none_before_the_sound_is_made(client: Client, row: Recording) -> None:
    Recording.objects.update(peaks="")
    assert _get(client, row).status_code == 404


def test_lost_ones_are_not_there(client: Client, row: Recording) -> None:
    row.peaks.storage.delete(keys.peaks(row.pk))
    assert _get(client, row).status_code == 404


def test_a_stranger_gets_404(client: Client, row: Recording, mallory: User) -> None:
    client.force_login(mallory)
    assert _get(client, row).status_code == 404
