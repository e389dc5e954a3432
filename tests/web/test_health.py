"""What those who watch over the site are told."""

from pathlib import Path

import pytest
from django.test import Client
from pytest_django import Settings

from hispeech_web.bucket import Bucket


def test_the_process_answers_without_the_database(client: Client) -> None:
    """Without the `db` fixture any query would raise."""
    answer = client.get("/healthz")
    assert (answer.status_code, answer.content) == (200, b"ok")
    assert "no-store" in answer["Cache-Control"]


@pytest.mark.django_db(transaction=True)
def test_all_is_there(client: Client) -> None:
    answer = client.get("/readyz")
    assert answer.json() == {"database": "ok", "broker": "ok", "storage": "ok"}
    assert answer.status_code == 200


@pytest.mark.django_db(transaction=True)
def test_a_folder_that_cannot_be_written_to_is_out(
    client: Client, settings: Settings, tmp_path: Path
) -> None:
    """A file stands where the folder should be: nobody can write there, not even root."""
    (tmp_path / "media").touch()
    settings.MEDIA_ROOT = tmp_path / "media"
    answer = client.get("/readyz")
    assert answer.status_code == 503
    assert answer.json()["storage"] == "out"
    assert str(tmp_path) not in answer.content.decode()


@pytest.mark.django_db(transaction=True)
def test_a_bucket_is_asked_whether_it_lets_us_in(client: Client, bucket: Bucket, settings: Settings) -> None:
    assert client.get("/readyz").json()["storage"] == "ok"
    default = settings.STORAGES["default"]
    options = {**default["OPTIONS"], "bucket_name": "never-made"}
    settings.STORAGES = {**settings.STORAGES, "default": {**default, "OPTIONS": options}}
    assert client.get("/readyz").json()["storage"] == "out"


@pytest.mark.parametrize("address", ["/healthz", "/readyz"])
def test_probes_are_for_reading(client: Client, address: str) -> None:
    assert client.post(address).status_code == 405
