"""Text as people type it or programs send it, made into paragraphs."""

import unicodedata

from transcripts.text.document import Paragraph
from transcripts.text.sentences import words_of


def clean(text: str) -> str:
    """Without what no database keeps and no person sees: control characters, halves of characters."""
    if text.isprintable():
        return text
    return "".join(
        letter for letter in text if letter.isspace() or unicodedata.category(letter) not in ("Cc", "Cs")
    )


def written(text: str, speaker: str = "") -> Paragraph:
    """One paragraph as a person wrote it, without times."""
    return Paragraph(words_of(clean(text)), " ".join(clean(speaker).split()))


def paragraphs_in(text: str) -> list[Paragraph]:
    """A whole text: empty lines part its paragraphs."""
    parts: list[list[str]] = [[]]
    for line in text.splitlines():
        if line.strip():
            parts[-1].append(line)
        else:
            parts.append([])
    found = [written(" ".join(part)) for part in parts]
    return [paragraph for paragraph in found if paragraph.words]
