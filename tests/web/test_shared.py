"""A guest's page: one recording by its link, and nothing else of the team."""

import re
from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import timedelta

import pytest
from django.core.cache import cache
from django.core.files.base import ContentFile
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from hispeech_web.discretion import hushed
from tests.factories import completed, recording
from transcripts.actions import correct, remove
from transcripts.actions.share import allow_guest_links, revoke, share
from transcripts.media import keys
from transcripts.models import Event, GuestLink, Recording, Team, User
from transcripts.models.guest_link import MOST_GUESSES

pytestmark = pytest.mark.usefixtures("own_storage")
PASSWORD = "խնձոր ու տանձ"


@pytest.fixture(autouse=True)
def _nothing_remembered(db: None) -> None:
    cache.clear()


@pytest.fixture
def row(anahit: User, team: Team) -> Recording:
    allow_guest_links(by=anahit, team=team, allowed=True)
    made = recording(anahit, "Ժողով")
    completed(made)
    made.refresh_from_db()
    return made


@pytest.fixture
def token(anahit: User, row: Recording) -> str:
    return share(by=anahit, recording=row)[1]


def media_of(page: str) -> str:
    found = re.search(r'src="(/shared/media/[^"?]+)"', page)
    assert found
    return found[1]


def test_a_guest_reads_and_hears_without_an_account(client: Client, token: str, row: Recording) -> None:
    page = client.get(f"/shared/{token}/")
    text = page.content.decode()
    assert page.status_code == 200
    assert "Ժողով" in text
    assert "Բարի լույս" in text
    sound = client.get(media_of(text), headers={"range": "bytes=0-3"})
    assert (sound.status_code, sound.getvalue()) == (206, b"RIFF")


def test_nothing_else_of_the_team_is_told(client: Client, token: str, row: Recording, team: Team) -> None:
    text = client.get(f"/shared/{token}/").content.decode()
    for secret in (
        team.name,
        "Anahit",
        "anahit@",
        str(row.pk),
        str(team.pk),
        row.filename,
        "/recordings/",
        "csrf",
    ):
        assert secret not in text


def test_it_is_kept_from_search_machines_other_sites_and_caches(client: Client, token: str) -> None:
    page = client.get(f"/shared/{token}/")
    assert page["X-Robots-Tag"].startswith("noindex")
    assert page["Referrer-Policy"] == "no-referrer"
    assert "no-store" in page["Cache-Control"]
    policy = page["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy


def test_corrections_appear(client: Client, anahit: User, token: str, row: Recording) -> None:
    correct.rewrite(by=anahit, transcription=row.transcriptions.get(), text="Ուղղված։")
    assert "Ուղղված։" in client.get(f"/shared/{token}/").content.decode()


def _expire(link: GuestLink, anahit: User) -> None:
    GuestLink.objects.filter(pk=link.pk).update(expires_at=timezone.now())


ENDS: dict[str, Callable[[GuestLink, User], object]] = {
    "expired": _expire,
    "revoked": lambda link, anahit: revoke(by=anahit, link=link),
    "trash": lambda link, anahit: remove.remove(by=anahit, recording=link.recording),
    "private": lambda link, anahit: Recording.objects.update(private=True),
    "not allowed": lambda link, anahit: allow_guest_links(by=anahit, team=link.recording.team, allowed=False),
}


@pytest.mark.parametrize("end", ENDS)
def test_what_has_ended_is_like_what_never_was(
    client: Client, anahit: User, row: Recording, end: str
) -> None:
    link, token = share(by=anahit, recording=row, may_download=True)
    media = media_of(client.get(f"/shared/{token}/").content.decode())
    ENDS[end](link, anahit)
    never = client.get("/shared/nonsense/")
    for address in (f"/shared/{token}/", f"/shared/{token}/text?format=txt", media, f"{media}?download"):
        answer = client.get(address, headers={"range": "bytes=0-3"})
        assert answer.status_code == 404
        assert answer.content == never.content


def test_a_media_address_that_is_not_ours_opens_nothing(client: Client, token: str) -> None:
    media = media_of(client.get(f"/shared/{token}/").content.decode())
    for wrong in (f"{media}x", "/shared/media/x", f"/shared/media/{token}"):
        assert client.get(wrong).status_code == 404


def test_the_waveform_is_there_as_long_as_the_link(client: Client, row: Recording, token: str) -> None:
    assert "data-peaks" not in client.get(f"/shared/{token}/").content.decode()
    row.peaks.name = row.peaks.storage.save(keys.peaks(row.pk), ContentFile(bytes(range(250))))
    row.save(update_fields=["peaks"])
    told = re.search(r'data-peaks="([^"]+)"', client.get(f"/shared/{token}/").content.decode())
    assert told is not None
    answer = client.get(f"{told[1]}?columns=10")
    assert len(answer.json()["peaks"]) == 10
    assert "no-store" in answer["Cache-Control"]
    assert client.get(f"/shared/media/{token}/peaks").status_code == 404
    GuestLink.objects.update(revoked_at=timezone.now())
    assert client.get(told[1]).status_code == 404


def test_downloading_is_for_links_that_allow_it(client: Client, anahit: User, row: Recording) -> None:
    for allowed in (False, True):
        _link, token = share(by=anahit, recording=row, may_download=allowed)
        text = client.get(f"/shared/{token}/").content.decode()
        assert ("?download" in text) is allowed
        file = client.get(f"{media_of(text)}?download")
        words = client.get(f"/shared/{token}/text?format=txt")
        assert {file.status_code, words.status_code} == ({200} if allowed else {404})
    assert "attachment" in file["Content-Disposition"]
    assert "%D5%AA" not in file["Content-Disposition"].lower()
    assert words.getvalue().decode().startswith("Բարի լույս")
    assert file.getvalue()[:4] == b"RIFF"


@pytest.mark.parametrize("format", ["txt", "docx", "srt", "vtt"])
def test_files_do_not_tell_who_made_them(client: Client, anahit: User, row: Recording, format: str) -> None:
    correct.rewrite(by=anahit, transcription=row.transcriptions.get(), text="Ուղղված։")
    _link, token = share(by=anahit, recording=row, may_download=True)
    answer = client.get(f"/shared/{token}/text?format={format}")
    assert answer.status_code == 200
    assert b"Anahit" not in unpacked(answer.content)


def unpacked(content: bytes) -> bytes:
    import io
    import zipfile

    if not content.startswith(b"PK"):
        return content
    with zipfile.ZipFile(io.BytesIO(content)) as file:
        return b"".join(file.read(name) for name in file.namelist())


def test_formats_that_tell_more_are_not_given(client: Client, anahit: User, row: Recording) -> None:
    _link, token = share(by=anahit, recording=row, may_download=True)
    for format in ("json", "csv", "xlsx", "", "../x"):
        assert client.get(f"/shared/{token}/text?format={format}").status_code == 404


@pytest.fixture
def locked(anahit: User, row: Recording) -> str:
    return share(by=anahit, recording=row, password=PASSWORD, may_download=True)[1]


def test_a_password_is_asked_for_and_remembered_for_this_link_alone(
    client: Client, anahit: User, row: Recording, locked: str
) -> None:
    asked = client.get(f"/shared/{locked}/").content.decode()
    assert "Ժողով" not in asked
    assert client.get(f"/shared/{locked}/text?format=txt").content.decode().count("Բարի") == 0
    wrong = client.post(f"/shared/{locked}/", {"password": "wrong guess"})
    assert "This is not the password." in wrong.content.decode()
    right = client.post(f"/shared/{locked}/", {"password": PASSWORD})
    assert (right.status_code, right["Location"]) == (303, f"/shared/{locked}/")
    assert "Ժողով" in client.get(f"/shared/{locked}/").content.decode()
    _link, other = share(by=anahit, recording=row, password="another one")
    client.cookies["guest"]["path"] = "/"
    assert "Ժողով" not in client.get(f"/shared/{other}/").content.decode()


def test_the_form_can_be_sent_by_browsers_that_tell_no_origin_to_others(client: Client, locked: str) -> None:
    """With no-referrer they would send `Origin: null`, which Django refuses."""
    assert client.get(f"/shared/{locked}/")["Referrer-Policy"] == "same-origin"


def test_guessing_ends_after_some_tries_until_a_while_has_passed(client: Client, locked: str) -> None:
    for _guess in range(MOST_GUESSES):
        client.post(f"/shared/{locked}/", {"password": "wrong guess"})
    refused = client.post(f"/shared/{locked}/", {"password": PASSWORD})
    assert "Too many wrong passwords" in refused.content.decode()
    GuestLink.objects.update(guessing_since=timezone.now() - timedelta(minutes=15))
    assert client.post(f"/shared/{locked}/", {"password": PASSWORD}).status_code == 303


def test_a_cookie_that_somebody_made_up_opens_nothing(client: Client, locked: str) -> None:
    client.cookies["guest"] = GuestLink.objects.get(password__gt="").pk.hex
    assert "Ժողով" not in client.get(f"/shared/{locked}/").content.decode()


def test_what_guests_do_is_told_with_their_address(client: Client, anahit: User, row: Recording) -> None:
    link, token = share(by=anahit, recording=row, password=PASSWORD, may_download=True)
    Event_before = Event.objects.count()
    client.post(f"/shared/{token}/", {"password": "wrong guess"})
    client.post(f"/shared/{token}/", {"password": PASSWORD})
    for _again in range(2):
        page = client.get(f"/shared/{token}/").content.decode()
    client.get(f"/shared/{token}/text?format=txt")
    client.get(f"{media_of(page)}?download").getvalue()
    revoke(by=anahit, link=link)
    told = Event.objects.order_by("pk")[Event_before:]
    assert [event.act for event in told] == ["guest_refused", "opened", "downloaded", "downloaded", "revoked"]
    assert {(event.door, event.address, event.actor_name) for event in list(told)[:4]} == {
        ("guest", "127.0.0.1", "")
    }
    assert all(event.object_id == str(row.pk) and event.detail["link"] == link.hint for event in told)
    link.refresh_from_db()
    assert link.last_opened_at is not None


def test_a_moment_in_a_long_text_opens_its_part(client: Client, anahit: User, row: Recording) -> None:
    from transcripts.models import Revision
    from transcripts.text.document import Document, Paragraph, Word

    long = recording(anahit, "Երկար")
    paragraphs = tuple(Paragraph((Word(f"բառ{n}", float(n), n + 0.5),)) for n in range(200))
    done = completed(long)
    done.revisions.all().delete()
    Revision.of_machine(done, Document(paragraphs))
    _link, token = share(by=anahit, recording=long)
    first = client.get(f"/shared/{token}/").content.decode()
    assert "բառ0" in first
    assert "բառ150" not in first
    assert "բառ150" in client.get(f"/shared/{token}/?t=150").content.decode()
    assert "?from=60" in first


def test_the_page_costs_the_same_whatever_its_length(
    client: Client,
    token: str,
    row: Recording,
    django_assert_max_num_queries: Callable[[int], AbstractContextManager[object]],
) -> None:
    client.get(f"/shared/{token}/")
    with django_assert_max_num_queries(5):
        client.get(f"/shared/{token}/")


def test_tokens_are_kept_as_digests_and_never_logged(token: str) -> None:
    assert token not in str(GuestLink.objects.values())
    assert token not in str(Event.objects.values())
    assert hushed(f"Not Found: /shared/{token}/") == "Not Found: /shared/…/"
    assert hushed(f"Not Found: /shared/media/{token}?download") == "Not Found: /shared/media/…?download"
    assert hushed("GET /recordings/x/") == "GET /recordings/x/"


def test_a_bucket_never_hears_of_guests(client: Client, bucket: object, anahit: User, team: Team) -> None:
    """An address in the bucket would go on playing after the link was taken back."""
    allow_guest_links(by=anahit, team=team, allowed=True)
    made = recording(anahit, "Ժողով")
    _link, token = share(by=anahit, recording=made)
    media = media_of(client.get(f"/shared/{token}/").content.decode())
    answer = client.get(media, headers={"range": "bytes=0-3"})
    assert (answer.status_code, answer.getvalue()) == (206, b"RIFF")


def test_the_proxy_sends_what_we_allow_piece_by_piece(client: Client, token: str, settings: Settings) -> None:
    settings.X_ACCEL_PREFIX = "/protected/"
    media = media_of(client.get(f"/shared/{token}/").content.decode())
    assert client.get(media)["X-Accel-Redirect"].startswith("/protected/")
