"""A judge that cannot say no is worth nothing: every breach is fabricated once, and has to be told."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from tests.faults.judge import RULES, Asked, Brought, Evidence, Row, Try, judge
from transcripts.sandbox.ledger import Entry

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
MODEL = "model-01052025"


def after(seconds: float) -> datetime:
    return NOON + timedelta(seconds=seconds)


def a_try(id: int = 1, outcome: str = "settled", begin: float = 1, end: float = 5, **about: Any) -> Try:
    """Settled: of the job `job` with two seconds; otherwise of none."""
    known: dict[str, Any] = {"job_id": "job", "billed": 2} if outcome == "settled" else {}
    ended = None if outcome == "open" else after(end)
    fields = {"row": "a", "stt_model": MODEL, "sent": True, "outcome": outcome, **known, **about}
    return Try(id, created_at=after(begin), ended_at=ended, **fields)


def an_entry(
    number: int = 1, at: float = 2, accepted: bool = True, job_id: str = "job", **about: Any
) -> Entry:
    known: dict[str, Any] = {"way": "sync", "model": MODEL, "sha256": "sound", "billed_seconds": 2}
    return Entry(number, after(at).isoformat(), accepted=accepted, job_id=job_id, **{**known, **about})


ROW = Row("a", "file", "sound", MODEL, "completed", text="բարի լույս")
GOOD = Evidence(
    brought=[Brought(0, "file", job_id="a")],
    rows=[ROW],
    tries=[a_try()],
    entries=[an_entry()],
    said={"job": "բարի  լույս", "job-2": "բարի լույս"},
)
# Both models try the same minute of it: the same sound goes out twice, to each once.
OTHER = "model-23012026"
TRIAL = Row("t", "file", "minute", MODEL, "completed", text="բարի", is_trial=True)
TRIED = replace(
    GOOD,
    rows=[ROW, TRIAL, replace(TRIAL, id="u", stt_model=OTHER)],
    tries=[
        a_try(),
        a_try(2, begin=10, end=15, row="t", job_id="job-t"),
        a_try(3, begin=10, end=15, row="u", job_id="job-u", stt_model=OTHER),
    ],
    entries=[
        an_entry(),
        an_entry(2, at=11, job_id="job-t", sha256="minute"),
        an_entry(3, at=12, job_id="job-u", sha256="minute", model=OTHER),
    ],
    said=GOOD.said | {"job-t": "բարի", "job-u": "բարի"},
)
UNCONFIRMED = replace(ROW, status="unconfirmed", reason="answer_lost", text="")
# Lost, asked for once more, and then bought.
TWICE = replace(
    GOOD,
    tries=[a_try(1, "unconfirmed"), a_try(2, begin=10, end=15, job_id="job-2")],
    entries=[an_entry(), an_entry(2, at=11, job_id="job-2")],
    asked=[Asked("a", after(8), free=False)],
)


@pytest.mark.parametrize(
    "innocent",
    [
        GOOD,
        TWICE,
        TRIED,
        # Deleted for good afterwards: its words are gone, its try and its upload still belong together.
        replace(GOOD, rows=[replace(ROW, sound="", text="", gone=True)]),
        # There already: the client's first try had come through.
        replace(GOOD, brought=[Brought(0, "file")]),
        # Lost after it was taken in, or before: both are explained by "unconfirmed".
        replace(GOOD, rows=[UNCONFIRMED], tries=[a_try(outcome="unconfirmed")]),
        replace(
            GOOD,
            rows=[UNCONFIRMED],
            tries=[a_try(outcome="unconfirmed")],
            entries=[an_entry(accepted=False, sha256="", model="", job_id="")],
        ),
        # Turned away, then taken in.
        replace(
            GOOD,
            tries=[a_try(1, "voided"), a_try(2, begin=10, end=15)],
            entries=[an_entry(1, accepted=False, job_id=""), an_entry(2, at=11)],
        ),
        # Ended before a connection was open: no upload, and none is missed.
        replace(
            GOOD,
            tries=[a_try(1, "voided", begin=0, end=0.5, sent=False), a_try(2)],
        ),
        # A free retry after a refusal.
        replace(
            GOOD,
            tries=[a_try(1, "voided"), a_try(2, begin=10, end=15)],
            entries=[an_entry(1, accepted=False, job_id=""), an_entry(2, at=11)],
            asked=[Asked("a", after(8), free=True)],
        ),
        # A frozen worker opens its connection when its attempt has long been ended by another.
        replace(
            GOOD,
            tries=[a_try(1, "voided", begin=0, end=4, sent=False), a_try(2, begin=5, end=9)],
            entries=[an_entry(1, at=8, accepted=False, sha256="", model="", job_id=""), an_entry(2, at=6)],
            late=timedelta(seconds=8),
        ),
        # The OpenAI-compatible door tells the length and no job.
        replace(GOOD, tries=[a_try(way="openai", job_id="", billed=1.72)]),
    ],
)
def test_books_that_agree_pass(innocent: Evidence) -> None:
    assert judge(innocent) == []


@pytest.mark.parametrize(
    ("kind", "guilty"),
    [
        ("lost", replace(GOOD, brought=[Brought(0, "file", job_id="b")])),
        ("lost", replace(GOOD, brought=[Brought(0, "another file")])),
        ("lost", replace(GOOD, brought=[Brought(0, "file", answered=False)])),
        ("lost", replace(GOOD, rows=[], tries=[], entries=[])),
        ("stuck", replace(GOOD, rows=[replace(ROW, status="preparing", text="")])),
        ("stuck", replace(GOOD, tries=[a_try(outcome="open")])),
        ("reason", replace(GOOD, rows=[replace(ROW, status="failed", text="")])),
        ("reason", replace(GOOD, rows=[replace(ROW, status="failed", reason="internal")])),
        ("reason", replace(GOOD, rows=[replace(ROW, reason="refused")])),
        ("doubled", replace(GOOD, rows=[ROW, replace(ROW, id="b")])),
        ("doubled", replace(TRIED, rows=[*TRIED.rows, replace(TRIAL, id="v")])),
        (
            "paid twice",
            replace(
                TRIED,
                tries=[*TRIED.tries, a_try(4, begin=20, end=25, row="t", job_id="job-t2")],
                entries=[*TRIED.entries, an_entry(4, at=21, job_id="job-t2", sha256="minute")],
            ),
        ),
        # An upload without an attempt, before the attempt, after it, of another sound, model or job.
        ("unexplained", replace(GOOD, tries=[])),
        ("unexplained", replace(GOOD, entries=[an_entry(), an_entry(2, at=3, accepted=False, job_id="")])),
        ("unexplained", replace(GOOD, entries=[an_entry(at=-5)])),
        ("unexplained", replace(GOOD, entries=[an_entry(at=9)], late=timedelta(seconds=8))),
        ("unexplained", replace(GOOD, entries=[an_entry(sha256="another")])),
        ("unexplained", replace(GOOD, entries=[an_entry(model="model-23012026")])),
        ("unexplained", replace(GOOD, tries=[a_try(job_id="job-2")])),
        # What was deleted for good is no excuse.
        ("unexplained", replace(GOOD, rows=[replace(ROW, sound="", text="", gone=True)], tries=[])),
        ("unexplained", replace(GOOD, rows=[replace(ROW, sound="", text="", gone=True)], entries=[])),
        # Our books say "not accepted", or another length, of what was accepted.
        ("unexplained", replace(GOOD, tries=[a_try(outcome="voided")])),
        ("unexplained", replace(GOOD, tries=[a_try(billed=3)])),
        ("unexplained", replace(GOOD, tries=[a_try(way="openai", billed=2.6)])),
        # Our books say that it was paid or sent, the sandbox's that it was not.
        ("unexplained", replace(GOOD, entries=[an_entry(accepted=False)])),
        ("unexplained", replace(GOOD, entries=[])),
        ("unexplained", replace(GOOD, rows=[UNCONFIRMED], tries=[a_try(outcome="unconfirmed")], entries=[])),
        ("paid twice", replace(TWICE, asked=[])),
        ("paid twice", replace(TWICE, asked=[Asked("a", after(8), free=True)])),
        ("paid twice", replace(TWICE, asked=[Asked("a", after(0), free=False)])),
        ("paid twice", replace(TWICE, asked=[Asked("a", after(14), free=False)])),
        ("offer", replace(TWICE, asked=[Asked("a", after(8), free=True)])),
        ("words", replace(GOOD, rows=[replace(ROW, text="բարի երեկո")])),
        ("words", replace(GOOD, rows=[replace(ROW, text="")])),
        ("words", replace(GOOD, said={})),
        ("left over", replace(GOOD, scratch=["work-1/sound.flac"])),
    ],
)
def test_every_breach_is_told(kind: str, guilty: Evidence) -> None:
    assert kind in {breach.kind for breach in judge(guilty)}


def test_one_permission_buys_one_more_not_two() -> None:
    thrice = replace(
        TWICE,
        tries=[*TWICE.tries, a_try(3, begin=20, end=25, job_id="job-3")],
        entries=[*TWICE.entries, an_entry(3, at=21, job_id="job-3")],
    )
    assert [breach.kind for breach in judge(thrice)] == ["paid twice"]


def test_waiting_after_all_is_free_but_permits_nothing() -> None:
    waits = Asked("a", after(4), free=True, waits=True)
    assert judge(replace(GOOD, asked=[waits])) == []
    assert {breach.kind for breach in judge(replace(TWICE, asked=[waits]))} == {"paid twice"}


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: str(rule.__name__))
def test_no_evidence_breaks_no_rule(rule: Any) -> None:
    assert list(rule(Evidence())) == []
