"""Sound as the simplest of files. Nothing of Django: the benchmarks and the faults use it, too."""

import io
import wave


def wav(samples: bytes, rate: int) -> bytes:
    """A WAV file of one channel: `samples` of 16 bits, the lower byte first, `rate` a second."""
    out = io.BytesIO()
    with wave.open(out, "wb") as sound:
        sound.setnchannels(1)
        sound.setsampwidth(2)
        sound.setframerate(rate)
        sound.writeframes(samples)
    return out.getvalue()
