"""The two packages that listening needs, and that a site can do without: LiteRT and the model inside armspeech.

Neither is imported here: looking costs nothing, and the web process never loads them.
"""

from importlib.util import find_spec
from pathlib import Path

from transcripts.errors import gettext_noop

_RUNTIME, _MODEL = "ai_edge_litert", "armspeech"
_MODEL_FILE = Path("model") / "model.tflite"

NO_RUNTIME = gettext_noop("LiteRT (ai-edge-litert), which runs the speech model, is not installed.")
NO_MODEL = gettext_noop("The Armenian speech model (armspeech) is not installed.")


def missing() -> str:
    """A sentence that says which package is missing, to be translated; "" where everything is there."""
    if find_spec(_RUNTIME) is None:
        return NO_RUNTIME
    return "" if model_path() else NO_MODEL


def model_path() -> Path | None:
    spec = find_spec(_MODEL)
    for folder in (spec.submodule_search_locations if spec else None) or ():
        if (file := Path(folder) / _MODEL_FILE).is_file():
            return file
    return None
