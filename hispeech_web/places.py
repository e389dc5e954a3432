"""Where the embedded stack keeps things: one folder, `DATA_DIR`. Plain paths, no Django."""

import os
from pathlib import Path

from hispeech_web import env

ROOT = Path(__file__).resolve().parent.parent
# A unix socket's address holds 108 bytes with its closing zero (unix(7)).
LONGEST_SOCKET_PATH = 107


def data_dir() -> Path:
    return Path(env.text("DATA_DIR", str(ROOT / "data"))).expanduser().resolve()


def database() -> Path:
    return data_dir() / "db.sqlite3"


def media() -> Path:
    return data_dir() / "media"


def scratch() -> Path:
    """Work files that may vanish between two steps of a job; emptied by the sweep."""
    return data_dir() / "scratch"


def mail() -> Path:
    return data_dir() / "mail"


def secret_file() -> Path:
    return data_dir() / "secret_key"


def broker_socket() -> Path:
    """In the data folder where the path fits, else in a private folder named after it."""
    path = data_dir() / "broker" / "broker.sock"
    if len(os.fsencode(path)) <= LONGEST_SOCKET_PATH:
        return path
    # Rarely needed, and too big for the supervisor to carry always.
    import hashlib
    import tempfile

    name = hashlib.sha256(os.fsencode(path)).hexdigest()[:16]
    return Path(tempfile.gettempdir()) / f"hispeech-{os.getuid()}-{name}" / "broker.sock"
