"""Starting and stopping: in the foreground as a program of its own, or beside a test."""

import logging
import signal
from collections.abc import Iterator
from contextlib import closing, contextmanager
from threading import Thread
from typing import Any

from transcripts.alignment import packages
from transcripts.sandbox.options import Options
from transcripts.sandbox.reception import Server
from transcripts.sandbox.sandbox import Sandbox

log = logging.getLogger("transcripts.sandbox")


@contextmanager
def running(port: int = 0, *, host: str = "127.0.0.1", **options: Any) -> Iterator[Sandbox]:
    """In threads of this process; `options` are those of Options. Port 0 takes a free one, `.url` says which."""
    with closing(Sandbox(Options(**options))) as box, Server((host, port), box) as server:
        thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
        thread.start()
        try:
            yield box
        finally:
            server.shutdown()
            box.stopped.set()
            server.hang_up()
            thread.join()


def serve(host: str, port: int, options: Options) -> None:
    """Until SIGINT or SIGTERM, which end it at once whoever waits. Raises OSError where the port is taken."""
    ends = {signal.SIGINT, signal.SIGTERM}
    # Blocked in every thread and waited for in this one: a signal is never missed between two instructions,
    # and one that comes early waits.
    signal.pthread_sigmask(signal.SIG_BLOCK, ends)
    with closing(Sandbox(options)) as box, Server((host, port), box) as server:
        # Nothing is to be looked at between connections: whoever ends us ends the process.
        Thread(target=server.serve_forever, kwargs={"poll_interval": 3600}, daemon=True).start()
        log.info("This is a sandbox, not HiSpeech: %s %s", _its_text(options), box.url)
        signal.sigwait(ends)


def _its_text(options: Options) -> str:
    if options.hear != "listen":
        return "its text is made up."
    lacking = packages.missing()
    return f"its text is made up. {lacking}" if lacking else "it writes down roughly what it hears."
