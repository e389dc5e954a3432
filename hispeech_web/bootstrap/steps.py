"""The steps in their order, one at a time in one checkout."""

import fcntl
import os
import pwd
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager

from hispeech_web.bootstrap import lexicon, packages, speech, typefaces, vendor
from hispeech_web.bootstrap.shell import BUILD, SetupFailed


def prepare(arguments: list[str]) -> int:
    """Returns the exit code: 0 where all stands ready, 2 where something is missing (it was said)."""
    if arguments not in (["base"], ["dev"]):
        sys.stderr.write("Say `base` (to run the site) or `dev` (to test it as well).\n")
        return 2
    _have_a_home()
    try:
        with _alone():
            packages.ensure(arguments[0])
            # They wait for the network most of the time.
            with ThreadPoolExecutor(2) as beside:
                fetched = [beside.submit(speech.ensure), beside.submit(lexicon.ensure)]
                vendor.ensure()
                typefaces.ensure()
                for each in fetched:
                    each.result()
    except SetupFailed as problem:
        sys.stderr.write(f"\n{problem}\n")
        return 2
    except KeyboardInterrupt:
        return 130
    return 0


def _have_a_home() -> None:
    """Installers keep their caches at home; an empty environment names none."""
    if "HOME" in os.environ:
        return
    try:
        os.environ["HOME"] = pwd.getpwuid(os.getuid()).pw_dir
    except KeyError:  # a container may run under a number that has no name
        os.environ["HOME"] = str(BUILD / "home")


@contextmanager
def _alone() -> Iterator[None]:
    """`make run` and `make test` may be started at once: the second waits for the first."""
    BUILD.mkdir(exist_ok=True)
    with (BUILD / "bootstrap.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
