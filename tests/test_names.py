"""Whatever a file is called, it goes out under the name that it came in with, through every door, and the name reaches
neither the storage nor a header as it is.
"""

import itertools
import re
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from pytest_django import Settings
from werkzeug.http import parse_options_header

from tests.api.calls import FORMAL, UPLOAD, key
from tests.api.tus import Sender
from tests.factories import tone
from transcripts.media.keys import clean_filename
from transcripts.models import Recording, Upload, User

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("own_storage")]
SOUND = tone(0.2)
EXAMPLES = [
    "Ժողովի ձայնագրություն №3 (վերջնական).mp3",
    "Запись совещания 12.03.mp3",
    "сове\u0438\u0306.mp3",
    "Recording 2026-11-22 at 3.04\u202fPM.m4a",
    "👩\u200d💻 a&amp;b; c=d, 100%25 %s $(x) `y`.wav",
    "'single' <tagged> #1? *star* |pipe: tab.mp3",
    "utf-8''%41.mp3",
    " leading and trailing ",
    ".hidden",
    "a." + "ձ" * 200,
    "ձ" * 251 + ".mp3",
]
_number = itertools.count()


def names(without: str = "") -> st.SearchStrategy[str]:
    """Such as a file system holds, but for those that `clean_filename` changes for good reason."""
    letters = st.characters(exclude_categories=["Cc", "Cs", "Zl", "Zp"], exclude_characters="/\\" + without)
    return st.text(letters, min_size=1, max_size=120).filter(lambda name: clean_filename(name) == name)


def body() -> bytes:
    """A recording that nobody has brought before: what follows its sound is nobody's business."""
    return SOUND + next(_number).to_bytes(8, "big")


def form(name: str, **fields: str) -> tuple[bytes, str]:
    """As browsers write it: the name in UTF-8, as it is."""
    parts = [
        f'--edge\r\nContent-Disposition: form-data; name="{k}"\r\n\r\n{v}\r\n' for k, v in fields.items()
    ]
    head = f'--edge\r\nContent-Disposition: form-data; name="file"; filename="{name}"\r\n'
    before = ("".join(parts) + head + "Content-Type: audio/wav\r\n\r\n").encode()
    return before + body() + b"\r\n--edge--\r\n", "multipart/form-data; boundary=edge"


def by_page(client: Client, user: User, name: str) -> Any:
    data, kind = form(name, stt_model=FORMAL)
    return client.generic("POST", "/upload/", data, kind)


def by_hispeech(client: Client, user: User, name: str) -> Any:
    data, kind = form(name)
    return client.generic("POST", f"{UPLOAD}?stt_model={FORMAL}", data, kind, headers=key(user))


def by_tus(client: Client, user: User, name: str) -> Any:
    data = body()
    return Sender(client, user).announce(len(data), data, {"filename": name})


DOORS = {"page": by_page, "hispeech": by_hispeech, "tus": by_tus}


def check(door: str, client: Client, user: User, name: str) -> None:
    answer = DOORS[door](client, user, name)
    assert answer.status_code in (200, 201, 302), answer.content
    made = Recording.objects.latest("created_at")
    assert made.filename == name
    saved = client.head(f"/recordings/{made.pk}/media?download")
    header = saved["Content-Disposition"]
    assert header.isascii()
    assert header.isprintable()
    manner, options = parse_options_header(header)
    assert (manner, options["filename"]) == ("attachment", name)
    assert made.file.name == f"recordings/{made.pk}/original"


def on_disk(settings: Settings) -> set[str]:
    """The names of all files and folders, those of recordings by their form alone."""
    found = [path.relative_to(settings.MEDIA_ROOT) for path in Path(settings.MEDIA_ROOT).rglob("*")]
    return {re.sub(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", "…", str(path)) for path in found}


@pytest.mark.parametrize("door", DOORS)
@pytest.mark.parametrize("name", EXAMPLES)
def test_known_oddities_come_back_to_the_letter(
    door: str, name: str, client: Client, bagrat: User, settings: Settings
) -> None:
    client.force_login(bagrat)
    check(door, client, bagrat, name)
    assert on_disk(settings) == {"recordings", "recordings/…", "recordings/…/original"}
    assert list(settings.SCRATCH_DIR.iterdir()) == []


# Quotation marks and what escapes them have no one form in browsers' forms; tus has no such trouble.
@pytest.mark.parametrize(("door", "without"), [("page", '"'), ("hispeech", '"'), ("tus", "")])
def test_any_name_comes_back_to_the_letter(door: str, without: str, client: Client, bagrat: User) -> None:
    client.force_login(bagrat)

    @settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
    @given(names(without))
    @example("%")
    @example("a;b=c")
    def holds(name: str) -> None:
        check(door, client, bagrat, name)

    holds()


def test_two_files_of_one_name_are_two_recordings(client: Client, bagrat: User) -> None:
    for _ in range(2):
        by_tus(client, bagrat, "ժողով.wav")
    assert [row.filename for row in Recording.objects.all()] == ["ժողով.wav"] * 2
    assert Upload.objects.count() == 2


def test_a_name_without_anything_visible_gets_one(client: Client, bagrat: User) -> None:
    by_tus(client, bagrat, "\u202e")
    assert Recording.objects.get().filename == "recording"
