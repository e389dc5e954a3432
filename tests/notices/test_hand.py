"""Whoever makes notices waits for no mail server."""

import threading

import pytest

from transcripts.notices import hand


def test_notices_are_gathered_while_a_letter_hangs(monkeypatch: pytest.MonkeyPatch) -> None:
    stop, hangs, looked = threading.Event(), threading.Event(), threading.Event()

    def never_answers(_now: object) -> int:
        hangs.set()
        stop.wait(10)
        return 0

    def look(_now: object) -> int:
        if hangs.is_set():
            looked.set()
        return 0

    monkeypatch.setattr(hand, "send_due", never_answers)
    monkeypatch.setattr(hand, "warn", never_answers)
    monkeypatch.setattr(hand, "gather", look)
    monkeypatch.setattr(hand, "REST", 0.01)
    monkeypatch.setattr(hand, "LETTERS_EVERY", 0.01)
    hand.start(stop)
    try:
        assert looked.wait(5)
    finally:
        stop.set()
        # Before the real ones are back in their places: whoever is in the middle of a round would call those next.
        for thread in threading.enumerate():
            if thread.name in {"A notice", "A letter"}:
                thread.join(10)


def test_the_warning_is_looked_for_now_and_then(monkeypatch: pytest.MonkeyPatch) -> None:
    warned: list[object] = []
    monkeypatch.setattr(hand, "send_due", lambda _now: 0)
    monkeypatch.setattr(hand, "warn", lambda now: warned.append(now))
    writer = hand.Writer()
    writer.work()
    writer.work()
    assert len(warned) == 1
