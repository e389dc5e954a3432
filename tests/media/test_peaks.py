import wave
from array import array
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.media import files
from tests.media.files import SAMPLES
from transcripts.media.audio import draw, extract
from transcripts.media.peaks import SAMPLES as MOMENT
from transcripts.media.peaks import SECONDS, overview, places


def drawn(source: Path) -> bytes:
    target = source.with_name("drawn")
    draw(source, target)
    return target.read_bytes()


def expected(samples: "array[int]") -> bytes:
    moments = [samples[start : start + MOMENT] for start in range(0, len(samples), MOMENT)]
    highest = [max(max(moment), -min(moment)) for moment in moments]
    return bytes(round(255 * (sample / 32768) ** 0.5) for sample in highest)


def test_the_peaks_are_those_of_the_samples(tmp_path: Path) -> None:
    with wave.open(str(SAMPLES / "meeting.wav")) as file:
        assert file.getframerate() == 16_000
        samples = array("h", file.readframes(file.getnframes()))
    extract(SAMPLES / "meeting.wav", tmp_path / "sound.flac", peaks=tmp_path / "peaks")
    assert (tmp_path / "peaks").read_bytes() == expected(samples)
    assert drawn(tmp_path / "sound.flac") == (tmp_path / "peaks").read_bytes()


@pytest.mark.parametrize("rest", [0, 1, MOMENT - 1])
def test_the_last_moment_may_be_short(rest: int, tmp_path: Path) -> None:
    samples = array("h", [-32768, 8192] * 4000 + [2048] * rest)
    found = drawn(files.wav(tmp_path / "a.wav", samples.tobytes()))
    assert found == expected(samples)
    assert found[0] == 255
    assert len(found) == -(-len(samples) // MOMENT)


def test_a_day_in_court_takes_little_room() -> None:
    assert 8 * 3600 / SECONDS <= 1.5e6


@given(st.binary(max_size=3000), st.integers(1, 400))
def test_an_overview_leaves_no_peak_out(peaks: bytes, columns: int) -> None:
    seen = overview(peaks, columns)
    assert len(seen) == min(columns, len(peaks))
    assert max(seen, default=0) == max(peaks, default=0)
    # Each column tells of its own share and of nothing else.
    for place, peak in enumerate(peaks):
        column = next(c for c in range(len(seen)) if place < (c + 1) * len(peaks) // len(seen))
        assert seen[column] >= peak


@given(st.floats(-5, 1e5), st.floats(0, 100))
def test_a_stretch_holds_every_moment_in_it(start: float, length: float) -> None:
    first, after = places(start, start + length)
    assert first * SECONDS <= max(0.0, start) + 1e-4
    assert after * SECONDS >= min(start + length, after * SECONDS + 1) - 1e-4
    assert 0 <= first <= after
    assert (after - first) * SECONDS <= length + 2 * SECONDS + 1e-4
