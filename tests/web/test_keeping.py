"""The page of rules: seen before they are saved."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from tests import factories
from transcripts.models import Event, Folder, Recording, Rule, Team, User

pytestmark = pytest.mark.usefixtures("own_storage")
KEEPING, SAVE = reverse("keeping"), reverse("keeping_save")


def test_only_owners_have_it(client: Client, bagrat: User, anahit: User) -> None:
    for user, status in ((bagrat, 404), (anahit, 200)):
        client.force_login(user)
        assert client.get(KEEPING).status_code == status


def test_a_rule_is_seen_then_saved_then_removed(client: Client, anahit: User, team: Team) -> None:
    row = factories.recording(anahit, "Հին ժողով")
    Recording.objects.filter(pk=row.pk).update(created_at=timezone.now() - timedelta(days=100))
    client.force_login(anahit)
    asked = {"sound": "90", "text": "1825"}
    shown = client.get(KEEPING, {**asked, "preview": "1"}).content.decode()
    assert "1 recording, 31.3 kB" in " ".join(shown.split())
    assert "Հին ժողով" in shown
    assert not Rule.objects.exists()
    client.post(SAVE, asked)
    rule = Rule.objects.get()
    assert (rule.team, rule.sound_days, rule.text_days, rule.changed_by) == (team, 90, 1825, anahit)
    assert "text 1,825 days" in client.get(KEEPING).content.decode()
    client.post(SAVE, {"forget": "1"})
    assert not Rule.objects.exists()
    assert Event.objects.filter(act="rule_changed").count() == 2


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ({"sound": "-1"}, "whole number"),
        ({"sound": "0"}, "whole number"),
        ({"text": "9999999"}, "whole number"),
        ({"sound": "90", "text": "30"}, "at least 90 days"),
    ],
)
def test_what_makes_no_sense_is_said(client: Client, anahit: User, asked: dict[str, str], said: str) -> None:
    client.force_login(anahit)
    answer = client.get(KEEPING, {**asked, "preview": "1"})
    assert (answer.status_code, said in answer.content.decode()) == (400, True)
    client.post(SAVE, asked)
    assert not Rule.objects.exists()


def test_a_folder_has_a_rule_of_its_own(client: Client, anahit: User, mallory: User, team: Team) -> None:
    folder = Folder.objects.create(team=team, name="Արխիվ")
    client.force_login(anahit)
    client.post(SAVE, {"sound": "5"})
    client.post(SAVE, {"folder": str(folder.pk)})
    assert {(rule.folder, rule.sound_days) for rule in Rule.objects.all()} == {(None, 5), (folder, None)}
    client.force_login(mallory)
    assert client.post(SAVE, {"folder": str(folder.pk), "sound": "1"}).status_code == 404


def test_saved_twice_it_is_the_same_rule(client: Client, anahit: User) -> None:
    client.force_login(anahit)
    client.post(SAVE, {"sound": "5"})
    before = Rule.objects.get().changed_at
    client.post(SAVE, {"sound": "5"})
    assert Rule.objects.get().changed_at == before
    client.post(SAVE, {"sound": "6"})
    assert Rule.objects.get().sound_days == 6
