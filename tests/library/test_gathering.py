"""Words of many recordings, read together."""

import pytest

from tests.factories import completed, recording
from transcripts.actions.correct import rewrite
from transcripts.exports.registry import FORMATS
from transcripts.library import gathering
from transcripts.library.bundle import archive
from transcripts.library.exporting import exported, order
from transcripts.library.gathering import gathered, parts, readable
from transcripts.models import Recording, User


def test_the_first_few_come_alone() -> None:
    assert [len(part) for part in parts(list(range(25)), 10, 2)] == [2, 10, 10, 3]
    assert list(parts([], 10)) == []


@pytest.fixture
def rows(anahit: User) -> list[Recording]:
    made = [recording(anahit, f"Նիստ {number}") for number in range(4)]
    for row in made:
        completed(row, 'Բարի "լույս"։\n\nԵրկրորդ և վերջին՞։')
    rewrite(by=anahit, transcription=made[0].transcriptions.get(), text="Ուղղված։", base=0)
    return made


@pytest.mark.parametrize("speakers", ["0", "1"])
def test_the_quick_way_to_a_text_gives_the_same_file(
    anahit: User, rows: list[Recording], speakers: str
) -> None:
    asked = order({"speakers": speakers})
    assert not asked.by_word
    ids, plain = [row.pk for row in rows], {"by_word": False, "named": False}
    for one in gathered(readable(anahit, rows[0].team, ids, **plain), **plain):
        assert one.revision is not None
        slow = FORMATS["txt"].write(exported(one.revision, asked.format), asked.options)
        assert asked.write(one.revision, one.document).content == slow


def test_where_times_are_shown_words_are_looked_at_for_guesses() -> None:
    assert order({"times": "1"}).by_word
    assert order({"format": "srt"}).by_word


def test_words_are_read_a_few_hours_at_a_time(
    anahit: User, rows: list[Recording], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(gathering, "_PARAGRAPHS", 2)
    here = [(row, row.transcriptions.get().revisions.first()) for row in rows]
    assert [len(group) for group in gathering._in_groups([*here, (rows[0], None)])] == [2, 3]
    assert b"".join(archive(anahit, rows[0].team, [row.pk for row in rows], order({})))
