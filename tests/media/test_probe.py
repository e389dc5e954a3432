import random
import shutil
import socket
from pathlib import Path

import pytest

from tests.media import files
from tests.media.files import BAD, MEETING_SECONDS, SAMPLES, TALK_SECONDS, WHAT_IS_WRONG
from transcripts.errors import BadMedia
from transcripts.media import cell, problems
from transcripts.media.probe import LIMITS, probe


@pytest.mark.parametrize(
    ("name", "container", "codec", "seconds", "has_video"),
    [
        ("meeting.wav", "wav", "pcm_s16le", MEETING_SECONDS, False),
        ("meeting.flac", "flac", "flac", MEETING_SECONDS, False),
        ("meeting.mp3", "mp3", "mp3", MEETING_SECONDS, False),
        ("meeting.m4a", "mp4", "aac", MEETING_SECONDS, False),
        ("meeting.ogg", "ogg", "opus", MEETING_SECONDS, False),
        ("talk.webm", "webm", "opus", TALK_SECONDS, False),
        ("two_tracks.mka", "matroska", "aac", MEETING_SECONDS, False),
        ("video.mp4", "mp4", "aac", MEETING_SECONDS, True),
        ("video.mov", "mov", "aac", TALK_SECONDS, True),
        ("video.webm", "webm", "vorbis", TALK_SECONDS, True),
        ("Ժողովի ձայնագրություն №3 (վերջնական).mp3", "mp3", "mp3", MEETING_SECONDS, False),
    ],
)
def test_every_sample_is_known(
    name: str, container: str, codec: str, seconds: float, has_video: bool
) -> None:
    media = probe(SAMPLES / name)
    assert (media.container, media.tracks[0].codec, media.has_video) == (container, codec, has_video)
    assert media.duration == pytest.approx(seconds, abs=0.1)


@pytest.mark.parametrize(("name", "problem"), WHAT_IS_WRONG.items())
def test_every_mistake_has_its_own_answer(name: str, problem: type[BadMedia]) -> None:
    with pytest.raises(BadMedia) as caught:
        probe(BAD / name)
    assert type(caught.value) is problem


def test_silence_is_a_recording() -> None:
    assert probe(BAD / "silence.mp3").duration == pytest.approx(3.0, abs=0.1)


def test_a_cut_off_mp3_is_as_long_as_what_is_there() -> None:
    assert probe(BAD / "cut_off.mp3").duration == pytest.approx(1.25, abs=0.1)


def test_the_name_decides_nothing(tmp_path: Path) -> None:
    renamed = tmp_path / "notes.txt"
    shutil.copy(SAMPLES / "video.mp4", renamed)
    assert probe(renamed) == probe(SAMPLES / "video.mp4")


def test_two_tracks_are_listed_with_the_default_first() -> None:
    first, second = probe(SAMPLES / "two_tracks.mka").tracks
    assert (first.index, first.default, second.index, second.default) == (0, True, 1, False)
    assert (first.channels, first.sample_rate) == (1, 22_050)


def test_a_cover_is_no_video(tmp_path: Path) -> None:
    media = probe(files.with_cover(SAMPLES / "meeting.mp3", tmp_path / "song.mp3"))
    assert not media.has_video
    assert media.duration == pytest.approx(MEETING_SECONDS, abs=0.1)


@pytest.mark.parametrize(
    ("source", "container", "options"),
    [
        ("meeting.m4a", "mp4", {"movflags": "faststart"}),
        ("meeting.m4a", "mp4", {"movflags": "frag_keyframe+empty_moov", "frag_duration": "500000"}),
        ("meeting.m4a", "matroska", {}),
        ("meeting.ogg", "webm", {}),
        ("meeting.ogg", "ogg", {}),
        ("meeting.wav", "wav", {}),
        ("meeting.mp3", "mp3", {}),
    ],
)
def test_a_truncated_file_is_as_long_as_what_is_there(
    source: str, container: str, options: dict[str, str], tmp_path: Path
) -> None:
    """Most of these still claim their full length."""
    whole = files.remuxed(SAMPLES / source, tmp_path / "whole", container, **options)
    cut = files.beginning(whole, tmp_path / "cut", 0.6)
    assert probe(cut).duration == pytest.approx(MEETING_SECONDS * 0.6, abs=1.5)


def test_a_live_recording_without_any_claim_is_measured(tmp_path: Path) -> None:
    live = files.remuxed(SAMPLES / "talk.webm", tmp_path / "live", "webm", live="1")
    assert probe(live).duration == pytest.approx(TALK_SECONDS, abs=0.1)


@pytest.mark.parametrize("container", ["flac", "matroska"])
def test_a_file_of_one_packet_is_as_long_as_that(container: str, tmp_path: Path) -> None:
    """Whether it can be heard takes that packet."""
    one = files.in_one_packet(tmp_path / "one", container, seconds=0.7)
    assert probe(one).duration == pytest.approx(0.7, abs=0.01)


def test_sound_in_an_unknown_form_is_named_as_such(tmp_path: Path) -> None:
    data = bytearray((SAMPLES / "meeting.wav").read_bytes())
    data[20:22] = b"\x77\x77"  # the format tag, where 1 is PCM
    odd = tmp_path / "odd.wav"
    odd.write_bytes(data)
    with pytest.raises(problems.UnknownSound):
        probe(odd)


@pytest.mark.parametrize("seed", range(8))
def test_random_bytes_are_no_recording(seed: int, tmp_path: Path) -> None:
    noise = tmp_path / "noise.mp3"
    noise.write_bytes(random.Random(seed).randbytes(50_000))
    with pytest.raises(BadMedia):
        probe(noise)


@pytest.fixture
def listener() -> socket.socket:
    listening = socket.create_server(("127.0.0.1", 0))
    listening.setblocking(False)
    return listening


def tricks(address: str, neighbour: Path) -> dict[str, str]:
    return {
        "hls": f"#EXTM3U\n#EXT-X-TARGETDURATION:5\n#EXTINF:5,\n{address}a.ts\n#EXTINF:5,\n{neighbour}\n#EXT-X-ENDLIST\n",
        "concat": f"ffconcat version 1.0\nfile '{neighbour}'\nfile '{address}a.mp3'\n",
        "sdp": "v=0\no=- 0 0 IN IP4 127.0.0.1\ns=x\nc=IN IP4 127.0.0.1\nt=0 0\nm=audio 20002 RTP/AVP 0\n",
        "dash": f'<?xml version="1.0"?>\n<MPD xmlns="urn:mpeg:dash:schema:mpd:2011"><BaseURL>{address}</BaseURL></MPD>',
        "smil": f'<smil><body><audio src="{address}a.mp3"/></body></smil>',
    }


@pytest.mark.parametrize("trick", ["hls", "concat", "sdp", "dash", "smil"])
def test_a_file_that_names_others_is_a_playlist_and_reaches_none(
    trick: str, tmp_path: Path, listener: socket.socket
) -> None:
    address = f"http://127.0.0.1:{listener.getsockname()[1]}/"
    file = tmp_path / "meeting.mp3"
    file.write_text(tricks(address, SAMPLES / "meeting.mp3")[trick], encoding="utf-8")
    with pytest.raises(problems.Playlist):
        probe(file)
    # Past the first look, too: FFmpeg itself refuses.
    with pytest.raises(BadMedia):
        cell.run("inspect", file, LIMITS, begins_like_media=True)
    with pytest.raises(BlockingIOError):
        listener.accept()
    listener.close()
