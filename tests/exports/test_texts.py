"""Formats to be read: their words are the transcript's, and nothing in them is taken for anything else."""

import csv
import io
import json
import subprocess
import sys
from dataclasses import fields
from pathlib import Path

import openpyxl
import pypdf
import pytest
from docx import Document as open_docx
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.exports.transcripts import ARMENIAN, HOSTILE, MEETING, said, transcript
from transcripts.exports import pdf, setting
from transcripts.exports.exported import Options, printable, printable_document
from transcripts.exports.registry import FORMATS
from transcripts.text.cues import SOCIAL, WEB
from transcripts.text.document import Document, Paragraph, Word

TEXTS = st.lists(st.sampled_from(ARMENIAN + HOSTILE), min_size=1, max_size=30)
DOCUMENTS = st.lists(TEXTS, max_size=4).map(lambda parts: Document(tuple(said(*words) for words in parts)))


def written(name: str, document: Document = MEETING, options: Options | None = None) -> bytes:
    return FORMATS[name].write(transcript(document), options or Options())


def test_plain_text_with_and_without_times_and_speakers() -> None:
    bare = written("txt", options=Options(speakers=False)).decode()
    assert bare == MEETING.text + "\n"
    told = written("txt", options=Options(times=True)).decode()
    assert "[0:00:05] Բագրատ <& Co>:\nԻնչո՞ւ և Երևան եկանք։" in told


@pytest.mark.parametrize("name", sorted(FORMATS.keys() - {"pdf"}))  # whose bytes differ anyway
def test_a_format_knows_the_choices_that_it_names_and_no_others(name: str) -> None:
    others = {
        "preset": Options(preset=SOCIAL),
        "times": Options(times=True),
        "speakers": Options(speakers=False),
    }
    assert {field.name for field in fields(Options)} == set(others)
    made = written(name)
    assert {one for one, said in others.items() if written(name, options=said) != made} == set(
        FORMATS[name].takes
    )


@given(DOCUMENTS)
@settings(max_examples=10)
def test_word_gives_back_every_paragraph(document: Document) -> None:
    texts = [line.text for line in open_docx(io.BytesIO(written("docx", document))).paragraphs]
    assert texts[0] == transcript(document).title
    assert texts[len(texts) - len(document.paragraphs) :] == [part.text for part in document.paragraphs]


def test_word_is_marked_as_armenian_and_numbers_its_pages() -> None:
    file = open_docx(io.BytesIO(written("docx", options=Options(times=True))))
    assert 'w:val="hy-AM"' in file.styles["Normal"].element.xml
    assert 'w:instr="NUMPAGES"' in file.sections[0].footer._element.xml
    assert file.paragraphs[-1].text == "[0:00:05] Բագրատ <& Co>: Ինչո՞ւ և Երևան եկանք։"


needs_typefaces = pytest.mark.skipif(
    not any(setting.TYPEFACES.glob("*.ttf")), reason="the fonts could not be fetched"
)


def _read(made: bytes) -> str:
    return "".join("".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(made)).pages).split())


@needs_typefaces
def test_pdf_text_can_be_selected_with_every_mark_in_order() -> None:
    document = Document((said(*ARMENIAN, *HOSTILE), said("Ինչո՞ւ", "և", "եւ։")))
    made = written("pdf", document)
    wanted = "".join(word.text for word in document.words)
    assert wanted in _read(made).replace("1/1", "")


@needs_typefaces
def test_a_word_in_a_script_without_a_font_does_not_keep_the_others_from_paper() -> None:
    assert "աբ" in _read(written("pdf", Document((said("\U00010920\U000131f2", "ա", "բ"),))))


@needs_typefaces
def test_pdf_has_the_armenian_font_inside_a_title_and_numbers() -> None:
    made = written("pdf", options=Options(times=True))
    reader = pypdf.PdfReader(io.BytesIO(made))
    assert reader.metadata is not None
    assert reader.metadata.title == transcript(MEETING).title
    fonts = [one.get_object() for one in reader.pages[0]["/Resources"]["/Font"].values()]  # type: ignore[index]
    armenian = [font for font in fonts if "NotoSerifArmenian" in font["/BaseFont"]]
    assert armenian
    assert all(
        "/FontFile2" in font["/DescendantFonts"][0].get_object()["/FontDescriptor"].get_object()
        or "/FontFile3" in font["/DescendantFonts"][0].get_object()["/FontDescriptor"].get_object()
        for font in armenian
    )
    assert "1/1" in _read(made)
    assert "[0:00:05]Բագրատ<&Co>:Ինչո՞ւ" in _read(made)


def test_without_fonts_a_pdf_is_refused_in_words(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(setting, "TYPEFACES", tmp_path)
    with pytest.raises(pdf.NoTypefaces):
        written("pdf")


@needs_typefaces
def test_a_pdf_that_takes_too_long_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf, "_MOST_SECONDS", 0.001)
    with pytest.raises(pdf.TooMuch):
        written("pdf")
    monkeypatch.undo()
    assert written("pdf").startswith(b"%PDF")


@needs_typefaces
def test_when_every_seat_is_taken_one_is_told_to_come_back(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf, "_SEATS_AFTER", 0.01)
    with pdf._seats, pdf._seats, pytest.raises(pdf.Crowded):
        written("pdf")


def test_json_tells_words_times_and_cues() -> None:
    told = json.loads(written("json", options=Options(preset=WEB)))
    assert Document.from_json(told["paragraphs"]) == MEETING
    assert (told["version"], told["preset"], told["estimated"]) == (1, "web", False)
    assert [cue["words"] for cue in told["cues"]] == [[0, 4], [4, 8]]
    assert told["cues"][1]["speaker"] == "Բագրատ <& Co>"


def test_a_cell_of_csv_is_never_a_formula() -> None:
    document = Document(tuple(said(text, "ա") for text in ("=1+1", "@x", "+7", "-Այո", "Ոչ")))
    text = written("csv", document).decode("utf-8-sig")
    cells = [row[3] for row in csv.reader(io.StringIO(text))][1:]
    assert cells == ["'=1+1 ա", "'@x ա", "'+7 ա", "'-Այո ա", "Ոչ ա"]


def test_a_table_says_of_each_row_whether_its_times_are_guesses() -> None:
    guessed = Paragraph((Word("ա", 1.0, 2.0), Word("բ", 2.0, 3.0, estimated=True)))
    document = Document((said("ա"), guessed, Paragraph((Word("գ"),))))
    text = written("csv", document).decode("utf-8-sig")
    assert [row[4] for row in csv.reader(io.StringIO(text))] == ["Estimated", "", "yes", ""]
    sheet = openpyxl.load_workbook(io.BytesIO(written("xlsx", document))).active
    assert sheet is not None
    assert [cell.value or "" for cell in sheet["E"]] == ["Estimated", "", "yes", ""]


def test_a_cell_of_excel_is_the_text_to_the_letter() -> None:
    document = Document((said("=1+1", "http://x"), said("5"), said("ա" * 40_000)))
    sheet = openpyxl.load_workbook(io.BytesIO(written("xlsx", document))).active
    assert sheet is not None
    rows = list(sheet.iter_rows(min_row=2, values_only=True))
    assert [row[3] for row in rows[:2]] == ["=1+1 http://x", "5"]
    assert {cell.data_type for cell in sheet["D"]} == {"s"}
    assert "".join(str(row[3]) for row in rows[2:]) == "ա" * 40_000


@given(st.text())
def test_what_no_format_may_hold_is_left_out(text: str) -> None:
    shown = printable(f"ա{text}և՞")
    assert not set(shown) & set("\0\x08\x1b\n\t\ud800\ufffe")
    assert shown.endswith("և՞")


def test_a_letter_newer_than_our_tables_is_kept() -> None:
    assert printable("\U0001fae9\uffff") == "\U0001fae9"


def test_words_that_come_to_nothing_are_left_out() -> None:
    document = Document((Paragraph((Word("\x00"), Word("ա\x07"))), Paragraph((Word("\x1b"),))))
    assert [[word.text for word in part.words] for part in printable_document(document).paragraphs] == [["ա"]]


def test_a_paragraph_of_one_empty_word_is_left_out() -> None:
    assert printable_document(Document((Paragraph((Word(""),)),))).paragraphs == ()


@pytest.mark.parametrize("name", sorted(FORMATS))
def test_a_transcript_without_words_is_a_file_all_the_same(name: str) -> None:
    if name == "pdf" and not any(setting.TYPEFACES.glob("*.ttf")):
        pytest.skip("the fonts could not be fetched")
    assert written(name, Document()) or name == "srt"  # it has no head


def test_nothing_heavy_is_loaded_before_somebody_exports() -> None:
    code = (
        "import sys, transcripts.exports.registry; "
        "print(sorted({'docx', 'lxml', 'typst', 'xlsxwriter', 'stream_zip', 'isal'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, text=True)
    assert done.stdout.strip() == "[]"
