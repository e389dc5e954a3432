"""Orders and answers as the tests of this room use them."""

import io
import json
from typing import Any

from transcripts.hispeech.messages import Order

KEY = "hs-very-secret-key-0123456789"
FORMAL = "model-01052025"
SOUND = b"fLaC" + bytes(range(256)) * 40
TEXT = "Խոսում է, գրում է, պատմում է, ասում է։"
JOB = "a91f17d0-5d9a-11f1-8d6f-215414e3f380"


def order(sound: bytes = SOUND, **changes: Any) -> Order:
    fields: dict[str, Any] = {
        "file": io.BytesIO(sound),
        "size": len(sound),
        "filename": "նիստ.flac",
        "content_type": "audio/flac",
        "stt_model": FORMAL,
        "seconds": 3.0,
    }
    return Order(**{**fields, **changes})


def finished(**changes: Any) -> dict[str, Any]:
    """HiSpeech's documented answer."""
    return {
        "job_id": JOB,
        "error": None,
        "success": True,
        "secure_mode": False,
        "return_word_timestamps": False,
        "status": 200,
        "transcription": TEXT,
        "audio_duration": 3,
        **changes,
    }


def as_json(**changes: Any) -> bytes:
    return json.dumps(finished(**changes), ensure_ascii=False).encode()
