"""What killed processes leave in the scratch folder goes; what somebody works on stays."""

import os
from pathlib import Path

import pytest
from pytest_django import Settings

from transcripts.scratch import sweep_scratch

DAY = 24 * 3600


@pytest.fixture
def scratch(settings: Settings, tmp_path: Path) -> Path:
    settings.SCRATCH_DIR = tmp_path
    return tmp_path


def _written(path: Path, at: float) -> Path:
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(b"half a recording")
    os.utime(path, (at, at))
    if path.parent.name.startswith("work-"):
        os.utime(path.parent, (at, at))
    return path


def test_what_nobody_wrote_to_for_a_day_is_swept_away(scratch: Path) -> None:
    _written(scratch / "upload-1", at=1000.0)
    _written(scratch / "work-1" / "sound.flac", at=1000.0)
    sweep_scratch(1000.0 + DAY + 1)
    assert list(scratch.iterdir()) == []


def test_a_folder_in_which_somebody_writes_stays(scratch: Path) -> None:
    _written(scratch / "upload-1", at=1000.0 + DAY)
    file = _written(scratch / "work-1" / "sound.flac", at=1000.0)
    os.utime(file, (1000.0 + DAY, 1000.0 + DAY))
    sweep_scratch(1000.0 + DAY + 1)
    assert sorted(path.name for path in scratch.iterdir()) == ["upload-1", "work-1"]
