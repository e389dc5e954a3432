import http.client

import pytest

from tests.sandbox.calls import call, look_up, upload
from transcripts.sandbox import Sandbox


def test_a_finished_job_is_found_by_its_id_with_the_same_text(box: Sandbox) -> None:
    said = upload(box).json
    reply = look_up(box, said["job_id"])
    assert reply.status == 200
    assert reply.json == said


def test_an_unknown_job_is_404_in_hispeech_s_shape_and_counted_apart(box: Sandbox) -> None:
    reply = look_up(box, "a91f17d0-5d9a-11f1-8d6f-215414e3f380")
    assert (reply.status, reply.json["success"], reply.json["status"]) == (404, False, 404)
    assert call(box, "GET", "/_sandbox/").json["stray_lookups"] == 1


def test_a_look_up_needs_a_key(box: Sandbox) -> None:
    job_id = upload(box).json["job_id"]
    assert look_up(box, job_id, {}).status == 401
    assert box.ledger()[0].lookups == 0


def test_where_polling_does_not_exist_no_look_up_is_answered(box: Sandbox) -> None:
    box.fault("no_polling")
    job_id = upload(box).json["job_id"]
    assert [look_up(box, job_id).status for _ in range(3)] == [404, 404, 404]
    assert look_up(box, job_id).json == {"detail": "Not Found"}
    assert box.ledger()[0].lookups == 4


def test_faults_of_look_ups_leave_uploads_and_jobs_alone(box: Sandbox) -> None:
    for kind in ("error", "error_page", "too_many", "bad_key", "broken_json"):
        box.fault(kind, way="lookup")
    said = upload(box).json
    statuses = [look_up(box, said["job_id"]).status for _ in range(5)]
    assert statuses == [500, 502, 429, 401, 200]
    assert look_up(box, said["job_id"]).json == said
    assert box.ledger()[0].accepted


def test_a_look_up_may_end_without_an_answer(box: Sandbox) -> None:
    job_id = upload(box).json["job_id"]
    box.fault("drop_after", way="lookup")
    with pytest.raises((http.client.RemoteDisconnected, ConnectionResetError)):
        look_up(box, job_id)
    assert look_up(box, job_id).status == 200
