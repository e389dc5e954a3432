"""A small OpenID provider over real HTTP, with signed tokens, that lets in whomever a test names."""

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import jwt
from cryptography.hazmat.primitives.asymmetric import rsa

CLIENT, SECRET = "library", "only between us"
_KEY = rsa.generate_private_key(public_exponent=65537, key_size=2048)


@dataclass
class Provider:
    """`person` is who sits before the browser: their claims. `asked` are the queries of the sign-in page."""

    address: str = ""
    person: dict[str, Any] = field(default_factory=dict)
    asked: list[dict[str, list[str]]] = field(default_factory=list)
    # Claims of the token that are not as they should be.
    forged: dict[str, Any] = field(default_factory=dict)

    def app(self, **settings: Any) -> dict[str, Any]:
        """As in SOCIALACCOUNT_PROVIDERS."""
        known = {"server_url": self.address, "oauth_pkce_enabled": True, **settings}
        return {
            "provider_id": "oidc",
            "name": "Staff",
            "client_id": CLIENT,
            "secret": SECRET,
            "settings": known,
        }


class _Door(BaseHTTPRequestHandler):
    provider: Provider

    def do_GET(self) -> None:
        page = urlsplit(self.path)
        if page.path == "/authorize":
            self._back(parse_qs(page.query))
        elif page.path == "/userinfo":
            self._json(self.provider.person)
        elif page.path == "/keys":
            self._json(
                {"keys": [{**json.loads(jwt.algorithms.RSAAlgorithm.to_jwk(_KEY.public_key())), "kid": "1"}]}
            )
        else:
            self._json(self._configuration())

    def do_POST(self) -> None:
        sent = parse_qs(self.rfile.read(int(self.headers["Content-Length"])).decode())
        if sent["client_secret"] != [SECRET] or not sent.get("code_verifier"):
            self.send_error(401)
            return
        at = self.provider.address
        claims = {"iss": at, "aud": CLIENT, "iat": 1, "exp": 4_000_000_000}
        token = jwt.encode(
            {**claims, **self.provider.person, **self.provider.forged}, _KEY, "RS256", {"kid": "1"}
        )
        self._json({"access_token": "a", "token_type": "Bearer", "expires_in": 60, "id_token": token})

    def _back(self, asked: dict[str, list[str]]) -> None:
        self.provider.asked.append(asked)
        self.send_response(302)
        answer = (
            {"code": "once", "state": asked["state"][0]}
            if self.provider.person
            else {"error": "access_denied", "state": asked["state"][0]}
        )
        self.send_header("Location", f"{asked['redirect_uri'][0]}?{urlencode(answer)}")
        self.end_headers()

    def _configuration(self) -> dict[str, Any]:
        at = self.provider.address
        return {
            "issuer": at,
            "authorization_endpoint": f"{at}/authorize",
            "token_endpoint": f"{at}/token",
            "userinfo_endpoint": f"{at}/userinfo",
            "jwks_uri": f"{at}/keys",
            "token_endpoint_auth_methods_supported": ["client_secret_post"],
        }

    def _json(self, answer: dict[str, Any]) -> None:
        body = json.dumps(answer).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: Any) -> None:
        """Quiet."""


@contextmanager
def serving() -> Iterator[Provider]:
    provider = Provider()
    door: type[_Door] = type("Door", (_Door,), {"provider": provider})
    server = ThreadingHTTPServer(("127.0.0.1", 0), door)
    provider.address = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield provider
    server.shutdown()
    thread.join()
    server.server_close()
