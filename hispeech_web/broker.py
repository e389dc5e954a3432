"""Redis as the queue, with one client for each connection pool: kombu makes a new one for every command that it sends,
and to make one costs as much as ten commands.
"""

from collections.abc import Callable
from typing import Any

from kombu.transport import TRANSPORT_ALIASES, redis


class Channel(redis.Channel):
    _kept: Any = None

    def _create_client(self, asynchronous: bool = False) -> Any:
        """A client holds nothing but its pool, and may be used by many threads at once."""
        # (What kombu's stubs leave out.)
        create: Callable[[bool], Any] = super()._create_client  # type: ignore[misc]
        if asynchronous:
            return create(True)
        kept = self._kept
        # After trouble there is a new pool.
        if kept is None or kept.connection_pool is not self.pool:
            kept = self._kept = create(False)
        return kept


class Transport(redis.Transport):
    Channel = Channel


def use() -> None:
    """For all that names Redis in the broker's address."""
    TRANSPORT_ALIASES["redis"] = TRANSPORT_ALIASES["rediss"] = f"{__name__}:Transport"
