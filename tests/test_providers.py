"""OpenID providers from the environment: whole, safe, or loudly wrong."""

import pytest

from hispeech_web import env, providers
from hispeech_web.providers import Grant

OIDC = {"OIDC_ISSUER": "https://login.example.am/", "OIDC_CLIENT_ID": "a", "OIDC_CLIENT_SECRET": "b"}
MICROSOFT = {"MICROSOFT_TENANT": "example.am", "MICROSOFT_CLIENT_ID": "a", "MICROSOFT_CLIENT_SECRET": "b"}


def _set(monkeypatch: pytest.MonkeyPatch, **values: str) -> None:
    for name, value in values.items():
        monkeypatch.setenv(name, value)


def test_without_variables_there_is_none() -> None:
    assert providers.known() == []
    assert providers.groups() == []


def test_all_three_side_by_side(monkeypatch: pytest.MonkeyPatch) -> None:
    _set(monkeypatch, **OIDC, **MICROSOFT, GOOGLE_CLIENT_ID="a", GOOGLE_CLIENT_SECRET="b", OIDC_NAME="Staff")
    known = {app["provider_id"]: app for app in providers.known()}
    assert list(known) == ["google", "microsoft", "oidc"]
    assert known["oidc"]["name"] == "Staff"
    assert known["oidc"]["settings"]["server_url"] == "https://login.example.am"
    assert "verified_email" not in known["oidc"]["settings"]
    assert known["microsoft"]["settings"]["server_url"].endswith("/example.am/v2.0")


@pytest.mark.parametrize(
    ("change", "named"),
    [
        ({"OIDC_CLIENT_SECRET": ""}, "OIDC_ISSUER, CLIENT_ID and CLIENT_SECRET"),
        ({"OIDC_ISSUER": "http://login.example.am"}, "https://"),
        ({"OIDC_ISSUER": "login.example.am"}, "https://"),
        ({"GOOGLE_CLIENT_ID": "a"}, "GOOGLE_CLIENT_ID and CLIENT_SECRET"),
        ({**MICROSOFT, "MICROSOFT_TENANT": "common"}, "your own tenant"),
        ({"OIDC_TRUST_EMAILS": "perhaps"}, "OIDC_TRUST_EMAILS"),
    ],
)
def test_what_is_half_or_unsafe_stops_the_start(
    monkeypatch: pytest.MonkeyPatch, change: dict[str, str], named: str
) -> None:
    _set(monkeypatch, **{**OIDC, **change})
    with pytest.raises(env.BadVariable, match=named):
        providers.known()


def test_groups_are_read_with_whatever_their_names_hold(monkeypatch: pytest.MonkeyPatch) -> None:
    told = "cn=heads,ou=groups=Newsroom:owner; editors = Լրատուն: Editor"
    _set(monkeypatch, **OIDC, OIDC_GROUPS=told)
    assert providers.groups() == [
        Grant("cn=heads,ou=groups", "Newsroom", "owner"),
        Grant("editors", "Լրատուն", "editor"),
    ]


@pytest.mark.parametrize("told", ["editors", "editors=Newsroom", "editors=Newsroom:king", "=Newsroom:owner"])
def test_a_grant_that_makes_no_sense_is_named(monkeypatch: pytest.MonkeyPatch, told: str) -> None:
    _set(monkeypatch, **OIDC, OIDC_GROUPS=told)
    with pytest.raises(env.BadVariable, match="group=Team:role"):
        providers.groups()


def test_groups_of_nobody_are_a_mistake(monkeypatch: pytest.MonkeyPatch) -> None:
    _set(monkeypatch, OIDC_GROUPS="editors=Newsroom:editor")
    with pytest.raises(env.BadVariable, match="no OpenID provider"):
        providers.groups()
