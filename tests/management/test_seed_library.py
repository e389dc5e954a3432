"""A library of made-up transcripts, and an index that catches up."""

from io import StringIO
from random import Random

import pytest
from django.core.management import CommandError, call_command

from tests.factories import completed, recording
from transcripts.library.search import search
from transcripts.management.invented import text
from transcripts.models import IndexEntry, Paragraph, Recording, Revision, Status, Team, Transcription, User
from transcripts.text.armenian import analyse


def seed(count: int, **options: int) -> str:
    said = StringIO()
    call_command("seed_library", transcripts=count, stdout=said, **options)
    return said.getvalue()


def test_a_seeded_library_can_be_read_and_searched(anahit: User, mallory: User) -> None:
    assert seed(30, words=60).startswith("30 transcripts in")
    assert Recording.objects.count() == IndexEntry.objects.count() == 30
    assert set(Transcription.objects.values_list("status", flat=True)) >= {Status.COMPLETED}
    # The newest version of one: what was corrected away is not found.
    row = (
        Revision.objects.filter(transcription__recording__deleted_at=None)
        .order_by("transcription", "-number")
        .first()
    )
    assert row is not None
    word = next(token.exact for token in analyse(row.text) if len(token.exact) > 6)
    assert row.transcription.recording in search(anahit, word)
    assert not search(mallory, word)


def test_people_of_a_seeded_library_cannot_sign_in(anahit: User) -> None:
    seed(3, words=10)
    seeded = User.objects.filter(email__startswith="seeded-")
    assert seeded
    assert not any(person.is_active or person.has_usable_password() for person in seeded)


def test_the_same_seed_tells_the_same() -> None:
    assert text(Random(5), 200) == text(Random(5), 200) != text(Random(6), 200)


def test_the_same_seed_tells_the_same_whoever_is_there(anahit: User) -> None:
    """Of one team with few people, and again with many."""

    def told() -> list[str]:
        seed(12, words=20)
        rows = Revision.objects.order_by("-pk")[:12]
        return [row.text for row in rows]

    first = told()
    for number in range(9):
        someone = User.objects.create_user(f"{number}@example.am", name="Արամ")
        anahit.teams.get().memberships.create(user=someone, role="editor")
    assert told() == first


def test_without_a_team_nothing_is_seeded(db: None) -> None:
    with pytest.raises(CommandError):
        seed(1)
    assert not Recording.objects.exists()


def test_reindexing_brings_in_what_came_before_the_index(anahit: User) -> None:
    row = recording(anahit, "Նիստ")
    completed(row, "Գրադարանում էինք։")
    IndexEntry.objects.all().delete()
    Paragraph.objects.update(keys=None)
    Recording.objects.update(search_text="նիստ\nգրադարանում էինք։")
    # By letters, until it is indexed.
    assert list(search(anahit, "գրադարան")) == [row]
    assert not search(anahit, "գրադարաններ")
    said = StringIO()
    call_command("reindex", stdout=said)
    assert "1 of 1" in said.getvalue()
    assert list(search(anahit, "գրադարաններ")) == [row]
    said = StringIO()
    call_command("reindex", stdout=said)
    assert said.getvalue() == "0 to be indexed.\n"


def test_what_another_lexicon_indexed_is_indexed_anew(anahit: User) -> None:
    completed(recording(anahit, "Նիստ"), "Գրադարանում էինք։")
    IndexEntry.objects.update(edition="another")
    Paragraph.objects.update(keys=b"\0" * 8)
    call_command("reindex", stdout=StringIO())
    assert search(anahit, "գրադարաններ")
    assert Team.objects.count() == 1
