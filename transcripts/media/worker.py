"""The program in the cell: one job, one file at standard input, one answer in JSON at standard output.

    python -I worker.py '{"job": "inspect", …}'

Started by path so that it begins fast and sees no setting of ours. It says `ready` once everything is imported, so
that a broken installation is not mistaken for a broken file, and then limits itself before it reads a byte.
"""

import json
import resource
import signal
import sys
import traceback
from collections.abc import Callable
from pathlib import Path
from typing import Any

Job = Callable[..., dict[str, Any]]


def _job(name: str) -> Job:
    """Only what is asked for is imported: numpy alone takes as long as the rest."""
    if name == "inspect":
        from transcripts.media.inside.inspection import inspect

        return inspect
    from transcripts.media.inside.sound import listen

    return listen


def _size_of_program() -> int:
    """Bytes of address space that the program itself takes up; 0 where the system does not say."""
    try:
        pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0])
    except OSError:
        return 0
    return pages * resource.getpagesize()


def _limit_yourself(cpu: int, wall: float, memory: int, output: int) -> None:
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (output, output))
    resource.setrlimit(resource.RLIMIT_NOFILE, (16, 16))
    resource.setrlimit(resource.RLIMIT_CPU, (cpu, cpu + 1))
    program = _size_of_program()
    if program:
        resource.setrlimit(resource.RLIMIT_AS, (program + memory, program + memory))
    # Our starter kills us in time; should it be gone, we end by ourselves.
    signal.setitimer(signal.ITIMER_REAL, wall + 5)


def _place(error: Exception) -> str:
    frame = traceback.extract_tb(error.__traceback__)[-1]
    return f"{Path(frame.filename).name}:{frame.lineno}"


def main() -> None:
    sys.path.append(str(Path(__file__).resolve().parents[2]))
    import av

    from transcripts.errors import BadMedia

    order = json.loads(sys.argv[1])
    job = _job(order.pop("job"))
    av.logging.set_level(None)
    print("ready", flush=True)
    _limit_yourself(**order.pop("limits"))
    try:
        answer = job(**order)
    except BadMedia as problem:
        answer = {"problem": problem.code}
    except (MemoryError, OSError):
        # Opening and decoding keep FFmpeg's errors to themselves: this is our own output that grew too large,
        # or memory that was refused.
        answer = {"problem": "too_slow"}
    except Exception as error:
        # The file broke our own code: its bearer gets a sentence, the operator the place, nobody the file's words.
        answer = {"problem": BadMedia.code, "detail": f"{type(error).__name__} {_place(error)}"}
    print(json.dumps(answer), flush=True)


if __name__ == "__main__":
    main()
