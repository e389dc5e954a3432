import logging
import socket
import time
from concurrent.futures import ThreadPoolExecutor
from urllib.parse import urlsplit

import pytest

from tests.sandbox.calls import KEY, MEETING, UPLOAD, connect, multipart, upload
from transcripts.sandbox import Sandbox
from transcripts.sandbox.speech import FORMAL

MANY = 250


def test_hundreds_may_wait_at_once(box: Sandbox) -> None:
    upload(box)  # heard before
    box.change({"delay": 2})
    with ThreadPoolExecutor(MANY) as clients:
        replies = list(clients.map(lambda _: upload(box), range(MANY)))
    assert {reply.status for reply in replies} == {200}
    assert len({reply.json["job_id"] for reply in replies}) == MANY
    assert sum(entry.answered for entry in box.ledger()) == MANY + 1


def test_a_connection_serves_one_request_after_another(box: Sandbox) -> None:
    connection = connect(box)
    headers, body = multipart([("wait_for_result", "true")], MEETING.read_bytes())
    for _ in range(3):
        connection.request("POST", f"{UPLOAD}?stt_model={FORMAL}", body, {**headers, **KEY})
        answer = connection.getresponse()
        assert answer.status == 200
        answer.read()
        assert not answer.will_close
    connection.close()


def test_a_body_may_come_in_chunks(box: Sandbox) -> None:
    connection = connect(box)
    headers, body = multipart([("wait_for_result", "true")], MEETING.read_bytes())
    pieces = (body[i : i + 10_000] for i in range(0, len(body), 10_000))
    connection.request(
        "POST", f"{UPLOAD}?stt_model={FORMAL}", pieces, {**headers, **KEY}, encode_chunked=True
    )
    assert connection.getresponse().status == 200
    connection.close()
    assert box.ledger()[0].bytes == MEETING.stat().st_size


def test_a_client_that_breaks_off_in_the_body_is_not_accepted(box: Sandbox) -> None:
    address = urlsplit(box.url)
    with socket.create_connection((address.hostname or "", address.port or 0)) as client:
        head = f"POST {UPLOAD}?stt_model={FORMAL} HTTP/1.1\r\nHost: a\r\nx-auth-token: k\r\nContent-Length: 1000\r\n"
        client.sendall(f"{head}Content-Type: multipart/form-data; boundary=b\r\n\r\n--b\r\n".encode())
    until = time.monotonic() + 10
    while not box.ledger():
        assert time.monotonic() < until
        time.sleep(0.01)
    assert (box.ledger()[0].accepted, box.ledger()[0].answered) == (False, False)
    assert upload(box).status == 200


@pytest.mark.parametrize("length", ["-5", "many"])
def test_a_length_that_is_none_is_400(box: Sandbox, length: str) -> None:
    connection = connect(box)
    connection.request("POST", UPLOAD, headers={"Content-Length": length, **KEY})
    assert connection.getresponse().status == 400
    connection.close()


def test_the_log_holds_neither_words_nor_keys_nor_job_ids(
    box: Sandbox, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    said = upload(box, key={"x-auth-token": "a-secret-key"}).json
    upload(box, key={"x-auth-token": "a-secret-key"}, model="model\nforged: line")
    # An upload is logged after its answer has gone out.
    until = time.monotonic() + 10
    while len(caplog.messages) < 2:
        assert time.monotonic() < until
        time.sleep(0.01)
    logged = caplog.text
    assert "upload sync model-01052025" in logged
    assert "forged" not in logged
    for secret in ("a-secret-key", said["job_id"], said["transcription"].split()[-1]):
        assert secret not in logged
