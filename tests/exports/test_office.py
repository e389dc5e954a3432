"""Word files as LibreOffice opens them, and PDF files as poppler reads them; skipped where they are not installed."""

import io
import shutil
import subprocess
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest
from docx import Document as open_word

from tests.exports.transcripts import ARMENIAN, HOSTILE, said, transcript
from transcripts.exports import pdf, setting, word
from transcripts.exports.exported import Letterhead, Options
from transcripts.text.document import Document

OFFICE, POPPLER = shutil.which("soffice"), shutil.which("pdftotext")
WRITTEN = Document(
    (said(*ARMENIAN, *HOSTILE, speaker="Անահիտ"), said("Ինչո՞ւ", "և", "եւ։", *(["ԵՐԵՎԱՆ,", "Երևան՝"] * 400)))
)
WORDS = [word.text for word in WRITTEN.words]
HEAD = Letterhead("Լրատուն", ("Երևան, Աբովյան 1",))


@pytest.mark.skipif(OFFICE is None, reason="LibreOffice is not installed")
def test_libreoffice_opens_it_and_finds_every_word_in_order(tmp_path: Path) -> None:
    file = tmp_path / "նիստ.docx"
    file.write_bytes(word.write(transcript(WRITTEN, letterhead=HEAD), Options(speakers=False)))
    subprocess.run(
        [
            str(OFFICE),
            f"-env:UserInstallation=file://{tmp_path}/profile",
            "--headless",
            "--convert-to",
            "txt:Text (encoded):UTF8",
            "--outdir",
            str(tmp_path),
            str(file),
        ],
        check=True,
        capture_output=True,
        timeout=120,
    )
    read = (tmp_path / "նիստ.txt").read_text(encoding="utf-8-sig")
    assert "".join(WORDS) in "".join(read.split())


@pytest.mark.skipif(POPPLER is None, reason="poppler is not installed")
@pytest.mark.skipif(not any(setting.TYPEFACES.glob("*.ttf")), reason="the fonts could not be fetched")
def test_pdftotext_finds_every_word_in_order_over_several_pages(tmp_path: Path) -> None:
    file = tmp_path / "նիստ.pdf"
    file.write_bytes(pdf.write(transcript(WRITTEN, letterhead=HEAD), Options(speakers=False)))
    done = subprocess.run(
        [str(POPPLER), "-enc", "UTF-8", str(file), "-"], check=True, capture_output=True, timeout=60
    )
    pages = done.stdout.decode().split("\f")
    assert len(pages) > 2
    total = len(pages) - 1
    read = "".join(
        "".join(page.split()).removesuffix(f"{number}/{total}") for number, page in enumerate(pages, 1)
    )
    assert read.endswith("".join(WORDS))


def test_a_word_file_lies_on_the_paper_of_the_pdf_and_tells_its_hour_in_utc() -> None:
    noon = datetime(2026, 11, 22, 12, 0, tzinfo=timezone(timedelta(hours=4)))
    file = open_word(io.BytesIO(word.write(transcript(WRITTEN, created_at=noon), Options())))
    page = file.sections[0]
    assert [round(one.cm, 1) for one in (page.page_width, page.page_height)] == [21.0, 29.7]  # type: ignore[union-attr]
    created = file.core_properties.created
    assert created is not None
    assert created.replace(tzinfo=UTC) == datetime(2026, 11, 22, 8, 0, tzinfo=UTC)
