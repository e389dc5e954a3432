import unicodedata
from uuid import UUID

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from transcripts.media.keys import LONGEST, clean_filename, original, sound

ID = UUID("6f1f2a58-0f8e-4d2c-9a4e-1a2b3c4d5e6f")


def test_keys_are_made_of_the_identifier_alone() -> None:
    assert original(ID) == "recordings/6f1f2a58-0f8e-4d2c-9a4e-1a2b3c4d5e6f/original"
    assert sound(ID) == "recordings/6f1f2a58-0f8e-4d2c-9a4e-1a2b3c4d5e6f/sound.flac"


@pytest.mark.parametrize(
    "name",
    [
        "Ժողովի ձայնագրություն №3 (վերջնական).mp3",
        "Запись совещания 12.03.mp3",
        'odd "quoted" & <tagged>; $(x) %s.wav',
        ".hidden",
        "no suffix",
        "🎙️ interview.m4a",
        "  spaced.mp3  ",
        "e\u0301te\u0301 (a Mac).mp3",
        "Recording 2026-11-22 at 3.04\u202fPM.m4a",
        "👩\u200d💻.mp3",
        "a&amp;b %2F.mp3",
    ],
)
def test_ordinary_and_odd_names_stay_as_they_are(name: str) -> None:
    assert clean_filename(name) == name


@pytest.mark.parametrize(
    ("name", "clean"),
    [
        ("../../etc/passwd", "passwd"),
        ("C:\\Users\\Անի\\ժողով.mp3", "ժողով.mp3"),
        ("a\x00b\r\nc\x7f.mp3", "abc.mp3"),
        ("invoice\u202egpj.exe", "invoicegpj.exe"),
        ("\ud800lost.mp3", "lost.mp3"),
        ("", "recording"),
        ("..", "recording"),
        ("folder/", "recording"),
        ("\u202e", "recording"),
        ("  ", "recording"),
    ],
)
def test_what_could_mislead_is_dropped(name: str, clean: str) -> None:
    assert clean_filename(name) == clean


def test_a_long_name_keeps_its_suffix() -> None:
    clean = clean_filename("ձ" * 400 + ".mp3")
    assert len(clean) == LONGEST
    assert clean.endswith("ձ.mp3")


def test_a_long_name_whose_suffix_is_a_sentence_is_just_cut() -> None:
    assert clean_filename("a. " + "b" * 400) == "a. " + "b" * 252


@given(st.text())
@example("." * 300)
@example("a" * 254 + " .mp3")
def test_every_name_comes_out_short_and_visible_and_stays_so(name: str) -> None:
    clean = clean_filename(name)
    assert 1 <= len(clean) <= LONGEST
    assert not any(char in "/\\\u202e\u2066" or unicodedata.category(char) in {"Cc", "Cs"} for char in clean)
    assert clean.strip(". ")
    assert clean_filename(clean) == clean
    clean.encode()
