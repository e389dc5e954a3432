"""How long we wait for HiSpeech: every figure, in seconds.

How fast HiSpeech works is unknown. Giving up on an order that it took in may cost its price and always
costs a person's decision; a thread that waits costs next to nothing. So waiting is generous, and a
peer that has vanished is noticed by TCP's keep-alive (connections.py) long before these run out.
"""

import math

import httpx

CONNECT = 10.0
# For each piece of at most 64 KiB, not for the whole recording.
WRITE = 60.0
POOL = 10.0
# Until an answer to an order begins: this, and so much for each second of sound.
ANSWER_BASE = 600.0
ANSWER_PER_SECOND = 2.0
LOOK_UP = 30.0
# From an answer's first byte to its last.
WHOLE_ANSWER = 120.0


def for_order(seconds: float) -> httpx.Timeout:
    """For a recording of `seconds`. The same whether we asked HiSpeech to wait or not: it may wait anyway."""
    length = seconds if math.isfinite(seconds) and seconds > 0 else 0.0
    return httpx.Timeout(
        connect=CONNECT, write=WRITE, pool=POOL, read=ANSWER_BASE + ANSWER_PER_SECOND * length
    )


def for_look_up() -> httpx.Timeout:
    return httpx.Timeout(connect=CONNECT, write=WRITE, pool=POOL, read=LOOK_UP)
