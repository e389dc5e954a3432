"""Where words stand, of what the database lets out."""

import pytest

from tests import factories
from transcripts.library.index import refresh
from transcripts.library.passages import passages
from transcripts.library.places import keys_of_groups, places
from transcripts.library.query import asked
from transcripts.library.sought import sought
from transcripts.models import Paragraph, Revision, Status, User
from transcripts.text.armenian import analyse
from transcripts.text.document import Document
from transcripts.text.document import Paragraph as Written
from transcripts.text.sentences import words_of

pytestmark = pytest.mark.django_db

FIRST, SECOND, THIRD = "Դատարանը լռեց։", "Ժողովը սկսվեց։", "Ժողովում դատարանի մասին խոսեցին։"


def test_paragraphs_with_a_word_of_each_group_are_found(anahit: User) -> None:
    row = factories.recording(anahit)
    said = Document(tuple(Written(words_of(one)) for one in (FIRST, SECOND, THIRD)))
    Revision.of_machine(factories.transcription(row, Status.COMPLETED), said)
    refresh(row)
    court, meeting = keys_of_groups(frozenset(token.lemmas) for token in analyse("դատարան ժողով"))
    assert [spot.number for spot in places([row.pk], [court])] == [0, 2]
    assert [spot.number for spot in places([row.pk], [court | meeting])] == [0, 1, 2]
    assert [spot.number for spot in places([row.pk], [court, meeting])] == [2]
    assert places([row.pk], [court, frozenset()]) == []


def test_bytes_that_only_look_like_a_words_number_are_no_word(anahit: User) -> None:
    run = factories.completed(factories.recording(anahit), FIRST)
    kept = bytes(Paragraph.objects.get().keys or b"")
    across = int.from_bytes(kept[10:14], "little")
    assert Paragraph.objects.filter(keys__holding={across}).count() == 1
    assert places([run.recording_id], [frozenset({across})]) == []


def test_a_passage_begins_at_the_first_place_and_marks_all_in_it(anahit: User) -> None:
    words = ["հա"] * 10 + ["դատարանը"] + ["հա"] * 5 + ["դատարանում,"] + ["հա"] * 40 + ["դատարանից"]
    run = factories.completed(factories.recording(anahit), " ".join(words))
    [passage] = passages([run.recording_id], sought(asked("դատարան")), 3)[run.recording_id].best
    assert [piece.text for piece in passage.pieces if piece.is_match] == ["դատարանը", "դատարանում"]
    assert passage.text == " ".join(["…", *words[4:34], "…"])
    assert passage.words == (10, 16)
