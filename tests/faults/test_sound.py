import io
import wave
from pathlib import Path

from tests.faults.sound import recording
from transcripts.media.audio import hear


def test_each_job_has_a_sound_of_its_own_and_always_the_same() -> None:
    assert recording("1/1", 1.0) == recording("1/1", 1.0)
    assert len({recording(f"1/{number}", 1.0) for number in range(20)}) == 20


def test_somebody_speaks_in_it(tmp_path: Path) -> None:
    file = tmp_path / "sound.wav"
    file.write_bytes(recording("1/1", 2.0))
    with wave.open(io.BytesIO(file.read_bytes())) as sound:
        assert sound.getnframes() / sound.getframerate() == 2.0
    heard = hear(file)
    assert sum(end - start for start, end in heard.voiced) > 1.5
