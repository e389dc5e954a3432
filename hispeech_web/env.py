"""Settings from the environment, read once, loudly: a value that makes no sense stops the start.

Reads plain variables and, where present, a `.env` file beside `manage.py` (real variables win).
"""

import os
from pathlib import Path


class BadVariable(Exception):
    """An environment variable holds something that cannot be used; the message names it."""


def load_dotenv(path: Path) -> None:
    """Take `NAME=value` lines of `path` into the environment, unless the name is set already."""
    if not path.is_file():
        return
    for line in path.read_text(encoding="utf-8").splitlines():
        name, found, value = line.strip().partition("=")
        if found and not name.startswith("#"):
            os.environ.setdefault(name.strip(), value.strip().strip("'\""))


def text(name: str, default: str = "") -> str:
    """An empty variable counts as unset, so that `KEY=` in a file means "the default"."""
    return os.environ.get(name, "").strip() or default


def flag(name: str, default: bool = False) -> bool:
    value = text(name).lower()
    if value in {"1", "true", "yes", "on"}:
        return True
    if value in {"0", "false", "no", "off"}:
        return False
    if value:
        raise BadVariable(f"{name} must be true or false, not {value!r}.")
    return default


def integer(name: str, default: int, *, least: int = 0) -> int:
    value = text(name)
    try:
        number = int(value) if value else default
    except ValueError:
        raise BadVariable(f"{name} must be a whole number, not {value!r}.") from None
    if number < least:
        raise BadVariable(f"{name} must be at least {least}.")
    return number


def words(name: str, default: list[str]) -> list[str]:
    """A comma-separated list."""
    return [word.strip() for word in text(name).split(",") if word.strip()] or default


def choice(name: str, default: str, options: tuple[str, ...]) -> str:
    value = text(name, default).lower()
    if value not in options:
        raise BadVariable(f"{name} must be one of {', '.join(options)}, not {value!r}.")
    return value


def per_model(name: str) -> dict[str, str]:
    """`model=value` pairs, comma-separated; a bare value stands for every model, under `*`."""
    pairs = (word.rpartition("=") for word in words(name, []))
    return {(model.strip() or "*"): value.strip() for model, _, value in pairs}
