import pytest

from tests.sandbox.calls import KEY, TALK, call, look_up, order, upload
from transcripts.sandbox import Sandbox
from transcripts.sandbox.control import LONGEST_BODY


def test_the_ledger_is_read_in_order_and_from_where_one_left_off(box: Sandbox) -> None:
    upload(box)
    first = call(box, "GET", "/_sandbox/ledger").json["entries"]
    upload(box, TALK)
    assert len(first) == 1
    assert first[0]["accepted"] is True
    rest = call(box, "GET", f"/_sandbox/ledger?since={first[0]['number']}").json["entries"]
    assert [entry["bytes"] for entry in rest] == [TALK.stat().st_size]


def test_faults_are_asked_for_listed_and_taken_back(box: Sandbox) -> None:
    made = order(box, "faults", {"kind": "error", "status": 503, "count": 2})
    assert made.status == 201
    other = order(box, "faults", {"kind": "too_many"}).json["id"]
    assert upload(box).status == 503
    listed = call(box, "GET", "/_sandbox/").json["faults"]
    assert listed[str(made.json["id"])]["count"] == 1
    assert call(box, "DELETE", f"/_sandbox/faults/{made.json['id']}").status == 200
    assert call(box, "DELETE", f"/_sandbox/faults/{made.json['id']}").status == 404
    assert list(call(box, "GET", "/_sandbox/").json["faults"]) == [str(other)]
    assert call(box, "DELETE", "/_sandbox/faults").status == 200
    assert upload(box).status == 200


def test_settings_change_while_it_runs_and_the_key_is_never_told(box: Sandbox) -> None:
    assert order(box, "settings", {"key": "the key", "speed": 50}).status == 200
    overview = call(box, "GET", "/_sandbox/")
    assert overview.json["settings"]["speed"] == 50
    assert overview.json["settings"]["key"] is True
    assert b"the key" not in overview.body
    assert upload(box).status == 401


def test_a_reset_forgets_ledger_jobs_and_faults_but_no_settings(box: Sandbox) -> None:
    order(box, "settings", {"speed": 50})
    job_id = upload(box).json["job_id"]
    order(box, "faults", {"kind": "error"})
    assert call(box, "POST", "/_sandbox/reset").status == 200
    overview = call(box, "GET", "/_sandbox/").json
    assert (overview["uploads"], overview["faults"], overview["settings"]["speed"]) == (0, {}, 50)
    assert look_up(box, job_id).status == 404
    assert upload(box).status == 200


@pytest.mark.parametrize(
    ("path", "said"),
    [
        ("faults", {"kind": "earthquake"}),
        ("faults", {}),
        ("faults", []),
        ("settings", {"speed": 0}),
        ("settings", {"colour": "red"}),
    ],
)
def test_an_order_that_makes_no_sense_is_400_and_says_why(box: Sandbox, path: str, said: object) -> None:
    reply = order(box, path, said)
    assert reply.status == 400
    assert reply.json["error"]


@pytest.mark.parametrize("body", [b"{", b" " * (LONGEST_BODY + 1)], ids=["no JSON", "too long"])
def test_a_body_that_is_no_order_is_400(box: Sandbox, body: bytes) -> None:
    assert call(box, "POST", "/_sandbox/faults", body=body).status == 400


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("GET", "/_sandbox/reset"),
        ("POST", "/_sandbox/nothing"),
        ("GET", "/"),
        ("POST", "/api/v1/transcriptions"),
    ],
)
def test_other_addresses_do_not_exist(box: Sandbox, method: str, path: str) -> None:
    assert call(box, method, path, KEY).status == 404


def test_a_number_that_is_none_is_400(box: Sandbox) -> None:
    assert call(box, "GET", "/_sandbox/ledger?since=yesterday").status == 400
