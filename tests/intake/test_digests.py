"""A digest that follows a growing file is that of the file, however far the thread had come."""

import hashlib
import threading
import time
from pathlib import Path
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from transcripts.intake import digests
from transcripts.intake.digests import Digest, Follower


@given(st.lists(st.tuples(st.binary(max_size=600_000), st.booleans()), max_size=5))
def test_in_whatever_pieces_it_grows(
    tmp_path_factory: pytest.TempPathFactory, pieces: list[tuple[bytes, bool]]
) -> None:
    """After some of them somebody reads on, after others nobody does."""
    path, digest = tmp_path_factory.mktemp("media") / "part", Digest()
    path.touch()
    for piece, is_read in pieces:
        with path.open("ab") as file:
            file.write(piece)
        if is_read:
            digest.go_on(path)
    assert digest.go_on(path).hexdigest() == hashlib.sha256(path.read_bytes()).hexdigest()


def test_the_thread_reads_behind_those_who_write_and_the_end_is_right(tmp_path: Path) -> None:
    follower, uploads = Follower(), {uuid4(): tmp_path / str(n) for n in range(3)}

    def write(upload_id: object, path: Path) -> None:
        with path.open("wb", buffering=0) as file:
            for n in range(200):
                file.write(bytes([n]) * 5_000)
                follower.follow(upload_id, path)  # type: ignore[arg-type]

    writers = [threading.Thread(target=write, args=item) for item in uploads.items()]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    for upload_id, path in uploads.items():
        assert follower.digest_of(upload_id, path) == hashlib.sha256(path.read_bytes()).hexdigest()


def test_little_is_left_to_be_read_in_the_end(tmp_path: Path) -> None:
    follower, upload_id, path = Follower(), uuid4(), tmp_path / "part"
    path.write_bytes(b"x" * 1_000_000)
    follower.follow(upload_id, path)
    until = time.monotonic() + 20
    while follower._digest(upload_id)._offset < 1_000_000:
        assert time.monotonic() < until
        time.sleep(0.01)
    with path.open("r+b") as file:
        file.write(b"?")  # nobody looks at it any more
    assert follower.digest_of(upload_id, path) == hashlib.sha256(b"x" * 1_000_000).hexdigest()


def test_what_has_gone_is_no_trouble_for_the_others(tmp_path: Path) -> None:
    follower, upload_id, path = Follower(), uuid4(), tmp_path / "part"
    follower.follow(uuid4(), tmp_path / "gone")
    follower.follow(uuid4(), tmp_path)  # no file
    path.write_bytes(b"123")
    follower.follow(upload_id, path)
    assert follower.digest_of(upload_id, path) == hashlib.sha256(b"123").hexdigest()
    with pytest.raises(FileNotFoundError):
        follower.digest_of(uuid4(), tmp_path / "gone")


def test_what_is_forgotten_is_read_anew(tmp_path: Path) -> None:
    follower, path = Follower(), tmp_path / "part"
    path.write_bytes(b"123")
    first = uuid4()
    for upload_id in (first, *(uuid4() for _ in range(digests.MOST))):
        follower.digest_of(upload_id, path)
    assert len(follower._known) == digests.MOST
    assert first not in follower._known
    assert follower.digest_of(first, path) == hashlib.sha256(b"123").hexdigest()
    follower.forget(first)
    follower.forget(first)
