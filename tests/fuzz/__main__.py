"""`python -m tests.fuzz`: bring hundreds of damaged files to the real site and look for what must not be.

Ends with 1 where something was found. `--page` writes docs/hostile-files.md.
"""

import subprocess
import sys
import tempfile
import time
from argparse import ArgumentParser, Namespace
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import httpx

from hispeech_web.places import ROOT
from hispeech_web.run import ports
from tests.fuzz.doors import Answer, Doors
from tests.fuzz.mutants import mutants
from tests.fuzz.person import EMAIL, PASSWORD, Person
from tests.fuzz.report import Result, page, table
from tests.fuzz.traces import Traces, cells
from tests.run.bare import bare
from tests.run.stack import Stack

AT_ONCE = 4
# Seconds without the number of open jobs and copies becoming smaller: something hangs.
STANDSTILL = 120
PAGE = ROOT / "docs" / "hostile-files.md"


def main() -> int:
    given = _arguments()
    with tempfile.TemporaryDirectory(prefix="hispeech-fuzz-") as folder:
        result = _run(given, Path(folder) / "data")
    print(table(result), flush=True)
    if given.page:
        PAGE.write_text(page(result), encoding="utf-8")
    return 1 if result.trouble else 0


def _arguments() -> Namespace:
    parser = ArgumentParser("python -m tests.fuzz", description=__doc__)
    parser.add_argument("--seed", type=int, default=20261122)
    parser.add_argument("--files", type=int, default=500)
    parser.add_argument("--page", action="store_true", help="write what was found to the documentation")
    return parser.parse_args()


def _run(given: Namespace, data: Path) -> Result:
    begun = time.monotonic()
    sandbox = ports.free_port()
    stack = Stack(data, ADMIN_EMAIL=EMAIL, ADMIN_PASSWORD=PASSWORD, SANDBOX_PORT=str(sandbox))
    try:
        stack.is_ready()
        httpx.post(f"http://127.0.0.1:{sandbox}/_sandbox/settings", json={"speed": 100}).raise_for_status()
        url, traces = f"http://127.0.0.1:{stack.port}", Traces(data)
        answers = _bring(given, Doors(url, _token(data)))
        trouble = _rest(traces, stack)
        person, pages = Person(url), Counter[str]()
        for recording in traces.recordings():
            pages += person.visit(recording)
        trouble += _trouble(answers, pages, traces, stack)
        return Result(
            seed=given.seed,
            files=given.files,
            taken=sum(answer.status < 400 for answer in answers),
            refused=Counter(answer.code for answer in answers if answer.status >= 400),
            ends=traces.ends(),
            copies=traces.copies(),
            pages=pages,
            slowest=max(answer.seconds for answer in answers),
            wall=time.monotonic() - begun,
            trouble=trouble,
        )
    finally:
        stack.end_what_is_left()


def _token(data: Path) -> str:
    command = (sys.executable, "manage.py", "create_api_token", EMAIL)
    environment = bare() | {"DATA_DIR": str(data)}
    made = subprocess.run(command, cwd=ROOT, env=environment, check=True, capture_output=True, text=True)
    return made.stdout.strip()


def _bring(given: Namespace, doors: Doors) -> list[Answer]:
    with ThreadPoolExecutor(AT_ONCE) as pool:
        return list(pool.map(doors.bring, mutants(given.seed, given.files)))


def _rest(traces: Traces, stack: Stack) -> list[str]:
    """Wait until everything has ended; say what has not."""
    least, since = traces.at_work(), time.monotonic()
    while least:
        if time.monotonic() > since + STANDSTILL:
            return [f"{least} jobs or copies do not end"]
        time.sleep(1)
        if (left := traces.at_work()) < least:
            least, since = left, time.monotonic()
    # Who was the last to work still puts its tools away.
    until = time.monotonic() + 20
    while time.monotonic() < until and (cells(stack.processes()) or traces.in_scratch()):
        time.sleep(0.5)
    return []


def _trouble(answers: list[Answer], pages: "Counter[str]", traces: Traces, stack: Stack) -> list[str]:
    bad = [
        f"file {one.number} was answered {one.status} {one.code}"
        for one in answers
        if not 200 <= one.status < 500
    ]
    bad += [
        f"{number} × {kind}"
        for kind, number in pages.items()
        if " 5" in kind or (number and kind == "cut short")
    ]
    bad += [f"{number} × {end}" for end, number in traces.ends().items() if "internal" in end]
    bad += [f"{name} is left in scratch" for name in traces.in_scratch()]
    bad += [f"{name} is stored for nobody" for name in traces.stored_for_nobody()]
    bad += [f"process {process} still reads a file" for process in cells(stack.processes())]
    bad += [line for line in stack.words.splitlines() if "Traceback" in line]
    return bad + _stopping(stack)


def _is_well(kind: str) -> bool:
    """Everything opens and plays; but a recording whose sound could not be made has no waveform."""
    return kind.endswith(" 200") or kind == "peaks 404"


def _stopping(stack: Stack) -> list[str]:
    code = stack.stop()
    left = list(stack.processes().values())
    return ([f"the site ended with {code}"] if code else []) + [f"{command} did not end" for command in left]


if __name__ == "__main__":
    sys.exit(main())
