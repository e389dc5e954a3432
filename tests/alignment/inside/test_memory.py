from pathlib import Path

import numpy as np
import pytest

from transcripts.alignment.inside.memory import Memory, Writer


def _written(file: Path, frames: int) -> tuple[np.ndarray, np.ndarray]:
    random = np.random.default_rng(5)
    heard = np.log(random.dirichlet(np.ones(41), size=frames)).astype(np.float32)
    loudness = random.uniform(-80, 0, frames).astype(np.float32)
    writer = Writer(file)
    half = frames // 2
    writer.write(half, heard[half:], loudness[half:])
    writer.write(0, heard[:half], loudness[:half])
    writer.close()
    return heard, loudness


def test_what_was_written_in_any_order_is_read_nearly_as_it_was(tmp_path: Path) -> None:
    heard, loudness = _written(tmp_path / "heard", 100)
    memory = Memory.opened(tmp_path / "heard")
    assert len(memory) == 100
    assert np.abs(memory.log_probs(0, 100) - np.maximum(heard, -25.5)).max() < 0.051
    assert np.abs(memory.loudness(0, 100) - loudness).max() < 0.21
    assert np.array_equal(memory.part(20, 40).log_probs(0, 20), memory.log_probs(20, 40))


def test_a_file_has_its_name_only_when_it_is_whole(tmp_path: Path) -> None:
    writer = Writer(tmp_path / "heard")
    assert not (tmp_path / "heard").exists()
    writer.close()
    assert len(Memory.opened(tmp_path / "heard")) == 0


@pytest.mark.parametrize("damage", [lambda data: data[:-1], lambda data: b"x" + data[1:], lambda data: b""])
def test_other_files_are_refused(tmp_path: Path, damage: object) -> None:
    _written(tmp_path / "heard", 10)
    data = (tmp_path / "heard").read_bytes()
    (tmp_path / "heard").write_bytes(damage(data))  # type: ignore[operator]
    with pytest.raises(ValueError, match=r"cut off|another format"):
        Memory.opened(tmp_path / "heard")
