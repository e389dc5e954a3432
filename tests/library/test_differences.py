"""What changed between two versions, word by word."""

import pytest

from tests.factories import completed, recording
from transcripts.actions import correct
from transcripts.actions.changing import Change
from transcripts.library.differences import AROUND, Piece, differences
from transcripts.models import Revision, Transcription, User
from transcripts.text.typed import written

LONG = " ".join(f"բառ{n}" for n in range(40))


@pytest.fixture
def run(anahit: User) -> Transcription:
    return completed(recording(anahit), LONG)


def revision(run: Transcription, number: int) -> Revision:
    return run.revisions.get(number=number)


def change(run: Transcription, by: User, *texts: str, speaker: str = "") -> None:
    newest = run.revisions.order_by("-number")[0]
    paragraphs = tuple(written(text, speaker) for text in texts)
    correct.change(by=by, transcription=run, base=None, changes=[Change(tuple(newest.order), paragraphs)])


def test_only_the_words_around_a_change_are_told(run: Transcription, anahit: User) -> None:
    change(run, anahit, LONG.replace("բառ20 ", "նոր "))
    (place,) = differences(revision(run, 0), revision(run, 1))
    before = ["…", *(f"բառ{n}" for n in range(20 - AROUND, 20))]
    behind = [*(f"բառ{n}" for n in range(21, 21 + AROUND)), "…"]
    assert place.pieces == [
        Piece(" ".join(before), " ".join(before)),
        Piece("բառ20", "նոր"),
        Piece(" ".join(behind), " ".join(behind)),
    ]


def test_a_parted_paragraph_shows_its_mark(run: Transcription, anahit: User) -> None:
    words = LONG.split()
    change(run, anahit, " ".join(words[:20]), " ".join(words[20:]))
    (place,) = differences(revision(run, 0), revision(run, 1))
    assert [piece for piece in place.pieces if not piece.is_same] == [Piece("", "¶")]


def test_another_speaker_is_a_difference_without_another_word(run: Transcription, anahit: User) -> None:
    change(run, anahit, LONG, speaker="Անի")
    (place,) = differences(revision(run, 0), revision(run, 1))
    assert place.speakers == ("", "Անի")
    assert all(piece.is_same for piece in place.pieces)


def test_who_speaks_behind_a_mark_is_told_with_it(run: Transcription, anahit: User) -> None:
    words = LONG.split()
    newest = run.revisions.get()
    parts = (written(" ".join(words[:20])), written(" ".join(words[20:]), "Անի"))
    correct.change(by=anahit, transcription=run, base=None, changes=[Change(tuple(newest.order), parts)])
    (place,) = differences(revision(run, 0), revision(run, 1))
    assert place.speakers is None
    assert [piece for piece in place.pieces if not piece.is_same] == [Piece("", "¶ Անի:")]


def test_a_version_beside_itself_says_the_same(run: Transcription) -> None:
    assert differences(revision(run, 0), revision(run, 0)) == []
