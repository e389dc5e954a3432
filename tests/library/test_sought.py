"""Which words of a text a question marks."""

import pytest

from tests import factories
from transcripts.library.index import refresh
from transcripts.library.passages import marked, passages
from transcripts.library.query import asked
from transcripts.library.sought import sought
from transcripts.models import Recording, Revision, Status, User
from transcripts.text.document import Document, Paragraph
from transcripts.text.sentences import words_of

SAID = "Ազգային հարցերով ժողով, ազգայի՛ն (ժողովում) «Ազգային»-ի ժողովը։"


@pytest.mark.parametrize(
    ("box", "words"),
    [
        ("ազգային ժողով", ["Ազգային", "ժողով", "ազգայի՛ն", "ժողովում", "Ազգային»-ի", "ժողովը"]),
        ('"ազգային ժողով"', ["ազգայի՛ն", "ժողովում", "Ազգային»-ի", "ժողովը"]),
        ('"ժողով ազգային"', ["ժողով", "ազգայի՛ն", "ժողովում", "Ազգային»-ի"]),
        ('"ժողովում"', ["ժողովում"]),
        ('"ազգային հարց" ժողով', ["Ազգային", "հարցերով", "ժողով", "ժողովում", "ժողովը"]),
        ('ժողով -"ազգային ժողով"', ["ժողով", "ժողովում", "ժողովը"]),
        ('"ազգային ժողով սկսվեց"', []),
        ('"-"', []),
        ("", []),
    ],
)
def test_words_in_quotes_are_marked_only_where_they_stand_as_they_were_asked_for(
    box: str, words: list[str]
) -> None:
    pieces = marked(SAID, sought(asked(box)))
    assert [piece.text for piece in pieces if piece.is_match] == words
    assert "".join(piece.text for piece in pieces) == SAID


def said(by: User, *paragraphs: str) -> Recording:
    row = factories.recording(by)
    document = Document(tuple(Paragraph(words_of(one)) for one in paragraphs))
    Revision.of_machine(factories.transcription(row, Status.COMPLETED), document)
    refresh(row)
    return row


@pytest.mark.django_db
def test_the_passage_of_a_phrase_is_the_one_that_holds_it(anahit: User) -> None:
    """However many stand before it that hold its words apart, and wherever in a long paragraph it stands."""
    apart, beside = "Ազգային հարցերի ժողով։", f"Ժողով, ազգային։ {'Հա։ ' * 50}Ազգային ժողովը լռեց։"
    row = said(anahit, *[apart] * 150, beside)
    found = passages([row.pk], sought(asked("«ազգային ժողով»")), 3)[row.pk]
    [passage] = found.best
    assert (found.total, found.is_all, passage.place) == (1, True, 150)
    assert [piece.text for piece in passage.pieces if piece.is_match] == ["Ազգային", "ժողովը"]
    assert passage.words == (52, 53)


@pytest.mark.django_db
def test_no_more_is_read_than_has_to_be_and_that_is_said(anahit: User) -> None:
    few, many = said(anahit, *["Ազգային ժողով։"] * 8), said(anahit, *["Ազգային ժողով։"] * 80)
    found = passages([few.pk, many.pk], sought(asked("«ազգային ժողով»")), 3)
    assert [(len(one.best), one.is_all) for one in (found[few.pk], found[many.pk])] == [(3, True), (3, False)]
    assert found[few.pk].total == 8
    assert 3 < found[many.pk].total < 80
    plain = passages([many.pk], sought(asked("ազգային ժողով")), 3)[many.pk]
    assert (plain.total, plain.is_all) == (80, True)


@pytest.mark.django_db
def test_where_no_words_stand_as_they_were_asked_for_no_passage_is_shown(anahit: User) -> None:
    row = said(anahit, "Ազգային հարցերի ժողովում։")
    for box in ("«ազգային ժողով»", '"ազգայինի"'):
        assert passages([row.pk], sought(asked(box)), 3) == {}
