"""Find in one recording."""

from django.test import Client
from django.urls import reverse

from tests.factories import completed, recording
from transcripts.actions.bring_text import bring_text
from transcripts.models import Act, Event, Recording, User


def asked(client: Client, row: Recording, **what: str) -> str:
    answer = client.get(reverse("recording_find", args=[row.pk]), what)
    assert answer.status_code == 200
    return answer.content.decode()


def test_every_form_is_found_and_played_from_its_second(client: Client, anahit: User, vahe: User) -> None:
    words = [{"text": f"բառ{n}։", "start": n * 1.0, "end": n + 0.5} for n in range(70)]
    words[9]["text"], words[60]["text"] = "Դատարա՞նը։", "դատարաններից։"
    made = bring_text(by=anahit, title="Նիստ", text="", words=words)
    client.force_login(vahe)
    page = asked(client, made.recording, q="դատարանում")
    assert "2 passages" in page
    assert "<mark>Դատարա՞նը</mark>" in page
    assert f"transcription={made.pk}&amp;t=60#p" in page
    assert Event.objects.filter(act=Act.OPENED, actor=vahe).exists()


def test_what_is_not_there_is_said_and_perhaps_meant_otherwise(client: Client, anahit: User) -> None:
    row = recording(anahit)
    completed(row, "Բարև ձեզ։")
    client.force_login(anahit)
    page = asked(client, row, q="barev")
    assert "“barev” is not in this transcript" in page
    assert 'href="?q=%D5%A2%D5%A1%D6%80%D6%87"' in page
    for nothing in ("", "-", '"', "by:", "\0"):
        assert "<mark>" not in asked(client, row, q=nothing)


def test_a_result_leads_to_all_its_passages(client: Client, anahit: User) -> None:
    text = "\n\n".join(f"Դատարանում {n}։" for n in range(5))
    row = bring_text(by=anahit, title="Նիստ", text=text).recording
    client.force_login(anahit)
    found = client.get("/", {"q": "դատարան"}).content.decode()
    there = f'href="{reverse("recording_find", args=[row.pk])}?q=%D5%A4%D5%A1%D5%BF%D5%A1%D6%80%D5%A1%D5%B6"'
    assert there in found
    assert asked(client, row, q="դատարան").count("<mark>") == 5
    assert (
        reverse("recording_find", args=[row.pk])
        in client.get(reverse("recording", args=[row.pk])).content.decode()
    )


def test_a_stranger_gets_404(client: Client, anahit: User, mallory: User) -> None:
    row = recording(anahit)
    client.force_login(mallory)
    assert client.get(reverse("recording_find", args=[row.pk]), {"q": "ա"}).status_code == 404
