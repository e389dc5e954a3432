"""Where the sandbox puts files: beside its state, so that nothing stays behind unseen; else where temporary files go."""

import shutil
import tempfile
from pathlib import Path


class Folders:
    """`work` is emptied at the start and the end; `understood` outlives both where there is a state."""

    def __init__(self, state: Path | None) -> None:
        self._temporary = None if state else tempfile.mkdtemp(prefix="hispeech-sandbox-")
        home = state.with_name(f"{state.name}.d") if state else Path(self._temporary or "")
        self.work, self.understood = home / "work", home / "understood"
        # An earlier sandbox may have been killed.
        shutil.rmtree(self.work, ignore_errors=True)
        self.work.mkdir(parents=True, mode=0o700)

    def close(self) -> None:
        shutil.rmtree(self._temporary or self.work, ignore_errors=True)
