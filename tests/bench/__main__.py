"""`python -m tests.bench`: every measurement in a process of its own, then one table beside the limits.

Ends with 1 where a limit was missed.
"""

import json
import shutil
import subprocess
import sys
import tempfile
from argparse import ArgumentParser, Namespace
from dataclasses import asdict
from pathlib import Path

from hispeech_web.places import ROOT
from tests.bench import table
from tests.bench.jobs import Load, Measured, measure
from tests.bench.memory import Taken

MODES = ("sync", "auto")


def main() -> int:
    given = _arguments()
    if given.result:
        found = _measure(_load(given, given.mode[0]))
        given.result.write_text(json.dumps(asdict(found)), encoding="utf-8")
        return 0
    results = [(load, _aside(load)) for load in (_load(given, mode) for mode in given.mode or MODES)]
    print("\n".join(table.lines(results)), flush=True)
    return 1 if any(not row.kept for result in results for row in table.rows(*result)) else 0


def _arguments() -> Namespace:
    parser = ArgumentParser("python -m tests.bench", description=__doc__)
    parser.add_argument("--mode", action="append", choices=MODES, help="default: one after the other")
    parser.add_argument("--jobs", type=int, default=500)
    parser.add_argument("--at-once", type=int, default=100)
    parser.add_argument("--work", type=float, default=10.0, help="seconds that the service takes for each")
    parser.add_argument("--result", type=Path, help="measure here, and write the figures to this file")
    return parser.parse_args()


def _load(given: Namespace, mode: str) -> Load:
    return Load(mode, given.jobs, given.at_once, given.work)


def _aside(load: Load) -> Measured:
    """In a process of its own: Django serves one site in one process."""
    print(f"{load.jobs} jobs, {load.at_once} at once, {load.work:g} s each, {load.mode} …", flush=True)
    with tempfile.TemporaryDirectory(prefix="hispeech-bench-") as folder:
        result = Path(folder) / "result.json"
        numbers = (f"--jobs={load.jobs}", f"--at-once={load.at_once}", f"--work={load.work}")
        command = (sys.executable, "-m", "tests.bench", f"--mode={load.mode}", *numbers, f"--result={result}")
        subprocess.run(command, cwd=ROOT, check=True)
        said = json.loads(result.read_text(encoding="utf-8"))
    return Measured(**{**said, "memory": Taken(**said["memory"])})


def _measure(load: Load) -> Measured:
    folder = Path(tempfile.mkdtemp(prefix="hispeech-bench-"))
    try:
        return measure(load, folder)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    sys.exit(main())
