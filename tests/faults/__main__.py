"""`python -m tests.faults`: a storm on one stack or both, its table, and docs/reliability.md where asked for."""

import logging
import shutil
import signal
import subprocess
import sys
import tempfile
from argparse import ArgumentParser, Namespace
from pathlib import Path

from tests.faults import plan, report
from tests.faults.storming import ride_out

ROOT = Path(__file__).resolve().parents[2]
RESULTS = ROOT / "build" / "faults"
PAGE = ROOT / "docs" / "reliability.md"
SEED, JOBS = 20261122, 300
# For each job. Some faults find no request that they fit.
KILLS, FAULTS = 0.37, 1.0


def main() -> int:
    given = _arguments()
    if given.stack:
        return _one(given)
    codes = [subprocess.run(_again(given, stack), cwd=ROOT, check=False).returncode for stack in plan.STACKS]
    return max(codes)


def _arguments() -> Namespace:
    parser = ArgumentParser("python -m tests.faults", description=__doc__)
    parser.add_argument("--stack", choices=plan.STACKS, help="default: one after the other")
    parser.add_argument("--seed", type=int, default=SEED)
    parser.add_argument("--jobs", type=int, default=JOBS)
    parser.add_argument("--kills", type=int, help="at least so many")
    parser.add_argument("--faults", type=int, help="order so many; not all find a request")
    parser.add_argument("--page", action="store_true", help="write docs/reliability.md")
    parser.add_argument("--keep", action="store_true", help="keep data and logs in build/faults")
    given = parser.parse_args()
    given.kills = round(KILLS * given.jobs) if given.kills is None else given.kills
    given.faults = round(FAULTS * given.jobs) if given.faults is None else given.faults
    return given


def _again(given: Namespace, stack: str) -> list[str]:
    numbers = [f"--{name}={getattr(given, name)}" for name in ("seed", "jobs", "kills", "faults")]
    switches = [f"--{name}" for name in ("page", "keep") if getattr(given, name)]
    return [sys.executable, "-m", "tests.faults", f"--stack={stack}", *numbers, *switches]


def _one(given: Namespace) -> int:
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(name)s: %(message)s")
    logging.getLogger("httpx").setLevel(logging.WARNING)
    # An end from outside must end what was started too.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
    storm = plan.storm(given.seed, given.stack, jobs=given.jobs, kills=given.kills, faults=given.faults)
    folder = Path(tempfile.mkdtemp(prefix="hispeech-storm-"))
    try:
        result = ride_out(storm, folder)
    finally:
        _put_away(folder, RESULTS / given.stack if given.keep else None)
    print(report.table(result), flush=True)
    if given.page:
        _write_page(result)
    return 0 if result.passed else 1


def _put_away(folder: Path, kept: Path | None) -> None:
    if kept is not None:
        shutil.rmtree(kept, ignore_errors=True)
        shutil.copytree(folder, kept, symlinks=True, ignore=shutil.ignore_patterns("*.sock"))
    shutil.rmtree(folder, ignore_errors=True)


def _write_page(result: report.Result) -> None:
    report.save(result, RESULTS / f"{result.stack}.json")
    saved = [RESULTS / f"{stack}.json" for stack in plan.STACKS]
    PAGE.write_text(report.page([report.load(path) for path in saved if path.is_file()]), encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())
