import subprocess
import sys

from transcripts.alignment import packages


def test_looking_for_the_packages_loads_nothing_heavy() -> None:
    """The web process asks too."""
    program = (
        "import sys; from transcripts.alignment import aligner, packages; packages.missing();"
        "print([m for m in ('numpy', 'av', 'ai_edge_litert', 'armspeech') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_what_is_missing_is_named(monkeypatch: "object") -> None:
    assert packages.missing() in ("", packages.NO_RUNTIME, packages.NO_MODEL)
