#!/usr/bin/env python3
"""Django's command line for this project, by whichever Python it is started: `make run` has set up the right one."""

import os
import sys
from importlib.util import find_spec
from pathlib import Path

OURS = Path(__file__).resolve().parent / ".venv" / "bin" / "python"


def main() -> None:
    if find_spec("django") is None:
        _by_our_own()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hispeech_web.settings")
    from django.core.management import execute_from_command_line

    execute_from_command_line(sys.argv)


def _by_our_own() -> None:
    """The machine's Python was asked, which knows nothing of Django."""
    if not OURS.is_file() or Path(sys.prefix) == OURS.parent.parent:
        sys.exit("Nothing is set up here yet: `make run` does it.")
    os.execv(OURS, [str(OURS), *sys.argv])  # noqa: S606


if __name__ == "__main__":
    main()
