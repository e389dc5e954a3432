"""Where the site listens.

The supervisor opens the site's socket and hands it on: a taken port is known before anything starts,
and while the site is started again after a crash, visitors wait instead of being turned away.
"""

import errno
import random
import socket

from hispeech_web.run.refusal import Refusal

BACKLOG = 2048
_given: set[int] = set()
_OURS = (12_000, 32_000)


def listen(host: str, port: int) -> socket.socket:
    try:
        family, *_, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        return socket.create_server((str(address[0]), port), family=family, backlog=BACKLOG)
    except OSError as problem:
        raise Refusal(_sentence(host, port, problem)) from None


def is_free(port: int) -> bool:
    if port > 65535:
        return False
    try:
        socket.create_server(("127.0.0.1", port)).close()
    except OSError:
        return False
    return True


def free_port() -> int:
    """Where nobody listens. Never the same twice: who asks for two listens at neither of them yet.

    Below what the system gives to connections and to those who ask it for any port: it would give ours away meanwhile.
    """
    while True:
        port = random.randrange(*_OURS)  # noqa: S311 - nothing to be guessed
        if port not in _given and is_free(port):
            _given.add(port)
            return port


def _sentence(host: str, port: int, problem: OSError) -> str:
    if problem.errno == errno.EADDRINUSE:
        return (
            f"Port {port} is taken by another program, perhaps by this site running already. "
            f"Stop that one, or choose another port: PORT={port + 1000} make run"
        )
    if problem.errno == errno.EACCES:
        return f"Only the system's administrator may listen on port {port}. Choose one above 1023: PORT=8000 make run"
    return f"The site cannot listen at {host}, port {port}: {problem.strerror or problem}. Look at HOST and PORT."
