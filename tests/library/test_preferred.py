"""Where nobody names a transcription, every door reads the same one."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from tests.api.calls import key
from tests.factories import completed, recording, transcription
from transcripts.actions.correct import rewrite
from transcripts.library import finding, gathering
from transcripts.library.guests import current
from transcripts.library.pages import recording_page
from transcripts.library.preferred import preferred
from transcripts.models import Recording, Transcription, User
from transcripts.models.transcription import Model

EARLIER = timedelta(hours=1)


@pytest.fixture
def row(anahit: User) -> Recording:
    return recording(anahit, "Նիստ")


@pytest.fixture
def formal(row: Recording) -> Transcription:
    return completed(row, "Բարի լույս։", created_at=timezone.now() - EARLIER)


@pytest.fixture
def newer(row: Recording, formal: Transcription) -> Transcription:
    return completed(row, "Բարև։", stt_model=Model.CONVERSATIONAL)


def read_at_all_doors(row: Recording, by: User, client: Client) -> set[str]:
    page, shared = recording_page(by, row.pk), current(row)
    plain = {"by_word": False, "named": False}
    (gathered,) = gathering.gathered(gathering.readable(by, row.team, [row.pk], **plain), **plain)
    said = client.get(f"/api/v1/recordings/{row.pk}/transcript", headers=key(by)).json()
    assert page.transcription is not None
    assert shared is not None
    assert gathered.revision is not None
    return {
        str(page.transcription.pk),
        str(shared.transcription_id),
        str(gathered.revision.transcription_id),
        said["transcription"],
        *(str(one.pk) for one in finding.to_correct(by, [row.pk])),
        *(str(one.pk) for one in finding.with_words(by, row.team, [row.pk])),
    }


def test_the_newest_is_read_where_nobody_has_corrected_any(
    client: Client, anahit: User, row: Recording, newer: Transcription
) -> None:
    assert read_at_all_doors(row, anahit, client) == {str(newer.pk)}


def test_what_people_have_corrected_stands_before_what_nobody_has_touched(
    client: Client, anahit: User, row: Recording, formal: Transcription, newer: Transcription
) -> None:
    rewrite(by=anahit, transcription=formal, text="Բարի գիշեր։", base=0)
    assert read_at_all_doors(row, anahit, client) == {str(formal.pk)}


def test_of_two_that_people_have_corrected_the_newer_is_read(
    client: Client, anahit: User, row: Recording, formal: Transcription, newer: Transcription
) -> None:
    for one in (newer, formal):
        rewrite(by=anahit, transcription=one, text="Բարի գիշեր։", base=0)
    assert read_at_all_doors(row, anahit, client) == {str(newer.pk)}


def test_another_one_at_work_or_asked_for_is_shown_on_the_page(
    anahit: User, row: Recording, formal: Transcription, newer: Transcription
) -> None:
    rewrite(by=anahit, transcription=formal, text="Բարի գիշեր։", base=0)
    assert recording_page(anahit, row.pk, str(newer.pk)).transcription == newer
    at_work = transcription(row, stt_model=Model.CONVERSATIONAL)
    assert recording_page(anahit, row.pk).transcription == at_work
    assert recording_page(anahit, row.pk, with_words=True).transcription == formal


def test_of_many_recordings_each_keeps_its_own_order(
    anahit: User, row: Recording, formal: Transcription, newer: Transcription
) -> None:
    other = completed(recording(anahit, "Այլ"), "Ուրիշ։")
    rewrite(by=anahit, transcription=formal, text="Բարի գիշեր։", base=0)
    assert preferred([other, newer, formal]) == [formal, other, newer]
    assert preferred([other, newer]) == [other, newer]
