"""Connections to one HiSpeech: through the proxy of the environment, kept alive while nobody speaks.

Newsrooms and courts often reach the world only through a proxy, so `HTTPS_PROXY`, `NO_PROXY` and
`SSL_CERT_FILE` count as they do for other programs. They do not for an address on this machine: a
proxy would look for our sandbox on itself.
"""

import ipaddress
import socket
from urllib.request import getproxies, proxy_bypass

import httpx

# A recording may take longer than firewalls remember a silent connection, commonly five minutes:
# ask after a minute of silence, then every 15 s, and believe eight unanswered questions.
_KEEP_ALIVE = {"TCP_KEEPIDLE": 60, "TCP_KEEPINTVL": 15, "TCP_KEEPCNT": 8}


def transport(base: httpx.URL, *, kept: int) -> httpx.HTTPTransport:
    """`kept` connections stay open for the next request. How many there are is the callers' affair."""
    return httpx.HTTPTransport(
        limits=httpx.Limits(max_connections=None, max_keepalive_connections=kept),
        proxy=_proxy(base),
        socket_options=_socket_options(),
    )


def _socket_options() -> list[tuple[int, int, int]]:
    asked = [(socket.SOL_SOCKET, socket.SO_KEEPALIVE, 1)]
    known = [(getattr(socket, name, None), value) for name, value in _KEEP_ALIVE.items()]
    return asked + [(socket.IPPROTO_TCP, option, value) for option, value in known if option is not None]


def _proxy(base: httpx.URL) -> str | None:
    if is_loopback(base.host) or proxy_bypass(base.netloc.decode()):
        return None
    proxies = getproxies()
    address = proxies.get(base.scheme) or proxies.get("all")
    return f"http://{address}" if address and "://" not in address else address


def is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host.lower() == "localhost"
