"""The program that listens and aligns, for one order: `python -I worker.py`, the order as JSON at standard input.

Started by path, so that it sees no setting of ours. It says lines of JSON: `{"done": 0.4}` now and then, at last
`{"answer": …}` or `{"problem": …}`. It works at the lowest priority, within limits, and ends with the program that started it.
"""

import ctypes
import json
import os
import resource
import signal
import sys
import traceback
from contextlib import suppress
from pathlib import Path
from typing import Any

_NICE = 15
_NICE_AMONG_SESSIONS = 10
# Address space, not memory: NumPy, FFmpeg and the model map much more than they touch.
_SPACE = 4 * 1024**3
_PR_SET_PDEATHSIG = 1  # prctl(2)


def main() -> None:
    parent = os.getppid()
    sys.path.append(str(Path(__file__).resolve().parents[2]))
    order = json.load(sys.stdin)
    # LiteRT and FFmpeg write what they like to standard output; our line is kept apart.
    line = os.fdopen(os.dup(1), "w", encoding="ascii")
    os.dup2(2, 1)
    _be_modest(parent)
    try:
        said: dict[str, Any] = {"answer": _work(order, line)}
    except Exception as error:
        # The place, never the words: they are people's.
        frame = traceback.extract_tb(error.__traceback__)[-1]
        said = {"problem": f"{type(error).__name__} {Path(frame.filename).name}:{frame.lineno}"}
    line.write(json.dumps(said) + "\n")
    line.flush()
    os._exit(0)


def _be_modest(parent: int) -> None:
    os.nice(_NICE)
    with suppress(OSError):
        # Where the kernel shares processors among sessions (sched(7), "autogroup"), niceness counts within one only. Ours is
        # a session of its own: behind the others, but never starved by them.
        Path("/proc/self/autogroup").write_text(str(_NICE_AMONG_SESSIONS), encoding="ascii")
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_AS, (_SPACE, _SPACE))
    if prctl := getattr(ctypes.CDLL(None), "prctl", None):
        prctl(_PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)
    if os.getppid() != parent:  # it went in the meantime
        os._exit(1)


def _work(order: dict[str, Any], line: Any) -> dict[str, Any]:
    from transcripts.alignment.inside import jobs

    def tell(done: float) -> None:
        line.write(json.dumps({"done": round(done, 4)}) + "\n")
        line.flush()

    return jobs.JOBS[order.pop("job")](tell=tell, **order)


if __name__ == "__main__":
    main()
