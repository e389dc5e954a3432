"""Armenian speech whose instants are known, made by espeak-ng. Instants are seconds.

`spoken` gives a whole sentence with espeak's own word events; `joined` puts words that were spoken one by one at instants
of our choosing, where start and end are those of the sound itself.
"""

import ctypes
from collections.abc import Sequence
from ctypes.util import find_library
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import av
import numpy as np
from av.audio.frame import AudioFrame
from numpy.random import Generator
from numpy.typing import NDArray

RATE = 16_000
EAST, WEST = "hy", "hyw"
SLOW, NORMAL, FAST = 130, 165, 210  # words a minute, as espeak counts

Samples = NDArray[np.float32]

# espeak-ng's speak_lib.h
_RETRIEVAL, _UTF8, _RATE_PARAMETER, _CHARACTERS = 1, 1, 1, 1
_ENDED, _WORD = 0, 1
# What is under this share of a word's loudest sample is not yet, or no longer, to be heard.
_AUDIBLE = 0.02


@dataclass(frozen=True, slots=True)
class Said:
    """A written word, and when it is heard."""

    text: str
    start: float
    end: float


@dataclass(frozen=True, slots=True)
class Speech:
    samples: Samples = field(repr=False)  # 16 kHz mono, within ±1
    words: tuple[Said, ...]

    @property
    def seconds(self) -> float:
        return len(self.samples) / RATE

    @property
    def texts(self) -> list[str]:
        return [word.text for word in self.words]


class _Event(ctypes.Structure):
    _fields_ = [
        ("type", ctypes.c_int),
        ("unique_identifier", ctypes.c_uint),
        ("text_position", ctypes.c_int),
        ("length", ctypes.c_int),
        ("audio_position", ctypes.c_int),
        ("sample", ctypes.c_int),
        ("user_data", ctypes.c_void_p),
        ("id", ctypes.c_char * 8),
    ]


_Callback = ctypes.CFUNCTYPE(
    ctypes.c_int, ctypes.POINTER(ctypes.c_short), ctypes.c_int, ctypes.POINTER(_Event)
)


def can_speak() -> bool:
    return find_library("espeak-ng") is not None


class _Voice:
    """The library keeps one voice for the whole process."""

    def __init__(self) -> None:
        self._library: Any = ctypes.CDLL(find_library("espeak-ng"))
        self.rate = self._library.espeak_Initialize(_RETRIEVAL, 0, None, 0)
        self._callback = _Callback(self._take)
        self._library.espeak_SetSynthCallback(self._callback)
        self._pieces: list[NDArray[np.int16]] = []
        self.events: list[tuple[int, int]] = []

    def speak(self, text: str, voice: str, speed: int) -> NDArray[np.int16]:
        self._pieces, self.events = [], []
        self._library.espeak_SetVoiceByName(voice.encode())
        self._library.espeak_SetParameter(_RATE_PARAMETER, speed, 0)
        said = text.encode()
        self._library.espeak_Synth(said, len(said) + 1, 0, _CHARACTERS, 0, _UTF8, None, None)
        self._library.espeak_Synchronize()
        return np.concatenate(self._pieces) if self._pieces else np.zeros(0, dtype=np.int16)

    def _take(self, samples: Any, count: int, events: Any) -> int:
        if count and samples:
            self._pieces.append(np.ctypeslib.as_array(samples, (count,)).copy())
        place = 0
        while events[place].type != _ENDED:
            if events[place].type == _WORD:
                self.events.append((events[place].text_position - 1, events[place].sample))
            place += 1
        return 0


@cache
def _voice() -> _Voice:
    return _Voice()


def _resampled(samples: NDArray[np.int16], rate: int) -> Samples:
    """To 16 kHz; instants are kept."""
    resampler = av.AudioResampler(format="fltp", layout="mono", rate=RATE)
    frame = AudioFrame.from_ndarray(samples[None], format="s16", layout="mono")
    frame.sample_rate = rate
    made = [*resampler.resample(frame), *resampler.resample(None)]
    return np.concatenate([piece.to_ndarray()[0] for piece in made]).astype(np.float32)


def spoken(text: str, voice: str = EAST, speed: int = NORMAL) -> Speech:
    """One utterance. A word ends where the next begins, the last with the sound: espeak tells only beginnings."""
    made = _voice().speak(text, voice, speed)
    rate, events = _voice().rate, dict(_voice().events)
    samples = _resampled(made, rate)
    begins, at = [], 0
    for word in text.split():
        at = text.index(word, at)
        # A mark before the word («) is no part of what espeak calls a word.
        inside = [sample for place, sample in events.items() if at <= place < at + len(word)]
        begins.append(min(inside) / rate if inside else np.nan)
        at += len(word)
    last = _audible(samples)[1] / RATE
    ends = [*begins[1:], last]
    return Speech(
        samples,
        tuple(Said(w, float(a), float(b)) for w, a, b in zip(text.split(), begins, ends, strict=True)),
    )


def _audible(samples: Samples) -> tuple[int, int]:
    loud = np.flatnonzero(np.abs(samples) > _AUDIBLE * np.abs(samples).max())
    return int(loud[0]), int(loud[-1]) + 1


def alone(word: str, voice: str = EAST, speed: int = NORMAL) -> Samples:
    """One word without the silence around it."""
    made = _resampled(_voice().speak(word, voice, speed), _voice().rate)
    begin, end = _audible(made)
    return made[begin:end]


def joined(words: Sequence[str], gaps: Sequence[float], voice: str = EAST, speed: int = NORMAL) -> Speech:
    """Words one by one, with a silence of `gaps` seconds before each, and half a second after the last."""
    pieces: list[Samples] = []
    said: list[Said] = []
    at = 0
    for word, gap in zip(words, gaps, strict=True):
        silence, sound = np.zeros(round(gap * RATE), dtype=np.float32), alone(word, voice, speed)
        begin = at + len(silence)
        at = begin + len(sound)
        said.append(Said(word, begin / RATE, at / RATE))
        pieces += [silence, sound]
    return Speech(np.concatenate([*pieces, np.zeros(RATE // 2, dtype=np.float32)]), tuple(said))


def chained(parts: Sequence[Speech], pause: float = 0.4) -> Speech:
    """One after the other, with a pause between two."""
    pieces: list[Samples] = []
    said: list[Said] = []
    at = 0.0
    silence = np.zeros(round(pause * RATE), dtype=np.float32)
    for part in parts:
        said += [Said(word.text, word.start + at, word.end + at) for word in part.words]
        pieces += [part.samples, silence]
        at += (len(part.samples) + len(silence)) / RATE
    return Speech(np.concatenate(pieces), tuple(said))


def noisy(speech: Speech, decibels: float, random: Generator) -> Speech:
    """With white noise, so many dB quieter than the speech."""
    power = float(np.mean(speech.samples**2))
    noise = random.standard_normal(len(speech.samples)) * np.sqrt(power / 10 ** (decibels / 10))
    return Speech((speech.samples + noise).astype(np.float32), speech.words)


def flac(samples: Samples, target: Path) -> Path:
    """As the site keeps its sound tracks: 16 kHz mono 16 bit."""
    whole = np.clip(samples * 32767, -32768, 32767).astype(np.int16)
    with av.open(str(target), "w", format="flac") as made:
        stream = made.add_stream("flac", rate=RATE, layout="mono", format="s16")
        for begin in range(0, len(whole), 4608):
            frame = AudioFrame.from_ndarray(whole[None, begin : begin + 4608], format="s16", layout="mono")
            frame.sample_rate, frame.pts = RATE, begin
            made.mux(stream.encode(frame))
        made.mux(stream.encode(None))
    return target
