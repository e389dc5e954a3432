"""Every address and method, by every role, a stranger, somebody signed out, and programs with each kind of token."""

import json
from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import urlencode

import pytest
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.test import Client, override_settings
from django.test.client import BOUNDARY, MULTIPART_CONTENT, encode_multipart
from pytest_django import DjangoDbBlocker

from tests.factories import tone
from tests.rights.addresses import addresses, filled
from tests.rights.cast import Caller, Cast, cast
from tests.rights.rows import ANYONE, EDITOR, MEMBERS, NEWCOMER, OWNER, ROWS, Row

pytestmark = pytest.mark.django_db
METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE")
SAFE = ("GET", "HEAD")
IN, FORBIDDEN, HIDDEN, SIGN_IN, UNKNOWN = "in", "forbidden", "hidden", "sign in first", "no such method"
TUS_BODY = "application/offset+octet-stream"
ADMIN = [one for one in addresses() if one.startswith("admin/")]


@pytest.fixture(scope="module")
def company(
    django_db_setup: None, django_db_blocker: DjangoDbBlocker, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Cast]:
    """In one transaction with all that follows, which is taken back in the end."""
    folder = tmp_path_factory.mktemp("matrix")
    # Nobody stays until words are there: nobody here brings any.
    here = override_settings(MEDIA_ROOT=folder, SCRATCH_DIR=folder, API_WAITING_AT_ONCE=0)
    with django_db_blocker.unblock(), here, transaction.atomic():
        yield cast()
        transaction.set_rollback(True)


def verdict(answer: Any) -> str:
    at_the_door = answer.status_code == 302 and "/login/?next=" in answer["Location"]
    named = {401: SIGN_IN, 403: FORBIDDEN, 404: HIDDEN, 405: UNKNOWN}
    if answer.status_code == 503 and "not_yet" in answer.content.decode():
        return IN
    if answer.status_code >= 500:
        return f"error {answer.status_code}"
    if answer.status_code == 401 and answer["Content-Type"].startswith("text/html"):
        return IN  # a page of its own, which tells that signing in with another site did not work
    return SIGN_IN if at_the_door else named.get(answer.status_code, IN)


def expected(row: Row, method: str, caller: Caller) -> set[str]:
    may = row.methods.get(method, row.methods.get("GET") if method == "HEAD" else None)
    if may is not None and ANYONE in may:
        # What a link that is worth nothing leads to is the page's own affair.
        return {IN, HIDDEN, UNKNOWN} if row.any_method else {IN, HIDDEN}
    if may is None and any(ANYONE in one for one in row.methods.values()):
        return {UNKNOWN}
    if not caller.role:
        return {HIDDEN} if row.of_the_api and row.told == () and may == () else {SIGN_IN}
    if may is None:
        return {UNKNOWN, FORBIDDEN} if caller.read_only else {UNKNOWN}
    if caller.read_only and method not in (*SAFE, *row.reads) and may:
        return {FORBIDDEN}
    if caller.is_stranger and row.is_about_one(method):
        return {HIDDEN}
    if caller.role in may:
        return {IN}
    return {FORBIDDEN} if caller.role in row.told else {HIDDEN}


def body(row: Row, method: str, things: Mapping[str, Any]) -> tuple[bytes, str]:
    """What is sent, and its type."""
    if method in SAFE or not (row.send or row.headers):
        return b"", "application/octet-stream"
    send = told(row.send, things)
    if "file" in row.send:
        return encode_multipart(
            BOUNDARY, send | {"file": SimpleUploadedFile("x.wav", tone())}
        ), MULTIPART_CONTENT
    if row.of_the_api or row.json:
        return (json.dumps(send).encode(), "application/json") if send else (b"abc", TUS_BODY)
    return urlencode(send).encode(), "application/x-www-form-urlencoded"


def told(value: Any, things: Mapping[str, Any]) -> Any:
    """With things in the places that are named after them."""
    match value:
        case str() if value.startswith("$") and value[1:] in things:
            thing = things[value[1:]]
            return thing if isinstance(thing, int) else str(thing)
        case list():
            return [told(one, things) for one in value]
        case Mapping():
            return {key: told(one, things) for key, one in value.items()}
    return value


def ask(row: Row, method: str, caller: Caller, things: Mapping[str, Any]) -> str:
    client = Client(headers=dict(caller.headers), raise_request_exception=False)
    client.cookies.load(caller.cookies)
    path = filled(row.address, {**things, **{name: things[other] for name, other in row.args.items()}})
    with transaction.atomic():
        answer = client.generic(method, path, *body(row, method, things), headers=dict(row.headers))
        if answer.streaming:
            b"".join(answer)
        transaction.set_rollback(True)
    return verdict(answer)


def test_every_address_has_a_row_and_every_row_an_address() -> None:
    known = {row.address for row in ROWS}
    assert sorted(set(addresses()) - known - set(ADMIN)) == [], (
        "give each of these a row in tests/rights/rows.py"
    )
    assert sorted(known - set(addresses())) == [], "there are no such addresses any more"


def few(callers: list[Caller]) -> list[Caller]:
    """For methods that an address does not know, whoever asks: who may do most, and who may do nothing."""
    return [next(one for one in callers if one.role == OWNER), next(one for one in callers if not one.role)]


@pytest.mark.parametrize("row", ROWS, ids=str)
def test_who_gets_in(row: Row, company: Cast) -> None:
    cache.clear()
    callers = company.programs if row.of_the_api else company.people
    wrong = []
    for method in row.methods if row.any_method else METHODS:
        for caller in callers if method in row.methods else few(callers):
            got, wanted = ask(row, method, caller, company.things), expected(row, method, caller)
            if got not in wanted:
                wrong.append(f"{row}: {method} by {caller.name}: {got}, not {' or '.join(sorted(wanted))}")
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("row", [row for row in ROWS if row.is_about_a_recording], ids=str)
def test_what_is_private_is_there_for_its_uploader_alone(row: Row, company: Cast) -> None:
    callers = company.programs if row.of_the_api else company.people
    wrong = []
    for method in row.methods:
        for caller in (one for one in callers if one.role in MEMBERS and not one.is_stranger):
            wanted = {IN} if method in row.while_private else expected(row, method, caller)
            if caller.role != EDITOR:
                wanted = {HIDDEN, FORBIDDEN} if caller.read_only else {HIDDEN}
            got = ask(row, method, caller, company.hidden)
            if got not in wanted:
                wrong.append(f"{row}: {method} by {caller.name}: {got}, not {' or '.join(sorted(wanted))}")
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("row", [row for row in ROWS if row.page], ids=str)
def test_pages_use_the_api_by_their_session(row: Row, company: Cast) -> None:
    for method in row.methods:
        for caller in company.people:
            assert ask(row, method, caller, company.things) in expected(row, method, caller), (
                method,
                caller.name,
            )


@pytest.mark.parametrize("address", ADMIN)
def test_the_administration_is_for_staff_alone(address: str, company: Cast) -> None:
    if address in ("admin/login/", "admin/logout/", "admin/jsi18n/"):
        return
    callers = [one for one in company.people if one.role in ("", OWNER, NEWCOMER)]
    for method in ("GET", "POST"):
        for caller in callers:
            got = ask(Row(address, {}), method, caller, company.things)
            assert got == SIGN_IN, f"{method} by {caller.name}: {got}"
