"""Typst in a process of its own with limits: eight hours of words take long, and pictures come from people."""

import json
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

# Made at set-up: Typst reads no WOFF2, in which browsers get the same fonts.
TYPEFACES = Path(__file__).resolve().parents[2] / "build" / "typefaces"
_SETTER = Path(__file__).with_name("inside") / "setter.py"
MOST_MEMORY = 4 << 30


class TakesTooLong(Exception):
    """Or too much memory."""


class CannotSet(Exception):
    """Typst refused, or broke."""


def typeset(order: Mapping[str, object], seconds: float, memory: int = MOST_MEMORY) -> bytes:
    """What `inside/setter.py` makes of the order. Raises TakesTooLong or CannotSet."""
    told = {"fonts": str(TYPEFACES), **order}
    try:
        done = subprocess.run(
            [sys.executable, "-I", str(_SETTER), str(max(1, int(seconds))), str(memory)],
            input=json.dumps(told, ensure_ascii=False).encode(),
            stdout=subprocess.PIPE,
            # What it says there may hold people's words.
            stderr=subprocess.DEVNULL,
            env={"LANG": "C.UTF-8", "RAYON_NUM_THREADS": "1"},
            timeout=seconds,
            check=True,
            start_new_session=True,
        )
    except subprocess.TimeoutExpired:
        raise TakesTooLong from None
    except subprocess.CalledProcessError as problem:
        # A signal: it ran into one of its limits.
        raise TakesTooLong if problem.returncode < 0 else CannotSet from None
    return done.stdout
