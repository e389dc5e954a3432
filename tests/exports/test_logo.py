"""Pictures that people bring for their letterhead."""

import io
import struct
import zlib

import pytest

from tests.exports.transcripts import MEETING, transcript
from transcripts.exports import logo, pdf, setting, word
from transcripts.exports.exported import Letterhead, Options
from transcripts.exports.logo import BadLogo, LargeLogo, drawn, kind_of

SVG = b"""<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg" width="300" height="100">
<script>alert(1)</script><rect width="300" height="100" fill="#a02"/></svg>"""


def png(width: int, height: int) -> bytes:
    rows = zlib.compress(b"".join(b"\0" + b"\xff\0\0" * width for _row in range(height)), 9)
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)

    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


def size(picture: bytes) -> tuple[int, int]:
    assert picture.startswith(b"\x89PNG")
    width, height = struct.unpack(">II", picture[16:24])
    return width, height


def test_an_svg_becomes_a_small_png_without_what_was_hidden_in_it() -> None:
    made = drawn(SVG)
    width, height = size(made)
    assert width == pytest.approx(3 * height, rel=0.05)
    assert height == pytest.approx(250, abs=30)
    assert b"script" not in made


def test_an_svg_that_asks_for_other_files_is_refused() -> None:
    asking = SVG.replace(b"<rect", b'<image href="file:///etc/passwd" width="9" height="9"/><rect')
    with pytest.raises(BadLogo):
        drawn(asking)


def test_a_wide_picture_is_no_wider_than_the_place_for_it() -> None:
    width, height = size(drawn(png(1000, 10)))
    assert width == pytest.approx(200 / 72 * 300, abs=5)
    assert height < 20


def test_what_is_no_picture_is_refused_whatever_it_is_called() -> None:
    for content in (b"", b"GIF89a", b"<html>", b"\x89PNG\r\n\x1a\n broken", b"\xff\xd8\xff", SVG[:150]):
        with pytest.raises(BadLogo):
            drawn(content)
    assert kind_of(b"\xef\xbb\xbf  " + SVG) == "svg"


def test_a_picture_of_very_many_points_is_refused_soon() -> None:
    with pytest.raises((BadLogo, LargeLogo)):
        drawn(png(20_000, 20_000))


def test_a_large_file_is_not_even_looked_at(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(logo, "typeset", lambda *_told: pytest.fail("it was"))
    with pytest.raises(LargeLogo):
        drawn(b"\x89PNG\r\n\x1a\n" + b"0" * logo.MOST)


HEAD = Letterhead(
    "Լրատուն «Արև» & Co",
    ("Երևան, Աբովյան 1", "արև@example.am"),
    drawn(SVG) if any(setting.TYPEFACES.glob("*.ttf")) else None,
)


def test_word_has_the_letterhead_on_its_first_page_alone() -> None:
    from docx import Document

    file = Document(io.BytesIO(word.write(transcript(MEETING, letterhead=HEAD), Options())))
    section = file.sections[0]
    assert section.different_first_page_header_footer
    said = [line.text for line in section.first_page_header.paragraphs]
    assert [line for line in said if line] == [HEAD.name, *HEAD.lines]
    assert not section.header.paragraphs[0].text
    for foot in (section.footer, section.first_page_footer):
        assert 'w:instr="NUMPAGES"' in foot._element.xml
    assert ("pic:pic" in section.first_page_header._element.xml) == bool(HEAD.logo)


@pytest.mark.skipif(not any(setting.TYPEFACES.glob("*.ttf")), reason="the fonts could not be fetched")
def test_pdf_has_the_letterhead_before_the_title_and_stays_accessible() -> None:
    import pypdf

    read = pypdf.PdfReader(io.BytesIO(pdf.write(transcript(MEETING, letterhead=HEAD), Options())))
    told = "".join(read.pages[0].extract_text().split())
    assert told.startswith("".join((HEAD.name + "".join(HEAD.lines)).split()))
    assert len(read.pages[0].images) == 1
    assert b"pdfuaid" in read.trailer["/Root"]["/Metadata"].get_data()  # type: ignore[index]
