"""A site's records, brought up to date once and copied: most tests of whole sites are not about these steps."""

import atexit
import functools
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from hispeech_web.places import ROOT
from tests.run.bare import bare

NAME = "db.sqlite3"


def lay(data: Path) -> Path:
    """`data`, as a site would leave it that nobody has come to yet. What lies there already stays."""
    if not (data / NAME).exists():
        data.mkdir(mode=0o700, parents=True, exist_ok=True)
        shutil.copyfile(_made(), data / NAME)
    return data


@functools.cache
def _made() -> Path:
    folder = Path(tempfile.mkdtemp(prefix="hispeech-tests-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    environment = bare() | {"DATA_DIR": str(folder), "SECRET_KEY": "only to migrate"}
    command = (sys.executable, "manage.py", "migrate", "--no-input", "--verbosity=0")
    subprocess.run(command, cwd=ROOT, env=environment, check=True)
    return folder / NAME
