"""SRT, WebVTT and EBU-TT-D, read back by others' libraries: the same words at the same milliseconds."""

import html
import io
import re
from collections.abc import Callable
from datetime import timedelta
from fractions import Fraction
from xml.etree import ElementTree

import av
import pytest
import srt
import ttconv.imsc.reader as imsc
import ttconv.model as ttml
import webvtt
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.exports.transcripts import ARMENIAN, HOSTILE, MEETING, said, transcript
from transcripts.exports.exported import Options, printable_document
from transcripts.exports.registry import FORMATS
from transcripts.exports.srt import JOINER
from transcripts.text.cues import PRESETS
from transcripts.text.document import Document, Paragraph, Word

TT = "{http://www.w3.org/ns/ttml}"
Read = list[tuple[int, int, str]]
OPTIONS = st.builds(Options, preset=st.sampled_from(list(PRESETS.values())), speakers=st.booleans())


@st.composite
def documents(draw: st.DrawFn) -> Document:
    parts = []
    at = 0
    for _part in range(draw(st.integers(0, 4))):
        words = []
        for text in draw(st.lists(st.sampled_from(ARMENIAN + HOSTILE), max_size=25)):
            end = at + draw(st.integers(1, 1500))
            words.append(Word(text, at / 1000, end / 1000))
            at = end + draw(st.sampled_from([0, 40, 700]))
        parts.append(Paragraph(tuple(words), draw(st.sampled_from(["", "Անահիտ", "<b> & -->"]))))
    return printable_document(Document(tuple(parts)))


def written(document: Document, options: Options, name: str) -> str:
    return FORMATS[name].write(transcript(document), options).decode()


def expected(document: Document, options: Options) -> Read:
    return [(cue.start, cue.end, cue.text) for cue in transcript(document).cues(options.preset)]


def _milliseconds(clock: str) -> int:
    hours, minutes, seconds = clock.split(":")
    return (int(hours) * 60 + int(minutes)) * 60_000 + round(float(seconds) * 1000)


def by_srt(text: str) -> Read:
    """Strict: raises where anything is not understood."""
    one = timedelta(milliseconds=1)
    return [
        (cue.start // one, cue.end // one, cue.content.replace(JOINER, "").replace("\n", " "))
        for cue in srt.parse(text)
    ]


def by_webvtt(text: str) -> Read:
    return [
        (
            _milliseconds(cue.start),
            _milliseconds(cue.end),
            html.unescape(cue.text.replace("\n", " ")),
        )
        for cue in webvtt.from_string(text).captions
    ]


def by_ttconv(text: str) -> Read:
    """The library that checks and converts broadcasters' TTML."""
    whole = imsc.to_model(ElementTree.ElementTree(ElementTree.fromstring(text.encode())))
    body = whole.get_body()
    cues = [one for one in body.dfs_iterator() if isinstance(one, ttml.P)] if body else []
    return [(_thousandths(cue.get_begin()), _thousandths(cue.get_end()), _words(cue)) for cue in cues]


def _thousandths(seconds: Fraction | None) -> int:
    """None is what the library makes of the very beginning."""
    whole = (seconds or Fraction(0)) * 1000
    assert whole.denominator == 1
    return whole.numerator


def _words(cue: ttml.P) -> str:
    parts = (" " if isinstance(one, ttml.Br) else one for one in cue.dfs_iterator())
    return "".join(
        one.get_text() if isinstance(one, ttml.Text) else one
        for one in parts
        if isinstance(one, str | ttml.Text)
    )


@pytest.mark.parametrize(("name", "read"), [("srt", by_srt), ("vtt", by_webvtt), ("ttml", by_ttconv)])
@given(document=documents(), options=OPTIONS)
@settings(max_examples=60)
def test_another_library_reads_the_same_words_and_times(
    name: str, read: Callable[[str], Read], document: Document, options: Options
) -> None:
    assert read(written(document, options, name)) == expected(document, options)


@pytest.mark.parametrize("name", ["srt", "vtt"])
@given(document=documents(), options=OPTIONS)
@settings(max_examples=40)
def test_ffmpeg_reads_the_same_words_and_times(name: str, document: Document, options: Options) -> None:
    wanted = expected(document, options)
    if not wanted:
        return
    file = io.BytesIO(written(document, options, name).encode())
    with av.open(file, "r", format={"srt": "srt", "vtt": "webvtt"}[name]) as opened:
        found = [
            (packet.pts or 0, packet.duration or 0, bytes(packet).decode())
            for packet in opened.demux()
            if packet.size
        ]
    assert [(start, start + length, _said(words, name)) for start, length, words in found] == wanted


def _said(words: str, name: str) -> str:
    """A cue's text as ffmpeg hands it on: lines apart, and in WebVTT still escaped."""
    line = words.replace("\n", " ").replace(JOINER, "")
    return html.unescape(re.sub("</?v[^>]*>", "", line)) if name == "vtt" else line


def test_srt_has_a_comma_before_the_milliseconds_and_numbers_from_one() -> None:
    text = written(MEETING, Options(), "srt")
    assert text.startswith("1\n00:00:00,000 --> 00:00:01,950\nԲարի լույս,")


def test_voices_and_agents_name_who_speaks_only_where_wanted() -> None:
    for name in ("vtt", "ttml"):
        assert "Բագրատ &lt;&amp; Co&gt;" in written(MEETING, Options(), name)
        assert "Բագրատ" not in written(MEETING, Options(speakers=False), name)


def test_estimated_times_are_told_where_the_format_can() -> None:
    guessed = Document((Paragraph((Word("մեկ"), Word("երկու"))),))
    assert "NOTE Times are estimated." in written(guessed, Options(), "vtt")
    assert "<!-- Times are estimated. -->" in written(guessed, Options(), "ttml")
    for name in ("vtt", "ttml"):
        assert "estimated" not in written(MEETING, Options(), name)


def test_a_few_guesses_are_no_guesswork() -> None:
    sure, guess = Word("ա", 0.0, 1.0), Word("բ", 1.0, 2.0, estimated=True)
    for guesses, is_guesswork in ((0, False), (1, False), (2, True)):
        words = (sure,) * (10 - guesses) + (guess,) * guesses
        assert transcript(Document((Paragraph(words),))).is_guesswork is is_guesswork


def test_ttml_holds_what_ebu_tt_d_demands() -> None:
    root = ElementTree.fromstring(written(MEETING, Options(), "ttml").encode())
    assert root.attrib["{http://www.w3.org/ns/ttml#parameter}timeBase"] == "media"
    assert root.attrib["{http://www.w3.org/XML/1998/namespace}lang"] == "hy"
    regions = {
        region.attrib["{http://www.w3.org/XML/1998/namespace}id"] for region in root.iter(f"{TT}region")
    }
    assert {cue.attrib["region"] for cue in root.iter(f"{TT}p")} <= regions


def test_times_beyond_an_hour_are_right() -> None:
    late = Document((said("Վերջ։", start=36_061.5),))
    assert "10:01:01,500 -->" in written(late, Options(), "srt")


def test_ttml_of_silence_has_no_empty_parts() -> None:
    """A division without a paragraph is none, by EBU's schema."""
    root = ElementTree.fromstring(written(Document(), Options(), "ttml").encode())
    assert [child.tag for child in root] == [f"{TT}head"]
