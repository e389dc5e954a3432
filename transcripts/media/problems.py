"""What may be wrong with a file that somebody brought, told from its content and never from its name.

BadMedia ("bad_media")              the reader itself broke on it
├── EmptyFile ("empty_file")
├── NotMedia ("not_media")          WebPage, Picture, WrittenText, Document, Archive, Playlist share the code
├── NoSound ("no_sound")
├── UnknownSound ("unknown_sound")  sound that FFmpeg has no decoder for, or that is locked
├── UnknownPicture ("unknown_picture")  no picture in it that could be decoded, so no copy for browsers
├── CutOff ("cut_off")              begins like a recording, but nothing in it can be played
├── TooShort ("too_short")
└── TooSlow ("too_slow")            one of the limits on time, memory and output was reached
"""

from transcripts.errors import BadMedia, gettext_noop


class EmptyFile(BadMedia):
    code = "empty_file"
    sentence = gettext_noop("This file is empty. Perhaps it was not copied completely.")


class NotMedia(BadMedia):
    code = "not_media"
    sentence = gettext_noop("This is not a sound or video file. Please choose the recording itself.")


class WebPage(NotMedia):
    sentence = gettext_noop(
        "This is not a sound or video file. It is a web page, perhaps saved instead of the recording."
    )


class Picture(NotMedia):
    sentence = gettext_noop("This is not a sound or video file. It is a picture.")


class WrittenText(NotMedia):
    sentence = gettext_noop("This is not a sound or video file. It is a text file.")


class Document(NotMedia):
    sentence = gettext_noop("This is not a sound or video file. It is a document.")


class Archive(NotMedia):
    sentence = gettext_noop(
        "This is not a sound or video file. It is an archive: unpack it and choose the recordings inside."
    )


class Playlist(NotMedia):
    sentence = gettext_noop(
        "This is not a sound or video file. It is a playlist, which only names recordings kept elsewhere."
    )


class NoSound(BadMedia):
    code = "no_sound"
    sentence = gettext_noop("This video has no sound.")


class UnknownSound(BadMedia):
    code = "unknown_sound"
    sentence = gettext_noop(
        "The sound in this file is in a form that we cannot read. Save it as MP3, M4A or WAV and bring it again."
    )


class UnknownPicture(BadMedia):
    code = "unknown_picture"
    sentence = gettext_noop("The picture in this file is in a form that we cannot read.")


class CutOff(BadMedia):
    code = "cut_off"
    sentence = gettext_noop(
        "This file begins like a recording but breaks off before anything can be heard. Please copy it again."
    )


class TooShort(BadMedia):
    code = "too_short"
    sentence = gettext_noop("This recording is too short: there is less than a tenth of a second of sound.")


class TooSlow(BadMedia):
    code = "too_slow"
    sentence = gettext_noop(
        "This file takes more time or memory to read than a recording should. It may be damaged."
    )


_BY_CODE: dict[str, type[BadMedia]] = {
    problem.code: problem
    for problem in (EmptyFile, NotMedia, NoSound, UnknownSound, UnknownPicture, CutOff, TooShort, TooSlow)
}


def by_code(code: str) -> type[BadMedia]:
    """The problem with this code; an unknown one is just a file that could not be read."""
    return _BY_CODE.get(code, BadMedia)
