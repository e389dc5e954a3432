"""What goes by itself, when, and what never does."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone
from pytest_django import Settings

from tests import factories
from transcripts.actions import arrange, folders
from transcripts.library.foreseeing import preview
from transcripts.models import Folder, Hold, Receipt, Recording, Rule, Status, Team, User
from transcripts.models.keeping import GRACE
from transcripts.removal.expiry import let_go

pytestmark = pytest.mark.usefixtures("own_storage")
DAY = timedelta(days=1)


def brought(by: User, days: int, **fields: Any) -> Recording:
    """So many days ago."""
    row = factories.recording(by, f"{days}", **fields)
    Recording.objects.filter(pk=row.pk).update(created_at=timezone.now() - days * DAY)
    row.refresh_from_db()
    return row


def trashed(by: User, days: float) -> Recording:
    row = factories.recording(by)
    Recording.objects.filter(pk=row.pk).update(deleted_at=timezone.now() - days * DAY)
    return row


def rule(team: Team, **days: Any) -> Rule:
    """In force since long."""
    return Rule.objects.create(team=team, changed_at=timezone.now() - 2 * GRACE, **days)


def hold(row: Recording | None = None, folder: Folder | None = None) -> Hold:
    on = row or folder
    assert on is not None
    team = on.team
    return Hold.objects.create(team=team, recording=row, folder=folder, reason="Դատ", since=timezone.now())


def alive(row: Recording) -> bool:
    row.refresh_from_db()
    return row.purged_at is None


def sounds(row: Recording) -> bool:
    row.refresh_from_db()
    return bool(row.file)


def test_the_trash_is_emptied_by_its_age(anahit: User, settings: Settings) -> None:
    settings.TRASH_DAYS = 30
    old, young, library = trashed(anahit, 30.1), trashed(anahit, 29.9), brought(anahit, 300)
    assert let_go(timezone.now()) == 1
    assert [alive(row) for row in (old, young, library)] == [False, True, True]
    assert Receipt.objects.get().why == "trash"


def test_sound_and_text_have_clocks_of_their_own(anahit: User, team: Team) -> None:
    rule(team, sound_days=90, text_days=365)
    young, middle, old = brought(anahit, 89), brought(anahit, 91), brought(anahit, 366)
    assert let_go(timezone.now()) == 2
    assert [alive(row) for row in (young, middle, old)] == [True, True, False]
    assert [sounds(row) for row in (young, middle)] == [True, False]
    assert let_go(timezone.now()) == 0


def test_a_new_rule_leaves_a_day(anahit: User, team: Team) -> None:
    new = rule(team, text_days=1)
    Rule.objects.update(changed_at=timezone.now())
    row = brought(anahit, 100)
    assert (let_go(timezone.now()), alive(row)) == (0, True)
    assert (let_go(timezone.now() + GRACE), alive(row)) == (1, False)
    assert new.text_days == 1


def test_what_is_held_stays_by_trash_and_by_rule(anahit: User, team: Team) -> None:
    rule(team, sound_days=1, text_days=1)
    folder = Folder.objects.create(team=team, name="Դատ")
    below = Folder.objects.create(team=team, name="2026", parent=folder)
    hold(held := brought(anahit, 10))
    hold(binned := trashed(anahit, 40))
    hold(folder=folder)
    lying = [brought(anahit, 10, folder=folder), brought(anahit, 10, folder=below)]
    assert let_go(timezone.now()) == 0
    assert all(alive(row) and sounds(row) for row in (held, binned, *lying))
    Hold.objects.update(lifted_at=timezone.now())
    assert let_go(timezone.now()) == 0  # there is a day to think again
    assert let_go(timezone.now() + GRACE) == 4


def test_the_nearest_rule_governs(anahit: User, team: Team) -> None:
    archive = Folder.objects.create(team=team, name="Արխիվ")
    year = Folder.objects.create(team=team, name="2026", parent=archive)
    drafts = Folder.objects.create(team=team, name="Սևագիր", parent=archive)
    rule(team, text_days=10)
    rule(team, folder=archive)  # for ever
    rule(team, folder=drafts, text_days=5)
    rows = [brought(anahit, 7), *(brought(anahit, 20, folder=one) for one in (None, archive, year))]
    rows.append(brought(anahit, 7, folder=drafts))
    let_go(timezone.now())
    assert [alive(row) for row in rows] == [True, False, True, True, False]


def test_another_team_is_none_of_its_business(anahit: User, mallory: User, team: Team) -> None:
    rule(team, text_days=1)
    row = brought(mallory, 10)
    assert (let_go(timezone.now()), alive(row)) == (0, True)


def test_nothing_is_taken_from_under_a_job(anahit: User, team: Team) -> None:
    rule(team, sound_days=1)
    row = brought(anahit, 10)
    job = factories.transcription(row, Status.TRANSCRIBING)
    assert (let_go(timezone.now()), sounds(row)) == (0, True)
    job.cancel(timezone.now())
    assert (let_go(timezone.now()), sounds(row)) == (1, False)


def test_it_goes_in_steps(anahit: User, team: Team) -> None:
    rule(team, text_days=1)
    for _ in range(5):
        brought(anahit, 10)
    assert [let_go(timezone.now(), most=2) for _ in range(4)] == [2, 2, 1, 0]


def test_a_preview_says_what_would_go_and_when(anahit: User, team: Team) -> None:
    rows = [brought(anahit, days) for days in (100, 80, 10)]
    hold(brought(anahit, 200))
    asked = Rule(team=team, sound_days=90, changed_at=timezone.now())
    told = preview(asked, Recording.objects.all())
    (sound,) = told.ends
    assert (sound.at_once, sound.in_a_month, sound.later, told.held) == (1, 1, 1, 1)
    assert sound.bytes == rows[0].size
    assert [row for row, _at in sound.first] == rows
    assert sound.first[0][1] == asked.changed_at + GRACE
    assert sound.first[1][1] == rows[1].created_at + 90 * DAY
    assert not Rule.objects.exists()


def test_what_comes_under_a_shorter_rule_by_being_moved_has_a_day_to_come_back(
    anahit: User, team: Team
) -> None:
    short = Folder.objects.create(team=team, name="Կարճ")
    rule(team, text_days=1000)
    rule(team, folder=short, text_days=10)
    moved = brought(anahit, 300)
    arrange.move(by=anahit, recordings=[moved.pk], into=short)
    now = timezone.now()
    assert let_go(now) == 0
    assert let_go(now + GRACE - timedelta(minutes=1)) == 0
    assert let_go(now + GRACE) == 1


def test_a_moved_folder_leaves_a_day_to_all_that_lies_in_it(anahit: User, team: Team) -> None:
    short = Folder.objects.create(team=team, name="Կարճ")
    outer = Folder.objects.create(team=team, name="Նիստեր")
    inner = Folder.objects.create(team=team, name="2024", parent=outer)
    rule(team, folder=short, sound_days=10, text_days=20)
    deep, other = brought(anahit, 300, folder=inner), brought(anahit, 300, folder=short)
    folders.move(by=anahit, folder=outer, into=short)
    now = timezone.now()
    assert let_go(now) == 1  # what lay there already
    assert [alive(deep), alive(other)] == [True, False]
    assert let_go(now + GRACE) == 1


def test_what_a_deleted_folder_held_has_a_day(anahit: User, team: Team) -> None:
    kept = Folder.objects.create(team=team, name="Երկար")
    inner = Folder.objects.create(team=team, name="Ներս", parent=kept)
    rule(team, text_days=10)
    rule(team, folder=kept, text_days=1000)
    own, deep = brought(anahit, 300, folder=kept), brought(anahit, 300, folder=inner)
    folders.delete(by=anahit, folder=kept)
    now = timezone.now()
    assert let_go(now) == 0
    assert let_go(now + GRACE) == 2
    assert not alive(own)
    assert not alive(deep)
