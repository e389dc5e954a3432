"""How a stored file goes out to somebody who may have it: from us, from the proxy before us, or from the bucket.

Whoever calls has checked that they may. Of the three only we ourselves see every single request of a player; an address
in the bucket is good for whoever holds it, so it is given for no longer than the playing takes.
"""

from dataclasses import dataclass
from typing import IO, TYPE_CHECKING, cast
from urllib.parse import quote

from django.conf import settings
from django.core.files.storage import FileSystemStorage, Storage
from django.db.models.fields.files import FieldFile
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.utils.http import content_disposition_header

from transcripts.web.ranges import ranged

if TYPE_CHECKING:
    from hispeech_web.bucket import Bucket

# Seconds. Browsers keep the address that they were sent to for as long as the player is open, and seek there.
LEAST, AFTER_PLAYING = 900, 3600


@dataclass(frozen=True, slots=True)
class Sent:
    """What goes out: `size` in bytes (None: the storage is asked, where it matters), `duration` in seconds, `tag` its ETag
    with the quotes.

    `content_type` is never what the file itself or its name says: only types that browsers play or save.
    """

    stored: FieldFile
    tag: str
    content_type: str
    filename: str
    duration: float
    size: int | None = None
    download: bool = False

    @property
    def disposition(self) -> str:
        return named(self.filename, download=self.download)


def from_elsewhere(storage: Storage) -> bool:
    """Browsers are sent to the storage itself."""
    return settings.MEDIA_DELIVERY == "auto" and not isinstance(storage, FileSystemStorage)


def named(filename: str, *, download: bool) -> str:
    """Content-Disposition with the name to the letter: some browsers take a plain `%25` for a percent sign."""
    manner = "attachment" if download else "inline"
    if "%" in filename:
        return f"{manner}; filename*=utf-8''{quote(filename, safe='')}"
    return content_disposition_header(download, filename) or manner


def good_for(storage: Storage, duration: float) -> int | None:
    """How long an address can be played from, in seconds; None where that does not end."""
    return max(LEAST, int(duration) + AFTER_PLAYING) if from_elsewhere(storage) else None


def deliver_here(request: HttpRequest, sent: Sent) -> HttpResponseBase:
    """From us or the proxy alone: each piece is asked of us, and we may say no from one moment to the next. Raises Http404."""
    in_folder = isinstance(sent.stored.storage, FileSystemStorage)
    if (
        in_folder
        and request.method != "HEAD"
        and settings.MEDIA_DELIVERY == "auto"
        and settings.X_ACCEL_PREFIX
    ):
        return _from_the_proxy(sent)
    return _from_us(request, sent)


def deliver(request: HttpRequest, sent: Sent) -> HttpResponseBase:
    """Raises Http404 where we ourselves see that the storage has lost it."""
    storage = sent.stored.storage
    if request.method == "HEAD":
        return _from_us(request, sent)
    if from_elsewhere(storage):
        return _from_the_bucket(sent)
    if settings.MEDIA_DELIVERY == "auto" and settings.X_ACCEL_PREFIX:
        return _from_the_proxy(sent)
    return _from_us(request, sent)


def _from_us(request: HttpRequest, sent: Sent) -> HttpResponseBase:
    def opened() -> IO[bytes]:
        file: IO[bytes] = sent.stored.open("rb")
        return file

    try:
        size = sent.stored.size if sent.size is None else sent.size
        answer = ranged(request, opened, size=size, tag=sent.tag)
    except FileNotFoundError:
        raise Http404 from None
    except ConnectionError:  # the storage is away for a while; players ask again
        return HttpResponse(status=503, headers={"Retry-After": "10"})
    answer["Accept-Ranges"] = "bytes"
    return _described(answer, sent)


def _from_the_proxy(sent: Sent) -> HttpResponseBase:
    """nginx takes this header for itself, and sends the file with our other headers."""
    address = settings.X_ACCEL_PREFIX + quote(str(sent.stored.name))
    return _described(HttpResponse(headers={"X-Accel-Redirect": address}), sent)


def _described(answer: HttpResponseBase, sent: Sent) -> HttpResponseBase:
    answer["ETag"] = sent.tag
    answer["Cache-Control"] = "private, no-cache"
    answer["Content-Type"] = sent.content_type
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Content-Disposition"] = sent.disposition
    return answer


def _from_the_bucket(sent: Sent) -> HttpResponseBase:
    bucket = cast("Bucket", sent.stored.storage)
    address = bucket.signed(
        str(sent.stored.name),
        seconds=good_for(bucket, sent.duration) or LEAST,
        content_type=sent.content_type,
        disposition=sent.disposition,
    )
    answer = HttpResponseRedirect(address)
    answer["Cache-Control"] = "private, no-store"
    return answer
