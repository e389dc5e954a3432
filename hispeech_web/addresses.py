"""Addresses as they were typed: letters of other scripts belong into them as %XX, and curl does not see to it."""

from collections.abc import Callable, Iterable
from typing import Any
from urllib.parse import quote

Environ = dict[str, Any]
Application = Callable[[Environ, Any], Iterable[bytes]]

# All that may stand in an address as it is, %XX among it.
_PRINTABLE = "".join(map(chr, range(0x21, 0x7F)))


def spelt_out(application: Application) -> Application:
    """A WSGI application that is asked in %XX, whatever was sent: a redirect would spoil bare letters."""

    def answer(environ: Environ, start_response: Any) -> Iterable[bytes]:
        query = environ.get("QUERY_STRING", "")
        if not query.isascii():
            # PEP 3333 has bytes stand in strings as Latin-1.
            environ["QUERY_STRING"] = quote(query.encode("latin-1"), safe=_PRINTABLE)
        return application(environ, start_response)

    return answer
