"""Somebody in a browser beside those who upload."""

import httpx

from tests.intake.server import EMAIL, PASSWORD, PATIENCE, Server


def signed_in(server: Server) -> httpx.Client:
    client = httpx.Client(base_url=server.url, timeout=PATIENCE, trust_env=False, follow_redirects=True)
    client.get("/accounts/login/").raise_for_status()
    token = client.cookies["csrftoken"]
    form = {"login": EMAIL, "password": PASSWORD, "csrfmiddlewaretoken": token}
    client.post("/accounts/login/", data=form, headers={"Referer": server.url}).raise_for_status()
    return client
