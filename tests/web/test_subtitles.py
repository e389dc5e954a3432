"""The page of a transcript's subtitles: read by everybody of the team, cut by those who correct."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from tests.actions.test_recut import BEFORE, subtitled
from tests.factories import completed, recording
from transcripts.actions.correct import rewrite
from transcripts.models import BreakChange, Breaks, Transcription, User
from transcripts.models.breaks import marks_to_json
from transcripts.text.marks import CUT, JOIN

SCRIPT = {"HX-Request": "true"}


@pytest.fixture
def job(anahit: User) -> Transcription:
    return subtitled(anahit)


def page(client: Client, job: Transcription, query: str = "preset=web", **headers: Any) -> Any:
    address = reverse("recording_subtitles", args=[job.recording_id])
    return client.get(f"{address}?{query}", headers=headers or None)


def cut(
    client: Client, job: Transcription, wish: str, preset: str = "web", script: bool = True, **more: str
) -> Any:
    address = reverse("transcription_cut", args=[job.recording_id, job.pk, preset])
    return client.post(address, {"wish": wish, **more}, headers=SCRIPT if script else None)


def named(job: Transcription, act: str, at: int = 0) -> str:
    """Of the second subtitle, which is the second paragraph."""
    row = job.revisions.get(number=0).order[1]
    return f"{act} {row}:0 {row}:3 {at}"


def test_viewers_read_them_and_are_offered_nothing_to_change(
    client: Client, job: Transcription, vahe: User
) -> None:
    client.force_login(vahe)
    shown = page(client, job).content.decode()
    for text in BEFORE:
        assert all(f">{word}<" in shown for word in text.split())
    assert "3 subtitles" in shown
    assert 'id="cut"' not in shown
    assert cut(client, job, named(job, "split", 2)).status_code == 403


def test_a_stranger_finds_nothing(client: Client, job: Transcription, mallory: User) -> None:
    client.force_login(mallory)
    assert page(client, job).status_code == 404
    assert cut(client, job, named(job, "split", 2)).status_code == 404
    spoken = reverse("transcription_spoken", args=[job.recording_id, job.pk, "web"])
    assert client.get(f"{spoken}?at=1").status_code == 404


def test_what_a_script_wishes_comes_back_as_the_list(
    client: Client, job: Transcription, bagrat: User
) -> None:
    client.force_login(bagrat)
    answer = cut(client, job, named(job, "split", 2))
    shown = answer.content.decode()
    assert answer.status_code == 200
    assert shown.lstrip().startswith("<section")
    assert 'data-chosen="2"' in shown
    assert "4 subtitles" in shown
    assert page(client, job, **SCRIPT).content.decode().count('<li class="cue') == 4


def test_it_works_without_scripts(client: Client, job: Transcription, bagrat: User) -> None:
    client.force_login(bagrat)
    answer = cut(client, job, named(job, "split", 2), script=False)
    assert answer.status_code == 302
    assert "4 subtitles" in client.get(answer["Location"]).content.decode()
    back = cut(client, job, "undo", script=False)
    assert "Taken back." in client.get(back["Location"]).content.decode()
    assert not Breaks.objects.exists()


def test_a_subtitle_that_has_changed_meanwhile_is_shown_and_not_cut(
    client: Client, job: Transcription, bagrat: User
) -> None:
    client.force_login(bagrat)
    cut(client, job, named(job, "split", 2))
    late = cut(client, job, named(job, "split", 1))
    assert late.status_code == 409
    assert "have changed meanwhile" in late.content.decode()
    assert "4 subtitles" in late.content.decode()
    assert BreakChange.objects.count() == 1


def test_problems_are_listed_and_mended_at_one_go(client: Client, job: Transcription, bagrat: User) -> None:
    _first, middle, last = job.revisions.get(number=0).order
    Breaks.put(job, "web", {middle: marks_to_json({0: CUT, 1: CUT}), last: marks_to_json({0: CUT, 1: JOIN})})
    client.force_login(bagrat)
    shown = page(client, job).content.decode()
    assert "Too short" in shown
    assert f"fix {middle}:0 {middle}:0" in shown
    only = page(client, job, "preset=web&problem=too_short").content.decode()
    assert only.count('class="cue cue-bad"') == only.count('<li class="cue') == 1
    mended = cut(client, job, "mend too_short", problem="too_short").content.decode()
    assert "1 subtitle was mended." in mended
    assert "None of these is left." in mended


def test_what_is_no_wish_is_refused(client: Client, job: Transcription, bagrat: User) -> None:
    client.force_login(bagrat)
    row = job.revisions.get(number=0).order[1]
    for wish in (
        "",
        "tear",
        "split",
        "mend",
        "mend nothing",
        "split a:b c:d",
        f"split {row}:0 {10**30}:1",
        "split 1 2",
    ):
        assert cut(client, job, wish).status_code == 400, wish
    assert cut(client, job, f"split {row}:0 {row}:99 1").status_code == 409
    assert cut(client, job, "undo", preset="cinema").status_code == 404
    assert not BreakChange.objects.exists()


def test_what_is_shown_over_the_picture_is_what_is_exported(
    client: Client, job: Transcription, vahe: User
) -> None:
    client.force_login(vahe)
    address = reverse("transcription_spoken", args=[job.recording_id, job.pk, "web"])
    told = client.get(f"{address}?at=10.5").json()
    assert [" ".join(lines) for _start, _end, lines in told["cues"]] == BEFORE
    assert (told["from"], told["until"]) == (0, None)
    assert client.get(f"{address}?at=soon").status_code == 404


def test_pages_take_any_number(client: Client, job: Transcription, vahe: User) -> None:
    client.force_login(vahe)
    for query in (
        "page=0",
        "page=999999999999",
        "page=x",
        "at=5",
        "at=nan",
        "problem=none",
        "problem=too_fast",
    ):
        assert page(client, job, query).status_code == 200, query
    assert page(client, job, "preset=cinema").status_code == 404


def test_without_words_there_is_no_page(client: Client, anahit: User) -> None:
    client.force_login(anahit)
    row = recording(anahit)
    assert client.get(reverse("recording_subtitles", args=[row.pk])).status_code == 404


def test_the_recording_page_leads_there(client: Client, job: Transcription, vahe: User) -> None:
    client.force_login(vahe)
    shown = client.get(reverse("recording", args=[job.recording_id])).content.decode()
    assert shown.count(reverse("recording_subtitles", args=[job.recording_id])) == 2


def test_estimated_times_are_told_on_the_page(client: Client, job: Transcription, anahit: User) -> None:
    client.force_login(anahit)
    assert "estimated" not in page(client, job).content.decode()
    rewrite(by=anahit, transcription=job, text=f"{BEFORE[0]}\n\nՈւրիշ խոսքեր էին այստեղ։\n\n{BEFORE[2]}")
    shown = page(client, job).content.decode()
    assert "subtitle are estimated." in shown
    assert " · estimated" in shown
    bare = completed(recording(anahit), "Բառեր առանց ժամանակների։")
    assert "All times are estimated." in page(client, bare).content.decode()
