import wave
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from tests.media.files import SAMPLES
from transcripts.media.inside.voice import CLOSEST, MOST, RATE, SECONDS, SHORTEST, Stretch, levels, voiced

Samples = NDArray[np.float64]


@pytest.fixture(scope="module")
def speech() -> Samples:
    """The meeting between five seconds of silence on either side."""
    with wave.open(str(SAMPLES / "meeting.wav")) as file:
        samples = np.frombuffer(file.readframes(file.getnframes()), dtype=np.int16).astype(np.float64)
    return np.pad(samples, 5 * RATE)


def noise(length: int, loudness: float) -> Samples:
    return np.random.default_rng(7).normal(0, loudness, length)


def heard(samples: Samples) -> list[Stretch]:
    return voiced(levels(np.clip(samples, -32768, 32767).astype(np.int16)))


def seconds(stretches: list[Stretch]) -> float:
    return sum(end - start for start, end in stretches)


def overlap(one: list[Stretch], other: list[Stretch]) -> float:
    """Shared time as a share of the longer."""
    shared = sum(max(0.0, min(b, d) - max(a, c)) for a, b in one for c, d in other)
    return shared / max(seconds(one), seconds(other))


def test_pauses_between_sentences_are_found(speech: Samples) -> None:
    stretches = heard(speech)
    assert 4 <= len(stretches) <= 8
    assert stretches[0][0] == pytest.approx(5.0, abs=0.1)
    assert stretches[-1][1] == pytest.approx(23.2, abs=0.3)


def test_digital_silence_and_a_faint_hiss_are_silence() -> None:
    assert heard(np.zeros(RATE * 60)) == []
    assert heard(noise(RATE * 60, 20)) == []
    assert heard(np.zeros(0)) == []


@pytest.mark.parametrize("gain", [2.0, 0.3, 0.1, 0.03])
def test_a_quiet_speaker_is_heard_like_a_loud_one(speech: Samples, gain: float) -> None:
    assert overlap(heard(speech * gain), heard(speech)) > 0.85


@pytest.mark.parametrize("decibels", [30, 20, 10, 5])
def test_speech_is_told_from_noise(speech: Samples, decibels: int) -> None:
    loudness = float(np.sqrt((speech[5 * RATE : -5 * RATE] ** 2).mean()))
    noisy = speech + noise(len(speech), loudness / 10 ** (decibels / 20))
    assert overlap(heard(noisy), heard(speech)) > 0.85


def test_a_sentence_in_ten_minutes_of_noise_is_found(speech: Samples) -> None:
    samples = noise(RATE * 600, 20)
    samples[300 * RATE : 300 * RATE + len(speech)] += speech
    assert overlap(heard(samples), [(s + 300, e + 300) for s, e in heard(speech)]) > 0.9


def test_a_quiet_speaker_after_a_loud_one_is_heard(speech: Samples) -> None:
    samples = np.concatenate([speech * 3] * 4 + [speech * 0.05] * 4) + noise(len(speech) * 8, 5)
    second_half = [s for s in heard(samples) if s[0] > 4 * len(speech) / RATE]
    assert seconds(second_half) > 4 * 0.8 * seconds(heard(speech))


def test_a_loud_hum_alone_counts_as_sound() -> None:
    hum = 8000 * np.sin(np.arange(RATE * 10) / 8)
    assert seconds(heard(hum)) == pytest.approx(10, abs=0.1)


def test_endless_chatter_is_bounded() -> None:
    # Eight hours that go on and off every 16 frames: some 28,000 stretches.
    chatter = np.tile(np.repeat([-20.0, -80.0], 16), 8 * 3600 // (32 * 32 // 1000)).astype(np.float32)
    assert 0 < len(voiced(chatter)) <= MOST


@given(st.lists(st.tuples(st.floats(-100, 0), st.integers(1, 200)), max_size=30))
def test_stretches_are_in_order_apart_and_long_enough(parts: list[tuple[float, int]]) -> None:
    heard = np.array([level for level, times in parts for _ in range(times)], dtype=np.float32)
    stretches = voiced(heard)
    assert all(
        end - start >= SHORTEST - 0.002 or end >= len(heard) * SECONDS - 0.002 for start, end in stretches
    )
    assert all(b[0] - a[1] >= CLOSEST - 0.002 for a, b in pairwise(stretches))
    assert not stretches or (stretches[0][0] >= 0 and stretches[-1][1] <= len(heard) * SECONDS + 0.002)
