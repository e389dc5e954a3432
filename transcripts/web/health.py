"""For those who watch over the site: does the process live, and has it what it needs to work?"""

import logging
import os
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING, cast

from django.contrib.auth.decorators import login_not_required
from django.core.files.storage import FileSystemStorage, default_storage
from django.db import connection
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from hispeech_web.celery import app

if TYPE_CHECKING:
    from hispeech_web.bucket import Bucket

log = logging.getLogger(__name__)

PATIENCE = 3.0  # seconds; what has not answered by then is out
# As many as there are checks: those that hang keep their place, and are out at the next look too.
_lookers = ThreadPoolExecutor(max_workers=3, thread_name_prefix="readiness")


@login_not_required
@never_cache
@require_safe
def healthz(request: HttpRequest) -> HttpResponse:
    """The process answers. Asks nothing of anybody else."""
    return HttpResponse("ok", content_type="text/plain")


@login_not_required
@never_cache
@require_safe
def readyz(request: HttpRequest) -> JsonResponse:
    """`{"database": "ok" or "out", …}`, with 503 where one is out. Why it is out stands in the log only."""
    looks = {name: _lookers.submit(check) for name, check in CHECKS.items()}
    states = {name: _state(name, look) for name, look in looks.items()}
    return JsonResponse(states, status=200 if set(states.values()) == {"ok"} else 503)


def _state(name: str, look: "Future[None]") -> str:
    try:
        look.result(timeout=PATIENCE)
    except Exception as error:
        look.cancel()
        # Its class only: messages of drivers may hold addresses and passwords.
        log.warning("Not ready: the %s is out (%s)", name, type(error).__name__)
        return "out"
    return "ok"


def _database() -> None:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    finally:
        connection.close()


def _broker() -> None:
    with app.connection_for_write(connect_timeout=PATIENCE) as broker:
        broker.connect()


def _storage() -> None:
    """A bucket must be there and let us in; a folder must be there to be written to, or to be made."""
    if not isinstance(default_storage, FileSystemStorage):
        cast("Bucket", default_storage).require()
        return
    folder = Path(default_storage.location)
    nearest = next(place for place in (folder, *folder.parents) if place.exists())
    if not nearest.is_dir() or not os.access(nearest, os.W_OK | os.X_OK):
        raise PermissionError(f"{nearest} cannot be written to")


CHECKS: dict[str, Callable[[], None]] = {"database": _database, "broker": _broker, "storage": _storage}
