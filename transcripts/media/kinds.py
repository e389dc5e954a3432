"""Telling a file's kind from its first bytes, and naming kinds to browsers. Quick and harmless: nothing is parsed.

Whether a file is *really* what it begins like, only `probe` finds out.
"""

import codecs
import re
from pathlib import Path

HEAD = 4096

Mark = tuple[str, re.Pattern[bytes]]

# What files begin with, by kind. Sources: the formats' own specifications, as gathered in `file`'s magic database.
_RECORDINGS: list[Mark] = [
    (kind, re.compile(pattern, re.DOTALL))
    for kind, pattern in [
        ("mov", rb".{4}ftypqt  |.{4}(?:moov|mdat|wide|pnot|free|skip)"),
        ("3gp", rb".{4}ftyp3g"),
        ("mp4", rb".{4}ftyp"),
        ("webm", rb"\x1a\x45\xdf\xa3.{0,60}webm"),
        ("matroska", rb"\x1a\x45\xdf\xa3"),
        ("wav", rb"(?:RIFF|RF64|BW64).{4}WAVE"),
        ("avi", rb"RIFF.{4}AVI[ X]"),
        ("ogg", rb"OggS"),
        ("flac", rb"fLaC"),
        ("aiff", rb"FORM.{4}AIF[FC]"),
        ("amr", rb"#!AMR"),
        ("caf", rb"caff\x00"),
        ("au", rb"\.snd"),
        ("w64", rb"riff\x2e\x91\xcf\x11"),
        ("ape", rb"MAC "),
        ("wv", rb"wvpk"),
        ("asf", rb"\x30\x26\xb2\x75\x8e\x66\xcf\x11"),
        ("flv", rb"FLV\x01"),
        ("rm", rb"\.RMF|\.ra\xfd"),
        ("mpeg", rb"\x00\x00\x01\xba"),
        ("mpegts", rb"\x47.{187}\x47.{187}\x47"),
        ("mpegts", rb".{4}\x47.{191}\x47.{191}\x47"),
        ("ac3", rb"\x0b\x77"),
        ("mp3", rb"ID3[\x02-\x04]|\xff[\xe2-\xe7\xf2-\xf7\xfa-\xff][\x10-\xeb]"),
        ("aac", rb"\xff[\xf0\xf1\xf8\xf9]|ADIF"),
    ]
]
_OTHERS: list[Mark] = [
    (kind, re.compile(pattern, re.DOTALL))
    for kind, pattern in [
        ("picture", rb"\x89PNG|\xff\xd8\xff|GIF8[79]a|BM.{4}\x00{4}|II\*\x00|MM\x00\*|RIFF.{4}WEBP|8BPS"),
        (
            "picture",
            rb".{4}ftyp(?:heic|heix|mif1|msf1|avif|avis)|\x00\x00\x00\x0cJXL |\x00\x00\x01\x00[\x01-\x20]\x00",
        ),
        (
            "document",
            rb"%PDF|\{\\rtf|\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1|PK\x03\x04.{26}(?:\[Content_Types\]|mimetype)",
        ),
        (
            "archive",
            rb"PK\x03\x04|PK\x05\x06|Rar!|7z\xbc\xaf|\x1f\x8b\x08|BZh[1-9]1AY|\xfd7zXZ|\x28\xb5\x2f\xfd",
        ),
        ("text", rb"\xff\xfe|\xfe\xff"),
    ]
]
_WEB_PAGE = re.compile(
    r"<(?:!doctype\s+html|html|head|body|script|\?xml[^>]*>\s*<(?:!doctype\s+)?html)", re.IGNORECASE
)
_PLAYLIST = re.compile(
    r"#EXTM3U|ffconcat version|v=0\s|\[playlist\]|<(?:\?xml[^>]*>\s*<)?(?:MPD|asx|smil|playlist)\b", re.I
)
_NOT_IN_TEXT = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")


def _written(head: bytes) -> str:
    """The kind of what a person could read, or "" for bytes that are no UTF-8 text."""
    try:
        # The head may end in the middle of a character.
        text = codecs.getincrementaldecoder("utf-8")().decode(head, final=len(head) < HEAD)
    except UnicodeDecodeError:
        return ""
    if not text or _NOT_IN_TEXT.search(text):
        return ""
    text = text.lstrip("\ufeff \t\r\n")
    if _WEB_PAGE.match(text):
        return "web page"
    return "playlist" if _PLAYLIST.match(text) else "text"


def _marked(head: bytes, marks: list[Mark]) -> str:
    return next((kind for kind, pattern in marks if pattern.match(head)), "")


def kind_of_head(head: bytes) -> str:
    """`kind_of` for a file's first `HEAD` bytes (fewer only where the file is shorter)."""
    # Text comes before recordings: notes may begin with "MAC" or "ID3", but no recording is readable throughout.
    return _marked(head, _OTHERS) or _written(head) or _marked(head, _RECORDINGS)


def kind_of(path: Path) -> str:
    """What a file begins like: a container's name ("mp3", "mp4", …), or "picture", "web page", "text", "document",
    "archive", "playlist", or "" where we cannot tell.
    """
    with path.open("rb") as file:
        return kind_of_head(file.read(HEAD))


# Pictures that browsers play: eight bits a sample, colour at half the width and height: what every decoder in hardware knows.
PIXELS = {"yuv420p", "yuvj420p", "yuva420p"}

_AUDIO_TYPES = {
    "mp3": "audio/mpeg",
    "mp4": "audio/mp4",
    "mov": "audio/mp4",
    "3gp": "audio/3gpp",
    "webm": "audio/webm",
    "matroska": "audio/x-matroska",
    "ogg": "audio/ogg",
    "wav": "audio/wav",
    "flac": "audio/flac",
    "aac": "audio/aac",
    "amr": "audio/amr",
    "aiff": "audio/aiff",
    "asf": "audio/x-ms-wma",
    "ac3": "audio/ac3",
}
_VIDEO_TYPES = {
    "mp4": "video/mp4",
    "mov": "video/quicktime",
    "3gp": "video/3gpp",
    "webm": "video/webm",
    "matroska": "video/x-matroska",
    "ogg": "video/ogg",
    "avi": "video/x-msvideo",
    "asf": "video/x-ms-wmv",
    "flv": "video/x-flv",
    "mpeg": "video/mpeg",
    "mpegts": "video/mp2t",
}


def content_type(container: str, has_video: bool) -> str:
    """The Content-Type of a `Media.container`."""
    types = _VIDEO_TYPES if has_video else _AUDIO_TYPES
    return types.get(container, "application/octet-stream")


# The same format under another brand; players may not know it by that name.
_PLAYED_AS = {"mov": "mp4", "3gp": "mp4"}


def played_type(container: str, has_video: bool) -> str:
    """The Content-Type for a player; `content_type` is for who saves the file."""
    return content_type(_PLAYED_AS.get(container, container), has_video)
