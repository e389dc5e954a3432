"""What programs that tests start get of this machine: nothing that a developer's own `.env` says, whose records they
would change and with whose key they would buy. An empty variable counts as unset, and keeps the file's out.
"""

import os

from hispeech_web.places import ROOT

KEPT = ("PATH", "HOME", "LANG")


def bare() -> dict[str, str]:
    return blank() | {name: os.environ[name] for name in KEPT if name in os.environ}


def blank() -> dict[str, str]:
    file = ROOT / ".env"
    lines = file.read_text(encoding="utf-8").splitlines() if file.is_file() else []
    return {name.strip(): "" for name, found, _ in (line.partition("=") for line in lines) if found}
