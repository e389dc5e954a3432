"""Somebody who opens the page of every recording and presses play."""

import re
from collections import Counter

import httpx

EMAIL, PASSWORD = "anahit@example.am", "nuagh-nuagh-8"


class Person:
    def __init__(self, url: str) -> None:
        self._client = httpx.Client(base_url=url, timeout=60, trust_env=False, follow_redirects=True)
        self._sign_in()

    def _sign_in(self) -> None:
        page = self._client.get("/accounts/login/").text
        found = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page)
        assert found is not None, page
        form = {"login": EMAIL, "password": PASSWORD, "csrfmiddlewaretoken": found[1]}
        answer = self._client.post(
            "/accounts/login/", data=form, headers={"Referer": str(self._client.base_url)}
        )
        assert answer.status_code == 200, answer.status_code
        assert "sessionid" in self._client.cookies

    def visit(self, recording: str) -> "Counter[str]":
        """How the addresses of a recording answer: its page, what plays, its waveform, the original."""
        seen: Counter[str] = Counter()
        for name in ("", "media", "peaks", "media?download"):
            with self._client.stream("GET", f"/recordings/{recording}/{name}") as answer:
                length = sum(len(piece) for piece in answer.iter_raw())
            told = int(answer.headers.get("Content-Length", length))
            seen[f"{name.split('?')[0] or 'page'} {answer.status_code}"] += 1
            seen["cut short"] += told != length
        return seen
