"""Compares what database, sandbox and clients say. Pure: it sees nothing but the evidence.

Every rule yields what broke it; a storm has passed when nothing did.

An upload at the sandbox (`Entry`) is *explained* by an attempt of the same sound and model, written
before it came, with the same job where both know one, and which does not say "not accepted" of what
was accepted. Explanations are one to one in both directions: all entries can be given attempts of their own, and
all attempts that say they were sent, entries of their own. (Then one pairing does both at once:
Mendelsohn and Dulmage, 1958.)
"""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import pairwise

from tests.faults.matching import partners
from transcripts.sandbox.ledger import Entry

ACTIVE = frozenset({"queued", "preparing", "submitting", "transcribing"})
WITH_REASON = frozenset({"failed", "unconfirmed"})
# Database and sandbox read the same clock, but not in the same moment.
SLACK = timedelta(seconds=1)


@dataclass(frozen=True, slots=True)
class Brought:
    """What a client was told about recording `number`: the job's id, or only that it is there already.

    `answered` False: it never got an answer.
    """

    number: int
    sha256: str
    answered: bool = True
    job_id: str = ""
    refusal: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """A transcription. `sha256` is of the file as brought, `sound` of the sound as sent.

    One that was cut has `parts`, the ids of rows of their own in order, and sends nothing itself: its `sound` is empty.
    `gone`: its recording was deleted for good, and nobody can say any more which sound was sent, or what was heard.
    """

    id: str
    sha256: str
    sound: str
    stt_model: str
    status: str
    reason: str = ""
    text: str = ""
    parts: Sequence[str] = ()
    is_part: bool = False
    is_trial: bool = False
    gone: bool = False


@dataclass(frozen=True, slots=True)
class Try:
    """A row of the ledger. `sent`: its last byte was about to go."""

    id: int
    row: str
    stt_model: str
    created_at: datetime
    ended_at: datetime | None
    sent: bool
    outcome: str
    way: str = "sync"
    job_id: str = ""
    billed: float | None = None


@dataclass(frozen=True, slots=True)
class Asked:
    """A person pressed "send again", having read that it was free or not. `waits`: nothing is sent anew.

    `about`: the rows that would be sent, where that is not `row` itself.
    """

    row: str
    at: datetime
    free: bool
    waits: bool = False
    about: Sequence[str] = ()

    @property
    def rows(self) -> Sequence[str]:
        return self.about or (self.row,)


@dataclass(frozen=True, slots=True)
class Evidence:
    """`said` is what the sandbox heard, by job; `late`: how long after its end a frozen try may have come."""

    brought: Sequence[Brought] = ()
    rows: Sequence[Row] = ()
    tries: Sequence[Try] = ()
    entries: Sequence[Entry] = ()
    asked: Sequence[Asked] = ()
    said: dict[str, str] = field(default_factory=dict)
    scratch: Sequence[str] = ()
    late: timedelta = timedelta()

    def row(self, id: str) -> Row:
        return next(row for row in self.rows if row.id == id)


@dataclass(frozen=True, slots=True)
class Breach:
    kind: str
    about: str


Rule = Callable[[Evidence], Iterator[Breach]]


def judge(evidence: Evidence) -> list[Breach]:
    return [breach for rule in RULES for breach in rule(evidence)]


def lost(evidence: Evidence) -> Iterator[Breach]:
    """Every upload has an answer, and what was answered is there."""
    ids = {row.id for row in evidence.rows}
    bytes_known = {row.sha256 for row in evidence.rows}
    for one in evidence.brought:
        about = f"recording {one.number}"
        if not one.answered:
            yield Breach("lost", f"{about}: no answer ever came ({one.refusal or 'silence'})")
        elif one.job_id and one.job_id not in ids:
            yield Breach("lost", f"{about}: job {one.job_id} is not in the database")
        elif one.sha256 not in bytes_known:
            yield Breach("lost", f"{about}: said to be there, but is not")


def stuck(evidence: Evidence) -> Iterator[Breach]:
    for row in evidence.rows:
        if row.status in ACTIVE:
            yield Breach("stuck", f"job {row.id} is still {row.status}")
    for one in evidence.tries:
        if one.outcome == "open":
            yield Breach("stuck", f"attempt {one.id} is still open")


def reasons(evidence: Evidence) -> Iterator[Breach]:
    """What did not work says why, and "a mistake in this program" is one."""
    for row in evidence.rows:
        if (row.status in WITH_REASON) != bool(row.reason):
            yield Breach("reason", f"job {row.id} is {row.status}, its reason “{row.reason}”")
        if row.reason == "internal":
            yield Breach("reason", f"job {row.id} failed by a mistake of ours")


def doubled(evidence: Evidence) -> Iterator[Breach]:
    """One upload, however often a client repeated it, is one job; a model tries it once, however often a person clicks."""
    counted = [row for row in evidence.rows if not (row.is_part or row.is_trial or row.gone)]
    jobs = Counter(row.sha256 for row in counted)
    for sha256, number in jobs.items():
        if number > 1:
            yield Breach("doubled", f"{number} jobs for the file {sha256[:12]}")
    trials = Counter((row.sha256, row.stt_model) for row in evidence.rows if row.is_trial)
    for (sha256, stt_model), number in trials.items():
        if number > 1:
            yield Breach("doubled", f"{number} trials of {stt_model} for the file {sha256[:12]}")


def unexplained(evidence: Evidence) -> Iterator[Breach]:
    """Every upload at the sandbox has an attempt of its own."""
    sounds = _sounds(evidence)
    fitting = {
        entry.number: [
            one.id for one in _newest_first(evidence.tries) if _explains(one, entry, sounds, evidence.late)
        ]
        for entry in evidence.entries
    }
    explained = partners(fitting)
    for entry in evidence.entries:
        if entry.number not in explained:
            what = "an accepted upload" if entry.accepted else "an upload"
            yield Breach("unexplained", f"{what}, number {entry.number}, without an attempt of its own")


def untrue(evidence: Evidence) -> Iterator[Breach]:
    """Every attempt that says it was sent has an upload of its own."""
    sounds = _sounds(evidence)
    sent = [one for one in evidence.tries if one.sent or one.outcome == "settled"]
    fitting = {
        one.id: [entry.number for entry in evidence.entries if _explains(one, entry, sounds, evidence.late)]
        for one in sent
    }
    found = partners(fitting)
    for one in sent:
        if one.id not in found:
            yield Breach("unexplained", f"attempt {one.id} ({one.outcome}) without an upload of its own")


def _sounds(evidence: Evidence) -> dict[str, str | None]:
    """What each row sent; None: what it was went with its recording."""
    return {row.id: None if row.gone else row.sound for row in evidence.rows}


def _newest_first(tries: Sequence[Try]) -> list[Try]:
    return sorted(tries, key=lambda one: one.created_at, reverse=True)


def _explains(one: Try, entry: Entry, sounds: dict[str, str | None], late: timedelta) -> bool:
    return (
        _in_time(one, entry, late)
        and (sounds[one.row] is None or entry.sha256 in ("", sounds[one.row]))
        and entry.model in ("", one.stt_model)
        and (not one.job_id or one.job_id == entry.job_id)
        and _says_the_same(one, entry)
    )


def _in_time(one: Try, entry: Entry, late: timedelta) -> bool:
    """Whoever was frozen before the sending began may have begun it after others had ended the attempt."""
    at = datetime.fromisoformat(entry.at)
    # One whose file arrived whole was known to be sent when it ended.
    grace = SLACK if entry.sha256 else SLACK + late
    return one.created_at - SLACK <= at and (one.ended_at is None or at <= one.ended_at + grace)


def _says_the_same(one: Try, entry: Entry) -> bool:
    if one.outcome == "settled":
        return entry.accepted and _as_billed(one) == entry.billed_seconds
    return one.outcome in ("unconfirmed", "open") or not entry.accepted


def _as_billed(one: Try) -> float | None:
    """The OpenAI-compatible door says how long the sound is, not what is billed: whole seconds, at least one."""
    if one.way == "openai" and one.billed is not None:
        return max(1, round(one.billed))
    return one.billed


def paid_twice(evidence: Evidence) -> Iterator[Breach]:
    """A model accepts the same sound once, and once more for each time that a person agreed to pay again."""
    for (sound, stt_model), rows in _by_sound(evidence).items():
        times = sorted(
            datetime.fromisoformat(e.at)
            for e in evidence.entries
            if e.accepted and e.sha256 == sound and e.model in ("", stt_model)
        )
        agreed = [ask.at for ask in evidence.asked if not ask.free and {*ask.rows} & {*rows}]
        for before, at in pairwise(times):
            if not any(before < ask < at for ask in agreed):
                yield Breach("paid twice", f"sound {sound[:12]} of {', '.join(rows)}, unasked at {at}")


def _by_sound(evidence: Evidence) -> dict[tuple[str, str], list[str]]:
    """Rows by what goes out for them, and to which model."""
    found: dict[tuple[str, str], list[str]] = {}
    for row in evidence.rows:
        if row.sound:
            found.setdefault((row.sound, row.stt_model), []).append(row.id)
    return found


def untrue_offers(evidence: Evidence) -> Iterator[Breach]:
    """Who was told "free" had not been charged before."""
    for ask in evidence.asked:
        rows = [evidence.row(row) for row in ask.rows]
        sent = {(row.sound, model) for row in rows for model in ("", row.stt_model)}
        before = [
            entry
            for entry in evidence.entries
            if entry.accepted
            and (entry.sha256, entry.model) in sent
            and datetime.fromisoformat(entry.at) < ask.at
        ]
        if ask.free and not ask.waits and before:
            yield Breach(
                "offer", f"job {ask.row}: “free” was said, but upload {before[0].number} had been paid"
            )


def words(evidence: Evidence) -> Iterator[Breach]:
    """Completed means the words that the sandbox heard in this very sound with this model."""
    heard = {
        (entry.sha256, entry.model): evidence.said[entry.job_id].split()
        for entry in evidence.entries
        if entry.accepted and evidence.said.get(entry.job_id)
    }
    for row in evidence.rows:
        sounds = [evidence.row(part).sound for part in row.parts] or [row.sound]
        given = [word for sound in sounds for word in heard.get((sound, row.stt_model), ())]
        if row.status == "completed" and not row.gone and (not given or row.text.split() != given):
            yield Breach("words", f"job {row.id} has other words than HiSpeech gave")


def left_over(evidence: Evidence) -> Iterator[Breach]:
    for name in evidence.scratch:
        yield Breach("left over", f"{name} in the scratch folder")


RULES: tuple[Rule, ...] = (
    lost,
    stuck,
    reasons,
    doubled,
    unexplained,
    untrue,
    paid_twice,
    untrue_offers,
    words,
    left_over,
)
