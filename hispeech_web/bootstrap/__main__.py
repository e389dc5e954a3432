"""`python3 -m hispeech_web.bootstrap base|dev`: make everything ready that `make run` or `make test` needs.

This file alone must be readable by an older Python too, to say that it is too old.
"""

import os
import shutil
import sys

OLDEST = (3, 11)
NEWEST_TO_TRY = 20


def newer_python():
    # type: () -> str | None
    """Another Python on PATH that is new enough; the oldest such, since it is the best tried."""
    names = (f"python3.{minor}" for minor in range(OLDEST[1], NEWEST_TO_TRY))
    return next((path for path in map(shutil.which, names) if path), None)


def main():
    # type: () -> int
    if sys.version_info < OLDEST:
        found = newer_python()
        if found:
            os.execv(found, [found, "-m", "hispeech_web.bootstrap", *sys.argv[1:]])  # noqa: S606
        version = ".".join(map(str, sys.version_info[:2]))
        sys.stderr.write(
            f"This program needs Python 3.{OLDEST[1]} or newer, and {sys.executable} is {version}. "
            f"Install a newer one, or say where one is: make run PYTHON=/path/to/python3\n"
        )
        return 2
    from hispeech_web.bootstrap.steps import prepare

    return prepare(sys.argv[1:])


if __name__ == "__main__":
    sys.exit(main())
