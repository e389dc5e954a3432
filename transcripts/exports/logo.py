"""A team's picture for its letterhead: looked at by content, and drawn anew as a small PNG, which is all that is kept.

So nothing hostile that somebody hid in a picture goes on into files, and Word gets what it can show of an SVG.
"""

import base64

from transcripts.errors import Refused, gettext_noop
from transcripts.exports.setting import CannotSet, TakesTooLong, typeset

# Bytes of what somebody brings, and of what is kept.
MOST, MOST_KEPT = 2_000_000, 500_000
_MOST_SECONDS, _MOST_MEMORY = 10, 1 << 30


class BadLogo(Refused):
    code = "bad_logo"
    field = "logo"
    sentence = gettext_noop("This picture could not be read. Please choose a PNG, JPEG or SVG file.")


class LargeLogo(Refused):
    code = "large_logo"
    field = "logo"
    sentence = gettext_noop("This picture is too large. Please choose one of at most 2 MB.")


def kind_of(content: bytes) -> str:
    """By what it begins with. Raises BadLogo."""
    if content.startswith(b"\x89PNG\r\n\x1a\n"):
        return "png"
    if content.startswith(b"\xff\xd8\xff"):
        return "jpg"
    head = content[:2000].removeprefix(b"\xef\xbb\xbf").lstrip()
    if head.startswith(b"<") and b"<svg" in head:
        return "svg"
    raise BadLogo


def drawn(content: bytes) -> bytes:
    """As a PNG. Raises BadLogo or LargeLogo."""
    if len(content) > MOST:
        raise LargeLogo
    picture = {"kind": kind_of(content), "content": base64.b64encode(content).decode()}
    try:
        made = typeset(
            {"page": "logo", "data": {"kind": picture["kind"]}, "picture": picture},
            _MOST_SECONDS,
            _MOST_MEMORY,
        )
    except (TakesTooLong, CannotSet):
        raise BadLogo from None
    if len(made) > MOST_KEPT:
        raise LargeLogo
    return made
