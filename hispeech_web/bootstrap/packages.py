"""The virtual environment and what is installed into it, exactly as locked in requirements/*.txt."""

import shutil
import sys

from hispeech_web.bootstrap.shell import ROOT, SetupFailed, digest, read, run, say

VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
STAMP = VENV / "installed"
REQUIREMENTS = ROOT / "requirements"


def ensure(kind: str) -> None:
    """Install the `base` or `dev` set, unless it is there already; dev holds all of base."""
    wanted = {name: _name_of(name) for name in ("base", "dev")}
    enough = {wanted["dev"], wanted[kind]}
    if PYTHON.exists() and read(STAMP) in enough:
        return
    say("Setting up Python packages; only the first start does this…")
    _make_environment()
    STAMP.unlink(missing_ok=True)
    _install(kind)
    STAMP.write_text(wanted[kind], encoding="ascii")


def uv(*arguments: str) -> str:
    """Run uv's pip. Returns "" where it worked, else what went wrong.

    uv brings certificates of its own; behind a company's proxy only the machine's will do.
    """
    command = [str(PYTHON), "-m", "uv", "pip", *arguments, "--quiet", "--python", str(PYTHON)]
    problem = run(*command)
    return run(*command, "--system-certs") if problem else ""


def _name_of(kind: str) -> str:
    """Differs when the lock, the interpreter or the place of the checkout does: scripts hold its path."""
    files = [REQUIREMENTS / "tools.txt", REQUIREMENTS / f"{kind}.txt"]
    return f"{kind}-{digest(files, sys.version, str(VENV))}"


def _make_environment() -> None:
    if PYTHON.exists() and not run(PYTHON, "-m", "pip", "--version"):
        return
    shutil.rmtree(VENV, ignore_errors=True)
    problem = run(sys.executable, "-m", "venv", VENV)
    if problem:
        _make_environment_without_pip(problem)


def _make_environment_without_pip(problem: str) -> None:
    """Debian's Python comes without ensurepip; where it has a pip of its own, that will do."""
    shutil.rmtree(VENV, ignore_errors=True)
    if run(sys.executable, "-m", "venv", "--without-pip", VENV):
        raise SetupFailed(f"A virtual environment could not be made in {VENV}:\n{problem}")
    if run(sys.executable, "-m", "pip", "--python", PYTHON, "install", "--quiet", "pip"):
        shutil.rmtree(VENV, ignore_errors=True)
        raise SetupFailed(
            f"The Python at {sys.executable} comes without pip and ensurepip. Install them (on Debian and "
            f"Ubuntu: apt-get install python3-venv) and start again."
        )


def _install(kind: str) -> None:
    """With uv in a second or two; with pip where uv does not work on this machine or network."""
    tools, packages = str(REQUIREMENTS / "tools.txt"), str(REQUIREMENTS / f"{kind}.txt")
    if not _pip(tools) and not uv("sync", "--require-hashes", packages):
        return
    problem = _pip(packages)
    if problem:
        raise SetupFailed(f"The Python packages could not be installed. Is the network there?\n{problem}")


def _pip(file: str) -> str:
    quietly = ("--quiet", "--disable-pip-version-check", "--retries", "1")
    return run(PYTHON, "-m", "pip", "install", *quietly, "--require-hashes", "-r", file)
