"""One letter for several notices, to who wants one, with what happened and never a word of what was said."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.core import mail
from django.utils import timezone
from pytest_django import Settings

from tests import factories
from transcripts.actions.notices import wish
from transcripts.models import Membership, Notice, Reason, Revision, Status, User
from transcripts.notices.gather import gather
from transcripts.notices.letters import DAILY_AT, GATHERED_FOR, PATIENCE, STALE, send_due
from transcripts.text.sentences import paragraphs, words_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("own_storage")]

Ended = Callable[..., Notice]


@pytest.fixture
def ended(bagrat: User) -> Ended:
    def ended(title: str = "Ժողով", reason: Reason | None = None) -> Notice:
        row = factories.recording(bagrat, title)
        job = factories.transcription(
            row, Status.TRANSCRIBING, asked_at=timezone.now() - timedelta(minutes=5)
        )
        if reason:
            job.fail(timezone.now(), reason, mine=False)
        else:
            Revision.of_machine(job, paragraphs(words_of("գաղտնի խոսք")))
            job.complete(timezone.now())
        gather(timezone.now())
        return Notice.objects.get(transcription=job)

    return ended


def test_several_go_in_one_letter_with_links(ended: Ended, settings: Settings) -> None:
    settings.SITE_URL = "https://library.example.am"
    first, second = ended("Նիստ"), ended("Հարցազրույց", Reason.REFUSED)
    assert send_due(timezone.now()) == 1
    [letter] = mail.outbox
    assert letter.to == ["bagrat@example.am"]
    assert letter.subject == "1 ready, 1 did not work"
    for word in ("Նիստ", "Հարցազրույց", "did not accept"):
        assert word in letter.body
    for notice in (first, second):
        assert f"https://library.example.am/notices/{notice.pk}/" in letter.body
    assert "գաղտնի" not in letter.body
    assert send_due(timezone.now()) == 0


def test_nothing_of_html_gets_into_a_letter(ended: Ended) -> None:
    ended("Ա & «Բ» <3")
    send_due(timezone.now())
    assert "Ա & «Բ» <3" in mail.outbox[0].body


def test_while_others_are_at_work_the_letter_waits_for_them_but_not_for_ever(
    ended: Ended, bagrat: User
) -> None:
    ended()
    factories.transcription(factories.recording(bagrat), Status.TRANSCRIBING)
    now = timezone.now()
    assert send_due(now) == 0
    assert send_due(now + GATHERED_FOR) == 1


def test_the_daily_letter_leaves_in_the_morning(ended: Ended, bagrat: User) -> None:
    wish(by=bagrat, by_mail="daily")
    notice = ended()
    evening = timezone.localtime(notice.at).replace(hour=20, minute=0)
    Notice.objects.filter(pk=notice.pk).update(at=evening)
    morning = (evening + timedelta(days=1)).replace(hour=DAILY_AT.hour, minute=0)
    assert send_due(morning - timedelta(minutes=1)) == 0
    assert send_due(morning + timedelta(minutes=1)) == 1


@pytest.mark.parametrize("why", ["never", "seen", "stale", "left"])
def test_no_letter_is_sent_for(why: str, ended: Ended, bagrat: User) -> None:
    notice, now = ended(), timezone.now()
    if why == "never":
        wish(by=bagrat, by_mail="never")
    if why == "seen":
        notice.see(now)
    if why == "left":
        Membership.objects.filter(user=bagrat).delete()
    assert send_due(now + STALE + timedelta(minutes=1) if why == "stale" else now) == 0
    notice.refresh_from_db()
    assert notice.mailed_at is not None
    assert mail.outbox == []


def test_a_mail_server_that_is_away_is_tried_again(ended: Ended, settings: Settings) -> None:
    ended()
    now, working = timezone.now(), settings.EMAIL_BACKEND
    settings.EMAIL_BACKEND = "tests.notices.test_letters.Away"
    assert send_due(now) == 0
    settings.EMAIL_BACKEND = working
    assert send_due(now) == 0
    assert send_due(now + PATIENCE + timedelta(seconds=1)) == 1


class Away:
    def __init__(self, *_values: object, **_more: object) -> None: ...

    def send_messages(self, _letters: object) -> int:
        raise ConnectionRefusedError
