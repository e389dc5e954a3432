"""Addresses as they were typed."""

import pytest

from hispeech_web.addresses import Environ, spelt_out


def asked(query: str) -> str:
    seen: list[Environ] = []

    def application(environ: Environ, start_response: object) -> list[bytes]:
        seen.append(environ)
        return []

    spelt_out(application)({"QUERY_STRING": query}, None)
    return str(seen[0]["QUERY_STRING"])


def test_letters_are_written_as_bytes() -> None:
    bare = "q=ձայն&limit=1".encode().decode("latin-1")
    assert asked(bare) == "q=%D5%B1%D5%A1%D5%B5%D5%B6&limit=1"


@pytest.mark.parametrize("query", ["", "q=%D5%B1+a&b=[1]/~'\"", "100%"])
def test_what_needs_no_help_stays_as_it_is(query: str) -> None:
    assert asked(query) == query
