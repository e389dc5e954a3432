"""How gunicorn serves the site: threads, since uploads and downloads wait far more than they compute.

Alone with the embedded stack one process is enough; behind a proxy start more: WEB_PROCESSES=2.
The proxy must not gather requests before it passes them on, or interrupted uploads lose what they sent.
"""

import gc
import os
import re
from typing import Protocol

from gunicorn.http import message

from hispeech_web import env, places, stopping

env.load_dotenv(places.ROOT / ".env")

bind = f"{env.text('HOST', '127.0.0.1')}:{env.text('PORT', '8000')}"
worker_class = "gthread"
workers = env.integer("WEB_PROCESSES", 1, least=1)
# Measured: 8 threads were held up by 20 slow uploads; 64 answered beside them in 2 ms.
threads = env.integer("WEB_THREADS", 64, least=1)
timeout = 60
graceful_timeout = env.integer("STOP_GRACE", 10, least=1)
keepalive = 5
# A search may be a page that somebody pasted: 10,000 Armenian letters are 60,000 bytes of address, and gunicorn allows no
# setting above its own constant. Headers may be six times as much.
message.MAX_REQUEST_LINE = limit_request_line = 131_072
# Letters of other scripts belong into addresses as %XX, and browsers and libraries see to it. Who types an Armenian word
# into curl sends it as it is, and gunicorn would turn them away. Blanks and control characters it still does.
message.RFC9112_TARGET_INVALID = re.compile(r"[^\x21-\x7e\x80-\xff]")
# Addresses hold search words and one-time links: requests are not logged here.
accesslog = None
errorlog = "-"
loglevel = "warning"
control_socket_disable = True
# Its processes tell each other that they live through a file: better in memory than on a slow disk.
worker_tmp_dir = "/dev/shm" if os.access("/dev/shm", os.W_OK) else None  # noqa: S108


class Serving(Protocol):
    """A process that serves; `alive` ends when it is asked to stop, before its requests have ended."""

    alive: bool


def post_worker_init(worker: Serving) -> None:
    stopping.tell_by(lambda: not worker.alive)
    # What was loaded stays until the end: every great sweep for garbage would walk through it, a tenth of a second long.
    gc.collect()
    gc.freeze()
