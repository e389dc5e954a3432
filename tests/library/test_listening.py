import pytest
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from tests.factories import recording
from tests.factories import transcription as made
from transcripts.library.listening import Kind, hearing, stretches_to_hear, told, unsaid_stretches
from transcripts.models import NotHeard, Revision, Status, Timing, TimingState, Transcription, User
from transcripts.text.document import Document, Paragraph, Word


def heard(trusts: list[float]) -> Document:
    """Two words a second, in one paragraph."""
    words = [Word(f"բառ{n}", n / 2, n / 2 + 0.4, trust) for n, trust in enumerate(trusts)]
    return Document((Paragraph(tuple(words)),))


@pytest.fixture
def job(anahit: User) -> Transcription:
    return made(recording(anahit, duration=60), Status.COMPLETED, missing=[[3.0, 7.0]])


def of(job: Transcription, document: Document, state: TimingState, **fields: object) -> Revision:
    Timing.objects.create(transcription=job, wanted_at=timezone.now(), state=state, **fields)
    return Revision.of_machine(job, document)


def test_what_was_heard_tells_where_to_listen_again(job: Transcription) -> None:
    trusts = [0.9] * 10 + [0.1, 0.9, 0.3] + [0.9] * 10 + [0.0, 0.0, 0.6, 0.0] + [0.9] * 5 + [0.0]
    revision = of(job, heard(trusts), TimingState.DONE, belongs=0.99)
    found = hearing(job, revision)
    assert (found.kind, found.belongs, found.missing) == (Kind.LISTENED, True, [(3.0, 7.0)])
    assert [(one.first, one.behind) for one in found.unsaid] == [(23, 27)]
    assert [(one.first, one.behind, one.start) for one in found.doubtful] == [(10, 13, 5.0), (32, 33, 16.0)]
    assert found.doubtful[0].text == "բառ10 բառ11 բառ12"


def test_of_words_for_another_sound_only_that_is_told(job: Transcription) -> None:
    found = hearing(job, of(job, heard([0.0] * 30), TimingState.DONE, belongs=0.01))
    assert (found.belongs, found.missing, found.unsaid, found.doubtful) == (False, [], [], [])


def test_while_times_are_looked_for_it_says_how_far_that_is(job: Transcription) -> None:
    found = hearing(job, of(job, heard([0.1] * 5), TimingState.WANTED, share=0.409))
    assert (found.is_coming, found.is_pending, found.percent, found.doubtful) == (True, True, 40, [])


def test_after_a_correction_what_is_known_stays(job: Transcription) -> None:
    found = hearing(job, of(job, heard([0.9] * 4 + [0.1]), TimingState.WANTED, belongs=0.99))
    assert (found.kind, found.is_coming, found.is_pending) == (Kind.LISTENED, True, False)
    assert len(found.doubtful) == 1


@pytest.mark.parametrize(("word", "kind"), [
    (Word("ա", 1, 2), Kind.HISPEECH), (Word("ա", 1, 2, None, estimated=True), Kind.ESTIMATED), (Word("ա"), None),
])  # fmt: skip
def test_where_nobody_has_listened_it_says_where_the_times_come_from(
    job: Transcription, word: Word, kind: Kind | None
) -> None:
    document = Document((Paragraph((word,)),))
    found = hearing(job, of(job, document, TimingState.FAILED, code=NotHeard.NO_MODEL))
    assert found.kind == kind
    assert "not installed" in found.why


def test_programs_are_told_the_same(job: Transcription) -> None:
    document = heard([0.9, 0.0, 0.0, 0.0, 0.9])
    revision = of(job, document, TimingState.DONE, belongs=0.99)
    assert told(revision, document) == {
        "times": "listened",
        "missing": [[3.0, 7.0]],
        "unsaid": [(1, 4)],
        "belongs": 0.99,
    }


def test_a_dozen_of_the_worst_are_listened_to_in_order() -> None:
    trusts = [0.9, 0.9, 0.9, 0.9, 0.2, 0.9, 0.9, 0.9] * 20
    trusts[4 + 8 * 15] = 0.05
    found = stretches_to_hear(heard(trusts))
    assert len(found) == 12
    assert [one.start for one in found] == sorted(one.start for one in found)
    assert 4 + 8 * 15 in [one.first for one in found]
    assert unsaid_stretches(heard(trusts)) == []


def test_the_words_of_a_long_transcript_are_read_once(
    job: Transcription, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    revision = of(job, heard([0.1] * 5), TimingState.DONE, belongs=0.99)
    first = hearing(job, revision)
    with django_assert_max_num_queries(1):
        assert hearing(job, revision) == first
