"""DOCX: title, facts, paragraphs with their speakers, page numbers; marked as Armenian, so that Word spells accordingly."""

import io
from datetime import UTC
from typing import TYPE_CHECKING

from transcripts.errors import gettext_noop
from transcripts.exports.clock import moment
from transcripts.exports.exported import Exported, Format, Letterhead, Options

if TYPE_CHECKING:  # loaded by those alone who write such a file
    from docx.document import Document as WordFile
    from docx.section import _Footer as Footer
    from docx.text.paragraph import Paragraph as WordParagraph

# Word's own Armenian font on every Windows and Mac; others put theirs in its place.
FONT = "Sylfaen"
LANGUAGE = "hy-AM"


def write(transcript: Exported, options: Options) -> bytes:
    from docx import Document

    file = Document()
    _on_paper(file)
    _style(file)
    _properties(file, transcript)
    file.add_heading(transcript.title, 0)
    _facts(file, transcript, options)
    for part in transcript.document.paragraphs:
        time = moment(part.start) if options.times else ""
        _paragraph(file, time, part.speaker if options.speakers else "", part.text)
    _number_pages(file.sections[0].footer)
    if transcript.letterhead:
        _letterhead(file, transcript.letterhead)
    out = io.BytesIO()
    file.save(out)
    return out.getvalue()


def _on_paper(file: "WordFile") -> None:
    """A4 with the margins of our PDF; the library's own paper is American."""
    from docx.shared import Cm

    page = file.sections[0]
    page.page_width, page.page_height = Cm(21.0), Cm(29.7)
    page.left_margin = page.right_margin = page.top_margin = page.bottom_margin = Cm(2.5)


def _style(file: "WordFile") -> None:
    """Its fonts come from the theme unless every kind of script is given one."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    for name in ("Normal", "Title"):
        style = file.styles[name]
        properties = style.element.get_or_add_rPr()
        fonts = properties.get_or_add_rFonts()
        for kind in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
            fonts.attrib.pop(qn(f"w:{kind}"), None)
        for kind in ("ascii", "hAnsi", "eastAsia", "cs"):
            fonts.set(qn(f"w:{kind}"), FONT)
        for old in properties.findall(qn("w:lang")):
            properties.remove(old)
        language = OxmlElement("w:lang")
        language.set(qn("w:val"), LANGUAGE)
        properties.append(language)


def _properties(file: "WordFile", transcript: Exported) -> None:
    about = file.core_properties
    about.title, about.language = transcript.title[:255], LANGUAGE
    about.author, about.comments = (transcript.author or "")[:255], ""
    about.created = about.modified = transcript.created_at.astimezone(UTC).replace(tzinfo=None)


def _facts(file: "WordFile", transcript: Exported, options: Options) -> None:
    for heading, said in transcript.facts:
        line = file.add_paragraph()
        line.paragraph_format.space_after = 0
        line.add_run(f"{heading}: ").bold = True
        line.add_run(said)
    if options.times and transcript.is_estimated:
        file.add_paragraph().add_run(transcript.labels.estimated).italic = True
    file.add_paragraph()


def _paragraph(file: "WordFile", time: str, speaker: str, text: str) -> None:
    line = file.add_paragraph()
    if time:
        line.add_run(f"[{time}] ").italic = True
    if speaker:
        line.add_run(f"{speaker}: ").bold = True
    line.add_run(text)


def _letterhead(file: "WordFile", head: Letterhead) -> None:
    """On the first page alone, which then has a foot of its own, too."""
    from docx.shared import Cm

    section = file.sections[0]
    section.different_first_page_header_footer = True
    _number_pages(section.first_page_footer)
    top = section.first_page_header
    line = top.paragraphs[0]
    if head.logo:
        picture = line.add_run().add_picture(io.BytesIO(head.logo), height=Cm(1.6))
        # Where they are not told, LibreOffice keeps the words an eighth of an inch away, and so the picture from the margin.
        for side in "TBLR":
            picture._inline.set(f"dist{side}", "0")
        line = top.add_paragraph()
    line.add_run(head.name).bold = True
    for said in head.lines:
        line.paragraph_format.space_after = 0
        line = top.add_paragraph(said)


def _number_pages(footer: "Footer") -> None:
    from docx.enum.text import WD_ALIGN_PARAGRAPH

    foot = footer.paragraphs[0]
    foot.alignment = WD_ALIGN_PARAGRAPH.CENTER
    _field(foot, "PAGE")
    foot.add_run(" / ")
    _field(foot, "NUMPAGES")


def _field(line: "WordParagraph", instruction: str) -> None:
    """What Word computes itself when it shows the page."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), instruction)
    run = OxmlElement("w:r")
    text = OxmlElement("w:t")
    text.text = "1"
    run.append(text)
    field.append(run)
    line._p.append(field)


FORMAT = Format(
    "docx",
    gettext_noop("Word (DOCX)"),
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    write,
    takes=("times", "speakers"),
    by_word=False,
    has_head=True,
)
