"""Whose upload it is, and who may bring one."""

from uuid import uuid4

import pytest
from django.test import Client

from tests.api.tus import Sender, code
from tests.tus import UPLOADS
from transcripts.models import Membership, User

pytestmark = pytest.mark.usefixtures("own_storage")


@pytest.mark.parametrize("method", ["HEAD", "PATCH", "DELETE", "GET"])
@pytest.mark.parametrize("who", ["anahit", "mallory"])
def test_what_another_brings_is_not_there(
    sender: Sender, method: str, who: str, request: pytest.FixtureRequest
) -> None:
    address = sender.begin(10)
    other = Sender(Client(), request.getfixturevalue(who))
    assert other.ask(method, address, Upload_Offset="0").status_code == 404
    assert sender.offset(address) == 0


def test_an_unknown_one_is_not_there(sender: Sender) -> None:
    assert sender.ask("HEAD", f"{UPLOADS}{uuid4()}").status_code == 404
    assert sender.ask("HEAD", f"{UPLOADS}nonsense").status_code == 404


@pytest.mark.parametrize("who", ["vahe", "gayane"])
def test_who_may_not_upload_is_told_at_once(client: Client, who: str, request: pytest.FixtureRequest) -> None:
    user = request.getfixturevalue(who)
    client.force_login(user)
    answer = Sender(client).announce(10)
    assert (answer.status_code, code(answer)) == (403, "not_allowed")


def test_who_lost_their_right_meanwhile_adds_no_more(sender: Sender, bagrat: User) -> None:
    address = sender.begin(10)
    Membership.objects.filter(user=bagrat).update(role="viewer")
    assert sender.patch(address, b"12345").status_code == 403


def test_without_a_key_nothing_opens(client: Client, db: None) -> None:
    answer = Sender(client).announce(10)
    assert (answer.status_code, code(answer)) == (401, "not_authenticated")


def test_who_brings_piece_after_piece_is_known_for_a_moment_but_not_what_they_may(
    sender: Sender, bagrat: User, django_assert_max_num_queries: object
) -> None:
    address = sender.begin(30)
    sender.patch(address, b"12345")
    with django_assert_max_num_queries(1):  # type: ignore[operator]
        assert sender.patch(address, b"67890", 5).status_code == 204
    Membership.objects.filter(user=bagrat).update(role="viewer")
    assert sender.patch(address, b"12345", 10).status_code == 403
