"""A file's sound tracks, as people tell them apart."""

from dataclasses import dataclass

from django.utils.translation import get_language_info, gettext, gettext_lazy, ngettext

from transcripts.media.probe import Track
from transcripts.media.tracks import chosen, from_json
from transcripts.models import Recording

# ISO 639-2, which most containers use, where the same language has a name in Django under ISO 639-1.
_SHORT = {
    "hye": "hy",
    "arm": "hy",
    "rus": "ru",
    "eng": "en",
    "kat": "ka",
    "geo": "ka",
    "fas": "fa",
    "per": "fa",
    "fra": "fr",
    "fre": "fr",
    "deu": "de",
    "ger": "de",
    "spa": "es",
    "ita": "it",
    "por": "pt",
    "tur": "tr",
    "ara": "ar",
    "aze": "az",
    "heb": "he",
    "ukr": "uk",
    "bel": "be",
    "pol": "pl",
    "ell": "el",
    "gre": "el",
    "bul": "bg",
    "ces": "cs",
    "cze": "cs",
    "ron": "ro",
    "rum": "ro",
    "hun": "hu",
    "nld": "nl",
    "dut": "nl",
    "swe": "sv",
    "fin": "fi",
    "lit": "lt",
    "lav": "lv",
    "est": "et",
    "kaz": "kk",
    "uzb": "uz",
    "tgk": "tg",
    "zho": "zh-hans",
    "chi": "zh-hans",
    "zh": "zh-hans",
    "jpn": "ja",
    "kor": "ko",
    "hin": "hi",
    "oss": "os",
}
# Codes for "none", "several", "not told".
_NO_LANGUAGE = {"", "und", "mul", "zxx", "mis"}
_CHANNELS = {1: gettext_lazy("mono"), 2: gettext_lazy("stereo"), 6: gettext_lazy("5.1 sound")}


@dataclass(frozen=True, slots=True)
class TrackChoice:
    """`index` as the file counts, among all its tracks; `is_chosen`: the recording's transcriptions are made of it."""

    index: int
    name: str
    details: str
    is_chosen: bool


def track_choices(recording: Recording) -> list[TrackChoice]:
    """In the file's order; none where there is nothing to choose, or the file has gone by a rule."""
    if recording.sound_gone_at is not None:
        return []
    tracks = from_json(recording.tracks)
    if len(tracks) < 2:
        return []
    used = chosen(tracks, recording.track)
    return [
        TrackChoice(track.index, _name(number, track), _details(track), track == used)
        for number, track in enumerate(tracks, start=1)
    ]


def track_name(recording: Recording, choice: int | None) -> str:
    """The track that a recording's or transcription's `track` means: `2, Russian`; "" where there is only one."""
    tracks = from_json(recording.tracks)
    meant = chosen(tracks, choice)
    return "" if meant is None or len(tracks) < 2 else _name(tracks.index(meant) + 1, meant)


def _name(number: int, track: Track) -> str:
    language = _language(track.language)
    words = gettext("%(number)d, %(language)s") if language else "%(number)d"
    return words % {"number": number, "language": language}


def _details(track: Track) -> str:
    return " · ".join(filter(None, [track.title, _channels(track.channels)]))


def _channels(count: int) -> str:
    if count in _CHANNELS:
        return str(_CHANNELS[count])
    return ngettext("%(n)d channel", "%(n)d channels", count) % {"n": count} if count else ""


def _language(code: str) -> str:
    """In words; a code that nobody knows stands for itself."""
    code = code.strip().lower().replace("_", "-")
    if code in _NO_LANGUAGE:
        return ""
    if code.partition("-")[0] == "hyw":
        return gettext("Western Armenian")
    try:
        return str(get_language_info(_SHORT.get(code.partition("-")[0], code))["name_translated"])
    except KeyError:
        return code
