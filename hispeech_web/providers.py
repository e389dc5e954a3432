"""Who else may say who somebody is: OpenID providers, and what membership of their groups means here."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from hispeech_web import env

ROLES = ("owner", "editor", "viewer", "billing")
# Tenants that stand for "whoever has an account at Microsoft": such an account may claim any address.
_ANYBODY = {"common", "organizations", "consumers"}
_LOOPBACK = {"localhost", "127.0.0.1", "::1"}


@dataclass(frozen=True, slots=True)
class Grant:
    """Who is in `group` has `role` in the team of this name or id."""

    group: str
    team: str
    role: str


def known() -> list[dict[str, Any]]:
    """In the form of allauth's SOCIALACCOUNT_PROVIDERS["openid_connect"]["APPS"]; empty where none is set."""
    return [app for app in (_google(), _microsoft(), _any()) if app]


def groups() -> list[Grant]:
    """`group=Team:role`, separated by commas, or by semicolons where names of groups hold commas."""
    told = env.text("OIDC_GROUPS")
    parts = told.split(";" if ";" in told else ",")
    grants = [_grant(part.strip()) for part in parts if part.strip()]
    if grants and not known():
        raise env.BadVariable("OIDC_GROUPS is set, but no OpenID provider is.")
    return grants


def _grant(told: str) -> Grant:
    left, _, role = told.rpartition(":")
    group, _, team = left.rpartition("=")
    grant = Grant(group.strip(), team.strip(), role.strip().lower())
    if not (grant.group and grant.team and grant.role in ROLES):
        raise env.BadVariable(
            f"OIDC_GROUPS must be group=Team:role, with the role {', '.join(ROLES)}; {told!r} is not."
        )
    return grant


def _google() -> dict[str, Any] | None:
    keys = env.text("GOOGLE_CLIENT_ID"), env.text("GOOGLE_CLIENT_SECRET")
    if not _all_or_none("GOOGLE_", *keys):
        return None
    return _app("google", "Google", "https://accounts.google.com", *keys)


def _microsoft() -> dict[str, Any] | None:
    tenant = env.text("MICROSOFT_TENANT")
    keys = env.text("MICROSOFT_CLIENT_ID"), env.text("MICROSOFT_CLIENT_SECRET")
    if not _all_or_none("MICROSOFT_", tenant, *keys):
        return None
    if tenant.lower() in _ANYBODY:
        raise env.BadVariable(f"MICROSOFT_TENANT must be your own tenant's id or domain, not {tenant!r}.")
    # Entra says nothing of verification; a tenant answers for the addresses of its own people.
    address = f"https://login.microsoftonline.com/{tenant}/v2.0"
    return _app("microsoft", "Microsoft", address, *keys, verified_email=True)


def _any() -> dict[str, Any] | None:
    issuer = env.text("OIDC_ISSUER").rstrip("/")
    keys = env.text("OIDC_CLIENT_ID"), env.text("OIDC_CLIENT_SECRET")
    if not _all_or_none("OIDC_", issuer, *keys):
        return None
    _must_be_safe(issuer)
    more: dict[str, Any] = {"scope": env.text("OIDC_SCOPES", "openid profile email").split()}
    if env.flag("OIDC_TRUST_EMAILS"):
        more["verified_email"] = True
    return _app("oidc", env.text("OIDC_NAME", "OpenID"), issuer, *keys, **more)


def _app(provider_id: str, name: str, issuer: str, client: str, secret: str, **more: Any) -> dict[str, Any]:
    settings = {"server_url": issuer, "oauth_pkce_enabled": True, **more}
    return {
        "provider_id": provider_id,
        "name": name,
        "client_id": client,
        "secret": secret,
        "settings": settings,
    }


def _all_or_none(prefix: str, *values: str) -> bool:
    if any(values) and not all(values):
        names = {"GOOGLE_": "", "MICROSOFT_": "TENANT, ", "OIDC_": "ISSUER, "}[prefix]
        raise env.BadVariable(f"Set all of {prefix}{names}CLIENT_ID and CLIENT_SECRET, or none of them.")
    return all(values)


def _must_be_safe(issuer: str) -> None:
    """Who could answer in the provider's place could be anybody here."""
    parts = urlsplit(issuer)
    if not parts.hostname or parts.scheme not in {"http", "https"}:
        raise env.BadVariable(f"OIDC_ISSUER must be an https:// address, not {issuer!r}.")
    if parts.scheme == "http" and parts.hostname not in _LOOPBACK:
        raise env.BadVariable("OIDC_ISSUER must be an https:// address: without TLS anybody could answer.")
