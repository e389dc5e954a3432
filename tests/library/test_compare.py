"""Two models side by side, and phrases taken from one into the other."""

import pytest

from tests.factories import recording, transcription
from transcripts.actions.accept import NoSuchPhrase, Phrase, accept
from transcripts.actions.changing import Change
from transcripts.actions.correct import change
from transcripts.actions.revising import Clash, NoSuchRevision
from transcripts.errors import NotAllowed
from transcripts.library.compare import Comparison, Differs, compare, pair_of
from transcripts.models import Revision, Status, Transcription, User
from transcripts.models.transcription import Model
from transcripts.text.document import Document, Paragraph, Word
from transcripts.text.typed import written

AS_WRITTEN = ("Խոսում է, գրում է։", "Մենք գնացինք տուն։")
AS_SAID = ("Խոսում ա գրում ա։ Մենք", "եկանք մեր տուն։")


def spoken(parts: tuple[str, ...], shift: float) -> Document:
    """A word each second."""
    at, found = 0, []
    for part in parts:
        words = part.split()
        found.append(
            Paragraph(tuple(Word(w, at + n + shift, at + n + 0.5, 0.8) for n, w in enumerate(words)))
        )
        at += len(words)
    return Document(tuple(found))


@pytest.fixture
def both(anahit: User) -> tuple[Revision, Revision]:
    row = recording(anahit)
    formal = transcription(row, Status.COMPLETED, stt_model=Model.FORMAL)
    conversational = transcription(row, Status.COMPLETED, stt_model=Model.CONVERSATIONAL)
    return (
        Revision.of_machine(formal, spoken(AS_WRITTEN, 0.0)),
        Revision.of_machine(conversational, spoken(AS_SAID, 0.1)),
    )


def phrase(one: Differs) -> Phrase:
    places = one.places
    return Phrase(places.first, places.behind, places.other_first, places.other_behind)


def compared(both: tuple[Revision, Revision]) -> Comparison:
    return compare(*both)


def test_only_what_was_heard_otherwise_is_a_difference(both: tuple[Revision, Revision]) -> None:
    (one,) = compared(both).differences
    assert [word.text for word in one.formal] == ["գնացինք"]
    assert [word.text for word in one.conversational] == ["եկանք", "մեր"]
    assert (one.start, one.end) == (5.0, 6.5)


def test_regular_pairs_are_told_apart_from_differences(both: tuple[Revision, Revision]) -> None:
    folded = [one for one in compared(both).stretches if isinstance(one, Differs) and one.regular]
    assert [one.formal[0].text for one in folded] == ["է,", "է։"]


def test_an_accepted_phrase_comes_with_its_own_times(both: tuple[Revision, Revision], bagrat: User) -> None:
    (one,) = compared(both).differences
    made = accept(
        by=bagrat, transcription=both[0].transcription, base=0, other=both[1], phrases=[phrase(one)]
    )
    assert [row.text for row in made.rows()] == [AS_WRITTEN[0], "Մենք եկանք մեր տուն։"]
    words = made.rows()[1].paragraph.words
    assert words[1] == Word("եկանք", 5.1, 5.5, 0.8)
    assert words[3] == Word("տուն։", 6.0, 6.5, 0.8)
    assert made.order[0] == both[0].order[0]


def test_everything_accepted_is_the_other_text(both: tuple[Revision, Revision], bagrat: User) -> None:
    found = [phrase(one) for one in compared(both).stretches if isinstance(one, Differs)]
    made = accept(by=bagrat, transcription=both[0].transcription, base=0, other=both[1], phrases=found)
    assert made.text.split() == " ".join(AS_SAID).split()
    assert [row.text for row in made.rows()] == ["Խոսում ա գրում ա։", "Մենք եկանք մեր տուն։"]


def test_words_that_only_one_has_can_come_in_at_the_end_and_go(
    both: tuple[Revision, Revision], bagrat: User
) -> None:
    formal = both[0].transcription
    made = accept(by=bagrat, transcription=formal, base=0, other=both[1], phrases=[Phrase(7, 7, 0, 1)])
    assert made.text.endswith("տուն։ Խոսում")
    made = accept(by=bagrat, transcription=formal, base=1, other=both[1], phrases=[Phrase(3, 5, 0, 0)])
    assert made.text == "Խոսում է, գրում\n\nգնացինք տուն։ Խոսում"


def test_what_somebody_has_changed_since_is_not_written_over(
    both: tuple[Revision, Revision], anahit: User, bagrat: User
) -> None:
    (one,) = compared(both).differences
    edited = Change((both[0].order[1],), (written("Մենք չգնացինք։"),))
    change(by=anahit, transcription=both[0].transcription, base=0, changes=[edited])
    with pytest.raises(Clash):
        accept(by=bagrat, transcription=both[0].transcription, base=0, other=both[1], phrases=[phrase(one)])


@pytest.mark.parametrize("wrong", [(5, 3, 0, 1), (-1, 1, 0, 1), (0, 8, 0, 1), (0, 1, 0, 9), (0, 1, 3, 2)])
def test_phrases_that_are_not_there_are_refused(
    both: tuple[Revision, Revision], bagrat: User, wrong: tuple[int, int, int, int]
) -> None:
    with pytest.raises(NoSuchPhrase):
        accept(
            by=bagrat, transcription=both[0].transcription, base=0, other=both[1], phrases=[Phrase(*wrong)]
        )


def test_phrases_that_overlap_are_refused(both: tuple[Revision, Revision], bagrat: User) -> None:
    two = [Phrase(0, 2, 0, 2), Phrase(1, 3, 1, 3)]
    with pytest.raises(NoSuchPhrase):
        accept(by=bagrat, transcription=both[0].transcription, base=0, other=both[1], phrases=two)


def test_only_of_the_same_recording_and_of_versions_that_are_there(
    both: tuple[Revision, Revision], bagrat: User, vahe: User
) -> None:
    other = Revision.of_machine(
        transcription(recording(bagrat), Status.COMPLETED), spoken(("Այլ բան։",), 0.0)
    )
    formal, one = both[0].transcription, [Phrase(0, 1, 0, 1)]
    with pytest.raises(NoSuchPhrase):
        accept(by=bagrat, transcription=formal, base=0, other=other, phrases=one)
    with pytest.raises(NoSuchRevision):
        accept(by=bagrat, transcription=formal, base=3, other=both[1], phrases=one)
    with pytest.raises(NotAllowed):
        accept(by=vahe, transcription=formal, base=0, other=both[1], phrases=one)


def test_the_newest_with_words_of_each_model_are_compared(both: tuple[Revision, Revision]) -> None:
    formal, conversational = both[0].transcription, both[1].transcription
    waiting = Transcription(stt_model=Model.FORMAL, status=Status.QUEUED)
    assert pair_of([waiting, formal, conversational]) == (formal, conversational)
    assert pair_of([waiting, formal]) == (formal, None)
