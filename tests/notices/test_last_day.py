"""The last day's warning: in time, once, to those concerned."""

from datetime import datetime, timedelta

import pytest
from django.core import mail
from django.utils import timezone
from pytest_django import Settings

from tests import factories
from transcripts.actions import arrange, folders
from transcripts.models import Folder, LastDay, Recording, Rule, Team, User
from transcripts.notices import last_day
from transcripts.notices.last_day import PATIENCE, warn

pytestmark = pytest.mark.usefixtures("own_storage")
DAY = timedelta(days=1)


def trashed(by: User, title: str, days: float) -> Recording:
    row = factories.recording(by, title)
    Recording.objects.filter(pk=row.pk).update(deleted_at=timezone.now() - days * DAY)
    return row


def letters(now: datetime) -> list[str]:
    """To whom, as soon as all is known."""
    mail.outbox.clear()
    for _ in range(2):
        warn(now)
    return sorted(one.to[0] for one in mail.outbox)


def test_owners_and_who_brought_it_hear_once(
    anahit: User, bagrat: User, vahe: User, settings: Settings
) -> None:
    settings.TRASH_DAYS = 30
    trashed(bagrat, "Վաղը", 29.5)
    trashed(bagrat, "Հետո", 28)
    assert letters(timezone.now()) == [anahit.email, bagrat.email]
    body = str(mail.outbox[0].body)
    assert "Վաղը" in body
    assert "Հետո" not in body
    assert letters(timezone.now()) == []
    assert letters(timezone.now() + timedelta(hours=1)) == []


def test_everything_of_a_day_is_one_letter(anahit: User, team: Team, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(last_day, "AT_ONCE", 1)
    monkeypatch.setattr(last_day, "NAMED", 1)
    for title in ("Ա", "Բ"):
        trashed(anahit, title, 29.5)
    row = factories.recording(anahit, "Գ")
    Recording.objects.filter(pk=row.pk).update(created_at=timezone.now() - 9.5 * DAY)
    Rule.objects.create(team=team, sound_days=10, changed_at=timezone.now() - 5 * DAY)
    assert letters(timezone.now()) == [anahit.email]
    assert "3 recordings" in mail.outbox[0].subject
    assert "… and 1 more" in str(mail.outbox[0].body)


def test_a_new_rule_is_told_before_it_touches_anything(anahit: User, team: Team) -> None:
    row = factories.recording(anahit)
    Recording.objects.filter(pk=row.pk).update(created_at=timezone.now() - 100 * DAY)
    Rule.objects.create(team=team, text_days=10, changed_at=timezone.now())
    assert letters(timezone.now()) == [anahit.email]
    assert "trash" not in str(mail.outbox[0].body)


def test_a_private_recording_is_told_to_its_owner_alone(anahit: User, bagrat: User) -> None:
    row = trashed(bagrat, "Իմ", 29.5)
    Recording.objects.filter(pk=row.pk).update(private=True)
    assert letters(timezone.now()) == [bagrat.email]


def test_a_letter_that_could_not_leave_is_tried_again(anahit: User, monkeypatch: pytest.MonkeyPatch) -> None:
    trashed(anahit, "Վաղը", 29.5)

    def away(*_args: object, **_kwargs: object) -> None:
        raise ConnectionRefusedError

    now = timezone.now()
    with monkeypatch.context() as patched:
        patched.setattr(last_day, "send_mail", away)
        assert letters(now) == []
    assert LastDay.objects.get().sent_at is None
    assert letters(now + 2 * PATIENCE) == [anahit.email]


def test_what_was_restored_meanwhile_and_removed_again_is_told_again(anahit: User) -> None:
    row = trashed(anahit, "Վաղը", 29.5)
    assert letters(timezone.now()) == [anahit.email]
    Recording.objects.filter(pk=row.pk).update(deleted_at=timezone.now())
    later = timezone.now() + timedelta(days=29.5)
    assert letters(later) == [anahit.email]


def test_the_letter_leads_to_the_trash_and_owners_to_their_rules(
    anahit: User, bagrat: User, team: Team, settings: Settings
) -> None:
    settings.SITE_URL = "https://library.example.am"
    trashed(bagrat, "Զամբյուղում", 29.5)
    row = factories.recording(bagrat, "Կանոնով")
    Recording.objects.filter(pk=row.pk).update(created_at=timezone.now() - 9.5 * DAY)
    Rule.objects.create(team=team, text_days=10, changed_at=timezone.now() - 5 * DAY)
    assert letters(timezone.now()) == [anahit.email, bagrat.email]
    to = {one.to[0]: str(one.body) for one in mail.outbox}
    for body in to.values():
        assert "https://library.example.am/trash/" in body
        assert f"https://library.example.am/recordings/{row.pk}/" in body
    assert "https://library.example.am/keeping/" in to[anahit.email]
    assert "/keeping/" not in to[bagrat.email]


def test_nothing_is_told_of_what_was_restored_while_the_mail_server_was_away(
    anahit: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    row = trashed(anahit, "Վաղը", 29.5)

    def away(*_args: object, **_kwargs: object) -> None:
        raise TimeoutError

    now = timezone.now()
    with monkeypatch.context() as patched:
        patched.setattr(last_day, "send_mail", away)
        assert letters(now) == []
    Recording.objects.filter(pk=row.pk).update(deleted_at=None)
    assert letters(now + 2 * PATIENCE) == []
    assert LastDay.objects.get().sent_at is not None


def test_what_was_told_and_is_there_still_after_days_keeps_nobody_from_hearing(
    anahit: User, bagrat: User
) -> None:
    trashed(anahit, "Երեկ", 29.5)
    assert letters(timezone.now()) == [anahit.email]
    later = timezone.now() + 3 * DAY
    row = factories.recording(bagrat, "Նոր")
    Recording.objects.filter(pk=row.pk).update(deleted_at=later - 29.5 * DAY)
    assert letters(later) == [anahit.email, bagrat.email]
    assert "Երեկ" not in str(mail.outbox[0].body)


def test_what_was_moved_under_a_shorter_rule_is_told_with_the_day_that_is_left(
    anahit: User, team: Team
) -> None:
    short, outer = (Folder.objects.create(team=team, name=name) for name in ("Կարճ", "Նիստեր"))
    row, deep = factories.recording(anahit, "Ա"), factories.recording(anahit, "Բ", folder=outer)
    Recording.objects.update(created_at=timezone.now() - 300 * DAY)
    Rule.objects.create(team=team, folder=short, text_days=10, changed_at=timezone.now() - 5 * DAY)
    assert letters(timezone.now()) == []
    arrange.move(by=anahit, recordings=[row.pk], into=short)
    folders.move(by=anahit, folder=outer, into=short)
    now = timezone.now()
    assert letters(now) == [anahit.email]
    left = [one.goes_at - now for one in LastDay.objects.filter(recording__in=[row, deep])]
    assert all(timedelta(hours=23.9) < one <= DAY for one in left)
    assert len(left) == 2
