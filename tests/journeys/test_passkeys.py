"""Passkeys with the browser's own virtual key, on the real site, whose two processes count wrong tries together."""

import re
from collections.abc import Iterator
from http.cookiejar import CookieJar
from urllib.parse import urlencode
from urllib.request import HTTPCookieProcessor, Request, build_opener

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.journeys.site import EMAIL, PASSWORD, Site, running

pytestmark = pytest.mark.journey


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    with running(tmp_path_factory.mktemp("site"), WEB_PROCESSES="2") as site:
        yield site


@pytest.fixture
def context(browser: Browser, site: Site, trouble: list[str]) -> Iterator[BrowserContext]:
    """At a name: browsers have no passkeys for 127.0.0.1."""
    address = site.address.replace("127.0.0.1", "localhost")
    context = browser.new_context(base_url=address)
    context.on("console", lambda said: trouble.append(said.text) if said.type == "error" else None)
    context.on("weberror", lambda error: trouble.append(str(error.error)))
    yield context
    context.close()


def _plug_in_a_key(page: Page) -> None:
    line = page.context.new_cdp_session(page)
    line.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    line.send("WebAuthn.addVirtualAuthenticator", {"options": options})


def _sign_out(page: Page) -> None:
    page.locator("details.account summary").click()
    page.get_by_role("button", name="Sign out").click()
    page.get_by_role("heading", name="Sign in").wait_for()


def _is_in(page: Page) -> None:
    page.get_by_role("navigation").get_by_role("link", name="Upload").wait_for()


def test_a_passkey_signs_in_alone_and_a_recovery_code_replaces_it(page: Page) -> None:
    _plug_in_a_key(page)
    page.goto("/accounts/2fa/webauthn/add/")
    page.get_by_label("What you call it").fill("կապույտ բանալի")
    page.get_by_role("button", name="Add it").click()
    code = page.locator(".codes code").first.inner_text()
    page.goto("/accounts/2fa/webauthn/")
    expect(page.get_by_text("կապույտ բանալի")).to_be_visible()
    _sign_out(page)
    page.get_by_role("button", name="Sign in with a passkey").click()
    _is_in(page)
    _sign_out(page)
    page.get_by_label("Email").fill(EMAIL)
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()
    page.get_by_role("button", name="Use a passkey").wait_for()
    page.get_by_label("Code").fill(code)
    page.get_by_role("button", name="Sign in").click()
    _is_in(page)


def test_wrong_tries_are_counted_over_all_processes(site: Site) -> None:
    said = [_try(site, "nobody@example.am") for _ in range(7)]
    assert ["Try again in" in page for page in said] == [False] * 5 + [True] * 2


def _try(site: Site, address: str) -> str:
    """With a connection of its own, so that any of the processes may take it."""
    browser = build_opener(HTTPCookieProcessor(CookieJar()))
    form = browser.open(f"{site.address}/accounts/login/").read().decode()
    token = re.search(r'csrfmiddlewaretoken" value="(\w+)"', form)
    assert token
    sent = {"csrfmiddlewaretoken": token[1], "login": address, "password": "wrong horse"}
    request = Request(f"{site.address}/accounts/login/", urlencode(sent).encode())
    return str(browser.open(request).read().decode())
