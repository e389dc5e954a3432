from datetime import timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from tests import factories
from transcripts.actions.submit import TooLarge
from transcripts.errors import TranscriptsError
from transcripts.library.money import in_length, in_money
from transcripts.library.progress import progress
from transcripts.library.reasons import explain
from transcripts.library.words import in_words
from transcripts.models import Reason, Status, User


def family(root: type[TranscriptsError]) -> list[type[TranscriptsError]]:
    return [root, *(one for child in root.__subclasses__() for one in family(child))]


def test_every_error_has_a_code_of_its_own() -> None:
    codes = [kind.code for kind in family(TranscriptsError) if "code" in vars(kind)]
    assert len(codes) == len(set(codes))


def test_parameters_are_filled_in() -> None:
    assert "7 MB; at most 5 MB" in in_words(TooLarge(size=7, limit=5))


@pytest.mark.parametrize("reason", list(Reason))
def test_every_reason_says_what_happened_and_what_to_do(anahit: User, reason: Reason) -> None:
    job = factories.transcription(factories.recording(anahit), Status.FAILED, reason=reason)
    words = explain(job)
    assert words.what.endswith(".")
    assert words.then.endswith(".")


@pytest.mark.parametrize(
    ("seconds", "words"),
    [(0.2, "1 second"), (45, "45 seconds"), (180, "3 minutes"), (7500, "2 h 5 min"), (3599, "1 h 0 min")],
)
def test_lengths_are_said_as_people_say_them(seconds: float, words: str) -> None:
    assert in_length(seconds) == words


@pytest.mark.parametrize(
    ("amount", "words"),
    [
        ("30", "30 AMD"),
        ("1234.5", "1,234.50 AMD"),
        ("0.0042", "0.0042 AMD"),
        ("0", "0 AMD"),
        ("1000", "1,000 AMD"),
    ],
)
def test_money_is_said_exactly_enough(amount: str, words: str) -> None:
    assert in_money(Decimal(amount), "AMD") == words


def test_the_expected_rest_shrinks_and_never_runs_below_nothing(anahit: User) -> None:
    now = timezone.now()
    job = factories.transcription(
        factories.recording(anahit, duration=60.0), Status.TRANSCRIBING, submitting_at=now
    )
    soon, later = progress(job, now + timedelta(seconds=4)), progress(job, now + timedelta(hours=1))
    assert soon.remaining is not None
    assert timedelta(0) < soon.remaining < timedelta(minutes=1)
    assert later.remaining == timedelta(0)


def test_the_expected_rest_learns_from_earlier_jobs(anahit: User) -> None:
    now = timezone.now()
    row = factories.recording(anahit, duration=100.0)
    factories.completed(row, submitting_at=now - timedelta(seconds=103), finished_at=now)
    job = factories.transcription(row, Status.TRANSCRIBING, submitting_at=now)
    assert progress(job, now).remaining == timedelta(seconds=103)
