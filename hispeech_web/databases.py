"""Which database holds the records, and how connections to it are opened."""

from typing import Any

import dj_database_url

from hispeech_web import env, places

_SQLITE = {
    # IMMEDIATE: a transaction that will write takes its turn at the start, so that it never finds
    # the database changed under it ("database is locked") after it has read.
    "transaction_mode": "IMMEDIATE",
    "timeout": 20,
    "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA busy_timeout=20000;",
}


def known(url: str) -> dict[str, dict[str, Any]]:
    """In the form of Django's DATABASES; without an address it is SQLite in the data folder."""
    # A path, not an address: folders may be called anything.
    ours = {"ENGINE": "hispeech_web.sqlite3", "NAME": str(places.database())}
    chosen: dict[str, Any] = {**dj_database_url.parse(url)} if url else ours
    is_sqlite = chosen["ENGINE"].endswith("sqlite3")
    return {
        "default": {**chosen, **(_for_sqlite() if is_sqlite else _for_a_server(chosen.get("OPTIONS", {})))}
    }


def _for_sqlite() -> dict[str, Any]:
    # To open the file and prepare the connection costs as much as five queries.
    return {"OPTIONS": _SQLITE, "CONN_MAX_AGE": 60}


def _for_a_server(options: dict[str, Any]) -> dict[str, Any]:
    pool = {"min_size": 0, "max_size": env.integer("DATABASE_POOL", 64, least=1), "timeout": 30}
    # A connection that a restart of the database has broken is replaced before anybody gets it.
    return {"CONN_HEALTH_CHECKS": True, "OPTIONS": {**options, "pool": pool}}
