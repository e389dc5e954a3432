"""What every test may lean on: a data folder of its own, and no way out of the machine."""

import os
import tempfile

# Before Django reads its settings.
os.environ["DATA_DIR"] = tempfile.mkdtemp(prefix="hispeech-tests-")
os.environ["SECRET_KEY"] = "only for tests"
for name in [name for name in os.environ if name.startswith("HISPEECH_")]:
    del os.environ[name]
