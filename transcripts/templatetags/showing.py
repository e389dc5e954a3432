"""How pages show things: icons, lengths, sizes, moments in a recording, statuses."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from functools import cache, lru_cache
from uuid import UUID

from django import template
from django.template.defaultfilters import capfirst, filesizeformat
from django.templatetags.static import static
from django.utils.formats import date_format
from django.utils.html import escape, format_html
from django.utils.safestring import SafeString
from django.utils.timezone import localtime
from django.utils.translation import get_language, gettext

from transcripts.library.passages import Piece
from transcripts.library.progress import Progress
from transcripts.library.subtitles import problem_words
from transcripts.library.tracks import track_name
from transcripts.models import ACTIVE, Status, Transcription
from transcripts.models.transcription import Model
from transcripts.text.cues import Problem

register = template.Library()

# The shape and the colour that say the same as the words of a status.
_LOOKS = {
    Status.QUEUED: ("waiting", ""),
    Status.PREPARING: ("running", "badge-running"),
    Status.SUBMITTING: ("running", "badge-running"),
    Status.TRANSCRIBING: ("running", "badge-running"),
    Status.COMPLETED: ("done", "badge-done"),
    Status.FAILED: ("attention", "badge-attention"),
    Status.UNCONFIRMED: ("attention", "badge-attention"),
    Status.CANCELLED: ("stopped", ""),
}


@register.simple_tag
@cache
def icon(name: str) -> SafeString:
    """One drawing of `static/img/icons.svg`. Always beside words, so hidden from screen readers."""
    return format_html(
        '<svg class="icon" viewBox="0 0 24 24" aria-hidden="true"><use href="{}#{}"></use></svg>',
        static("img/icons.svg"),
        name,
    )


@register.filter
def status_icon(status: str) -> str:
    return _LOOKS[Status(status)][0]


# As `get_…_display`, which turns all choices over for each row of a list.
_STATUSES = {status.value: status.label for status in Status}
_MODELS = {model.value: model.label for model in Model}


@register.filter
def status_words(status: str) -> str:
    return str(_STATUSES.get(status, status))


@register.filter
def model_words(model: str) -> str:
    return _model_words(model, get_language())


@lru_cache(maxsize=100)
def _model_words(model: str, _language: str | None) -> str:
    return str(_MODELS.get(model, model))


@register.simple_tag
def badge(recording: UUID | str, status: str) -> SafeString:
    """The status of its newest transcription, if any; while that is active, `static/js/live.js` keeps it fresh."""
    if not status:
        return SafeString("")
    shape, look = _LOOKS[Status(status)]
    live = f' data-live="{recording}"' if status in ACTIVE else ""
    words = escape(capfirst(status_words(status)))
    return SafeString(f'<span class="badge {look}" id="badge-{recording}"{live}>{icon(shape)}{words}</span>')


@register.filter
def moment(when: datetime) -> SafeString:
    """A day and time as lists show it."""
    here = localtime(when)
    words = escape(f"{_day(here.date(), get_language())}, {here:%H:%M}")
    return SafeString(f'<time datetime="{here.isoformat()}">{words}</time>')


@lru_cache(maxsize=1000)
def _day(day: date, _language: str | None) -> str:
    """Remembered, for a list has thirty of them."""
    return date_format(day, "j M Y")


@register.filter
def status_class(status: str) -> str:
    return _LOOKS[Status(status)][1]


@register.filter
def marked(pieces: Iterable[Piece]) -> SafeString:
    """A text with what was searched in <mark>."""
    return SafeString("".join(map(_mark, pieces)))


def _mark(piece: Piece) -> str:
    text = escape(piece.text)
    return f"<mark>{text}</mark>" if piece.is_match else text


@register.filter
def seconds(moment: float) -> str:
    """As an address takes it: `12.3`."""
    return f"{moment:.2f}".rstrip("0").rstrip(".")


@register.filter
def track_of(transcription: Transcription) -> str:
    """The sound track that it is of, where the file has several: `2, Russian`."""
    return track_name(transcription.recording, transcription.track)


@register.filter
def clock(seconds: float | None) -> str:
    """`0:07`, `12:30`, `1:02:03`: a moment in a recording, or its length. Fractions are dropped."""
    minutes, second = divmod(int(seconds or 0), 60)
    hours, minute = divmod(minutes, 60)
    return f"{hours}:{minute:02}:{second:02}" if hours else f"{minute}:{second:02}"


@register.filter
def tenths(milliseconds: int) -> str:
    """`0:07.3`: a moment, as exactly as subtitles need it."""
    return f"{clock(milliseconds / 1000)}.{milliseconds % 1000 // 100}"


@register.filter
def problem_name(problem: Problem) -> str:
    return problem_words()[problem]


@register.filter
def about(span: timedelta) -> str:
    """A time to wait, rounded as one would say it: `less than 10 s`, `about 40 s`, `about 3 min`."""
    seconds = span.total_seconds()
    if seconds < 10:
        return gettext("less than 10 s")
    if seconds < 90:
        return gettext("about %(n)d s") % {"n": round(seconds / 10) * 10}
    return gettext("about %(n)d min") % {"n": round(seconds / 60)}


@register.filter
def size(count: int) -> str:
    """Bytes as people read them, and as our scripts write them: `12.3 MB`, `9.6 kB`."""
    return filesizeformat(count).replace("KB", "kB")


# The tab's icon says from afar how it went; while nothing has happened it stays as it is.
_MARKS = {"badge-running": "running", "badge-done": "done", "badge-attention": "attention"}


@register.filter
def status_mark(status: str) -> str:
    """The static file of the tab's icon for a status; "" for the ordinary one."""
    mark = _MARKS.get(status_class(status)) if status else None
    return f"img/mark-{mark}.svg" if mark else ""


@register.filter
def whole_seconds(progress: Progress) -> int:
    """Elapsed and remaining together: the full length of a progress bar."""
    remaining = progress.remaining.total_seconds() if progress.remaining else 0
    return max(1, round(progress.elapsed.total_seconds() + remaining))


# In this order: each of these calls itself by the names of the later ones, too.
_BROWSERS = {
    "Edg/": "Edge",
    "OPR/": "Opera",
    "YaBrowser": "Yandex",
    "Firefox": "Firefox",
    "Chrome": "Chrome",
    "Safari": "Safari",
}
_SYSTEMS = {
    "iPhone": "iPhone",
    "iPad": "iPad",
    "Android": "Android",
    "Windows": "Windows",
    "Mac OS": "Mac",
    "Linux": "Linux",
}


@register.filter
def browser(user_agent: str) -> str:
    """What a browser calls itself, in two words that its person knows."""
    program = next((name for sign, name in _BROWSERS.items() if sign in user_agent), "")
    system = next((name for sign, name in _SYSTEMS.items() if sign in user_agent), "")
    return " · ".join(filter(None, (program, system))) or gettext("Unknown browser")
