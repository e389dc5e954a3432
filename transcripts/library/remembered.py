"""Numbers of a large library, which take long to count: each process remembers them for some seconds, until it changes something itself.

What is small is counted each time. Rows are never remembered: only how many there are.
"""

import time
from collections.abc import Callable, Hashable
from threading import Lock
from typing import Any, TypeVar

T = TypeVar("T")

# From so many recordings on.
LARGE = 5000
SECONDS = 5.0
_MOST = 500

_lock = Lock()
_known: dict[Hashable, tuple[float, Any]] = {}
_settled: set[Hashable] = set()


def remembered(key: Hashable, count: Callable[[], T], is_large: Callable[[T], bool]) -> T:
    now = time.monotonic()
    with _lock:
        until, value = _known.get(key, (0.0, None))
    if until > now:
        return value  # type: ignore[no-any-return]  # what was counted under this key before
    found = count()
    if is_large(found):
        with _lock:
            if len(_known) >= _MOST:
                _known.clear()
            _known[key] = (now + SECONDS, found)
    return found


def forget() -> None:
    """Something has changed: whoever did it looks next, and wants to see it."""
    with _lock:
        _known.clear()


def settled(key: Hashable, is_so: Callable[[], bool]) -> bool:
    """What stays so once it is: asked for only until then."""
    if key not in _settled and is_so():
        _settled.add(key)
    return key in _settled
