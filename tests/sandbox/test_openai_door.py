import pytest

from tests.sandbox.calls import KEY, SAMPLES, upload, upload_openai
from transcripts.sandbox import Sandbox
from transcripts.sandbox.speech import FORMAL

MODEL = ("model", FORMAL)


def test_json_is_the_text_alone_and_the_same_as_at_the_other_door(box: Sandbox) -> None:
    reply = upload_openai(box, [MODEL])
    assert reply.status == 200
    assert reply.json == {"text": upload(box).json["transcription"]}
    assert box.ledger()[0].way == "openai"


def test_text_is_plain(box: Sandbox) -> None:
    reply = upload_openai(box, [MODEL, ("response_format", "text")])
    assert reply.headers["Content-Type"] == "text/plain; charset=utf-8"
    assert reply.body.decode() == upload(box).json["transcription"] + "\n"


def test_verbose_json_has_segments_of_whole_sentences(box: Sandbox) -> None:
    said = upload_openai(box, [MODEL, ("response_format", "verbose_json")]).json
    assert (said["task"], said["language"]) == ("transcribe", "armenian")
    assert 18 < said["duration"] < 20
    assert "words" not in said
    assert " ".join(segment["text"] for segment in said["segments"]) == said["text"]
    assert all(segment["text"].endswith("։") for segment in said["segments"])
    assert [segment["id"] for segment in said["segments"]] == list(range(len(said["segments"])))


def test_word_times_come_when_asked_for(box: Sandbox) -> None:
    grain = ("timestamp_granularities[]", "word")
    said = upload_openai(box, [MODEL, ("response_format", "verbose_json"), grain]).json
    assert " ".join(word["word"] for word in said["words"]) == said["text"]
    assert "segments" not in said


@pytest.mark.parametrize("made_elsewhere", ["srt", "vtt", "docx"])
def test_it_makes_no_subtitles(box: Sandbox, made_elsewhere: str) -> None:
    reply = upload_openai(box, [MODEL, ("response_format", made_elsewhere)])
    assert reply.status == 400
    assert made_elsewhere not in reply.json["error"]["message"]
    assert not box.ledger()[0].accepted


def test_errors_have_openai_s_shape(box: Sandbox) -> None:
    stranger = upload_openai(box, [MODEL], key=KEY)
    unknown = upload_openai(box, [("model", "whisper-1")])
    no_sound = upload_openai(box, [MODEL], SAMPLES / "bad" / "random.ogg")
    assert [reply.status for reply in (stranger, unknown, no_sound)] == [401, 400, 400]
    for reply in (stranger, unknown, no_sound):
        assert set(reply.json["error"]) == {"message", "type", "param", "code"}
    assert not any(entry.accepted for entry in box.ledger())
