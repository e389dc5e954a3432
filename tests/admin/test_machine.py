"""What the machine wrote down cannot be made, changed or deleted by hand."""

import pytest
from django.db.models import Model
from django.test import Client

from tests.admin.conftest import SECRET_WORD
from transcripts.models import Attempt, Note, Recording, Revision, Transcription

RECORDS: list[type[Model]] = [Recording, Transcription, Attempt, Revision, Note]


def _path(model: type[Model], end: str) -> str:
    return f"/admin/transcripts/{model._meta.model_name}/{end}"


@pytest.mark.parametrize("model", RECORDS)
def test_nothing_is_added(staff: Client, model: type[Model]) -> None:
    assert staff.get(_path(model, "add/")).status_code == 403
    assert staff.post(_path(model, "add/"), {}).status_code == 403


@pytest.mark.parametrize("model", RECORDS)
def test_a_record_is_shown_but_not_changed(staff: Client, run: Transcription, model: type[Model]) -> None:
    row = model._default_manager.order_by("pk")[0]
    path = _path(model, f"{row.pk}/change/")
    page = staff.get(path)
    assert page.status_code == 200
    assert 'name="_save"' not in page.content.decode()
    assert SECRET_WORD not in page.content.decode()
    assert staff.post(path, {"title": "x", "text": "x", "cost": "0"}).status_code == 403


@pytest.mark.parametrize("model", RECORDS)
def test_a_record_is_not_deleted(staff: Client, run: Transcription, model: type[Model]) -> None:
    row = model._default_manager.order_by("pk")[0]
    before = model._default_manager.count()
    assert staff.post(_path(model, f"{row.pk}/delete/"), {"post": "yes"}).status_code == 403
    staff.post(_path(model, ""), {"action": "delete_selected", "_selected_action": [row.pk], "post": "yes"})
    assert model._default_manager.count() == before


def test_a_transcription_shows_its_ledger(staff: Client, run: Transcription) -> None:
    page = staff.get(_path(Transcription, f"{run.pk}/change/")).content.decode()
    assert "not accepted" in page
    assert "busy" in page


def test_a_revision_says_how_long_it_is(staff: Client, run: Transcription) -> None:
    revision = run.revisions.get()
    page = staff.get(_path(Revision, f"{revision.pk}/change/")).content.decode()
    assert f">{len(revision.text)}<" in page
