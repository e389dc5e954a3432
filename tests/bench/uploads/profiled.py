"""The site with a profiler around what adds bytes; `/_profile` says what it found."""

import cProfile
import io
import pstats
from collections.abc import Iterable
from typing import Any

from hispeech_web.wsgi import application as site

LINES = 18
_profile = cProfile.Profile()


def application(environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
    if environ["PATH_INFO"] == "/_profile":
        start_response("200 OK", [("Content-Type", "text/plain; charset=utf-8")])
        return [_told().encode()]
    if environ["REQUEST_METHOD"] != "PATCH":
        return site(environ, start_response)
    with _profile:
        return site(environ, start_response)


def _told() -> str:
    out = io.StringIO()
    pstats.Stats(_profile, stream=out).strip_dirs().sort_stats("tottime").print_stats(LINES)
    return out.getvalue()
