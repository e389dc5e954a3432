"""Has this process been asked to stop? Requests that wait for long answer early then.

The server says how to tell (run/gunicorn.py); where none does, nobody is asked to stop.
"""

from collections.abc import Callable

_asked: list[Callable[[], bool]] = []


def tell_by(asked: Callable[[], bool]) -> None:
    """`asked` is called from any thread, and often."""
    _asked[:] = [asked]


def asked() -> bool:
    return any(one() for one in _asked)
