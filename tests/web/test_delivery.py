"""Recordings go out from the bucket, or through the proxy, to those who may have them and to nobody else."""

from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

import httpx
import pytest
from django.test import Client
from pytest_django import Settings

from hispeech_web.bucket import Bucket
from tests.factories import recording, tone
from transcripts.models import Recording, User

NAME = 'Ժողովի ձայնագրություն №3 "վերջ".wav'


def _address(row: Recording) -> str:
    return f"/recordings/{row.pk}/media"


def _may_play_from(client: Client, address: str = "/") -> str:
    """The directives come in any order."""
    policy = client.get(address)["Content-Security-Policy"].split("; ")
    [played] = [directive for directive in policy if directive.startswith("media-src")]
    return played


@pytest.fixture
def row(bucket: Bucket, anahit: User, client: Client) -> Recording:
    client.force_login(anahit)
    return recording(anahit, filename=NAME)


def test_a_browser_is_sent_to_the_bucket_for_the_piece_it_wants(client: Client, row: Recording) -> None:
    answer = client.get(_address(row), headers={"range": "bytes=100-199"})
    assert answer.status_code == 302
    assert answer["Cache-Control"] == "private, no-store"
    piece = httpx.get(answer["Location"], headers={"Range": "bytes=100-199"})
    assert (piece.status_code, piece.content) == (206, tone()[100:200])


def test_the_address_is_good_for_this_file_alone(client: Client, row: Recording, anahit: User) -> None:
    other = recording(anahit)
    address = client.get(_address(row))["Location"]
    assert httpx.get(address.replace(str(row.file.name), str(other.file.name))).status_code == 403


@pytest.mark.parametrize(("seconds", "good_for"), [(1.0, 3601), (7200.5, 10_800)])
def test_the_address_is_good_for_as_long_as_the_playing_takes(
    client: Client, bucket: Bucket, anahit: User, seconds: float, good_for: int
) -> None:
    """The player seeks by the address that it was sent to, until its end."""
    client.force_login(anahit)
    address = client.get(_address(recording(anahit, duration=seconds)))["Location"]
    assert parse_qs(urlsplit(address).query)["X-Amz-Expires"] == [str(good_for)]


@pytest.mark.parametrize("who", ["mallory", "gayane"])
def test_who_may_not_read_it_gets_no_address(
    client: Client, row: Recording, who: str, request: pytest.FixtureRequest
) -> None:
    client.force_login(request.getfixturevalue(who))
    answer = client.get(_address(row))
    assert answer.status_code == 404
    assert "Location" not in answer


def test_it_is_saved_under_the_name_it_came_with(client: Client, row: Recording) -> None:
    asked = parse_qs(urlsplit(client.get(f"{_address(row)}?download")["Location"]).query)
    [disposition] = asked["response-content-disposition"]
    assert disposition.startswith("attachment; filename*=utf-8''")
    assert unquote(disposition).endswith(NAME)
    assert asked["response-content-type"] == ["audio/wav"]


def test_a_head_is_answered_here(client: Client, row: Recording) -> None:
    answer = client.head(_address(row))
    assert (answer.status_code, answer["Content-Length"]) == (200, str(row.size))


def test_only_the_bucket_may_be_played_from(client: Client, row: Recording, bucket: Bucket) -> None:
    address = f"/recordings/{row.pk}/"
    assert _may_play_from(client, address) == f"media-src 'self' blob: {bucket.origin}"
    assert client.get(address)["Content-Security-Policy"].count(bucket.origin) == 1


def test_without_a_bucket_nothing_else_may_be_played_from(client: Client, anahit: User) -> None:
    client.force_login(anahit)
    assert _may_play_from(client) == "media-src 'self' blob:"


# --- a bucket that browsers do not reach ---------------------------------------------------------


@pytest.fixture
def hidden(settings: Settings) -> None:
    settings.MEDIA_DELIVERY = "site"


def _body(answer: Any) -> bytes:
    return b"".join(answer.streaming_content)


def test_what_browsers_do_not_reach_goes_through_us(client: Client, row: Recording, hidden: None) -> None:
    answer = client.get(_address(row), headers={"range": "bytes=100-199"})
    assert (answer.status_code, _body(answer)) == (206, tone()[100:200])
    assert _may_play_from(client) == "media-src 'self' blob:"


def test_while_the_bucket_is_away_players_are_told_to_ask_again(
    client: Client, row: Recording, hidden: None, settings: Settings
) -> None:
    options = {**settings.STORAGES["default"]["OPTIONS"], "endpoint_url": "http://127.0.0.1:9"}
    settings.STORAGES = {
        **settings.STORAGES,
        "default": {**settings.STORAGES["default"], "OPTIONS": options},
    }
    Recording.objects.filter(pk=row.pk).update(peaks="recordings/1/peaks")
    for address in (_address(row), f"/recordings/{row.pk}/peaks"):
        answer = client.get(address)
        assert (answer.status_code, answer["Retry-After"]) == (503, "10")
    assert client.get(f"/recordings/{row.pk}/").status_code == 200


# --- a proxy before us ---------------------------------------------------------------------------


@pytest.fixture
def proxied(settings: Settings, own_storage: None) -> None:
    settings.X_ACCEL_PREFIX = "/protected/"


def test_the_proxy_is_told_what_to_send(client: Client, anahit: User, proxied: None) -> None:
    client.force_login(anahit)
    row = recording(anahit, filename=NAME, sha256="ab" * 32)
    answer = client.get(f"{_address(row)}?download")
    assert (answer.status_code, answer.content) == (200, b"")
    assert answer["X-Accel-Redirect"] == f"/protected/{row.file.name}"
    assert answer["Content-Type"] == "audio/wav"
    assert unquote(answer["Content-Disposition"]).endswith(NAME)


def test_the_proxy_sends_nothing_to_strangers(
    client: Client, anahit: User, mallory: User, proxied: None
) -> None:
    client.force_login(mallory)
    answer = client.get(_address(recording(anahit)))
    assert answer.status_code == 404
    assert "X-Accel-Redirect" not in answer
