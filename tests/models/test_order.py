"""What the database itself sees to."""

import pytest
from django.db import IntegrityError, transaction

from tests import factories
from transcripts.models import Folder, Recording, Tag, Tagging, Team, User

pytestmark = pytest.mark.django_db


def refused(**fields: object) -> bool:
    try:
        with transaction.atomic():
            Folder.objects.create(**fields)
    except IntegrityError:
        return True
    return False


def test_names_differ_within_one_level_whatever_their_spelling(team: Team) -> None:
    top = Folder.objects.create(team=team, name="Երեւան")
    assert refused(team=team, name="ԵՐԵՎԱՆ")
    Folder.objects.create(team=team, parent=top, name="Երևան")
    assert refused(team=team, parent=top, name="երևան")
    assert not refused(team=Team.objects.create(name="Արխիվ"), name="Երևան")


def test_a_tag_is_there_once_in_a_team_and_on_a_recording(anahit: User, team: Team) -> None:
    tag, row = Tag.objects.create(team=team, name="Կարևոր"), factories.recording(anahit)
    with pytest.raises(IntegrityError), transaction.atomic():
        Tag.objects.create(team=team, name="ԿԱՐԵՒՈՐ")
    Tagging.objects.create(recording=row, tag=tag)
    with pytest.raises(IntegrityError), transaction.atomic():
        Tagging.objects.create(recording=row, tag=tag)


def test_titles_are_sorted_by_the_alphabet(anahit: User) -> None:
    for title in ("Ուսանող", "Քաղաք", "«Չափում»", "Նիստ 10", "Նիստ 2", "ոսկի"):
        factories.recording(anahit, title)
    titles = list(Recording.objects.order_by("title_key").values_list("title", flat=True))
    assert titles == ["Նիստ 2", "Նիստ 10", "ոսկի", "«Չափում»", "Ուսանող", "Քաղաք"]
