"""What is asked for, and what files are called."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from transcripts.exports.registry import FORMATS
from transcripts.library.bundle import Names
from transcripts.library.exporting import NoSuchFormat, NoSuchPreset, file_name, order
from transcripts.text.cues import SOCIAL

TXT = FORMATS["txt"]


@given(st.text())
def test_a_file_name_is_one_that_every_system_takes(title: str) -> None:
    name = file_name(title, TXT)
    assert not set(name) & set('/\\:*?"<>|\0\n\u202e')
    assert len(name.encode()) <= 255
    assert name.endswith(".txt")
    assert not name.startswith(".")


def test_armenian_names_stay_to_the_letter() -> None:
    assert file_name("Ժողով №3 «վերջին» և այլն", TXT) == "Ժողով №3 «վերջին» և այլն.txt"
    assert file_name("...", TXT) == "recording.txt"
    assert file_name("Հաշիվ \u202efdp.exe", TXT) == "Հաշիվ fdp.exe.txt"


@given(st.lists(st.sampled_from(["ա", "Ա", "ա (2)", "ա (3)", "Ա (2)"]), max_size=12))
def test_no_two_files_of_an_archive_share_a_name(titles: list[str]) -> None:
    names = Names()
    made = [names.of(title, TXT).casefold() for title in titles]
    assert len(set(made)) == len(made)


def test_what_is_not_said_is_plain_text_with_speakers_and_without_times() -> None:
    asked = order({})
    assert (asked.format, asked.options.times, asked.options.speakers) == (TXT, False, True)
    told = order({"format": "srt", "preset": "social", "times": "True", "speakers": "0"})
    assert (told.options.preset, told.options.times, told.options.speakers) == (SOCIAL, True, False)


def test_what_there_is_not_is_refused() -> None:
    with pytest.raises(NoSuchFormat):
        order({"format": "../etc"})
    with pytest.raises(NoSuchPreset):
        order({"preset": ""})
