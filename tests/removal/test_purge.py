"""A recording goes for good: with everything that people said, and without a cent of the ledger."""

import json
from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import transaction
from django.db.models import CASCADE, PROTECT, SET_NULL, ManyToOneRel
from django.utils import timezone

from tests import factories
from transcripts.actions.notes import write
from transcripts.errors import RaceLost
from transcripts.hispeech import Answer, State
from transcripts.library import twins
from transcripts.library.index import refresh
from transcripts.library.twins import Wanted
from transcripts.models import (
    Attempt,
    Event,
    Hold,
    IndexEntry,
    Note,
    Outcome,
    Paragraph,
    Receipt,
    Recording,
    Revision,
    Status,
    Team,
    Transcription,
    Upload,
    User,
    Why,
)
from transcripts.models.transcription import Model
from transcripts.removal.purge import EMPTIED, OnHold, purge, take_sound
from transcripts.removal.remains import hanging
from transcripts.transcription.finish import put_away, take_words_of
from transcripts.usage.periods import Period
from transcripts.usage.report import report

SECRET = "Գաղտնի վկայություն"
# What the emptied row keeps: who brought how much of what kind when, so that the ledger stays explained.
KEPT = {
    *(
        "id",
        "team",
        "uploaded_by",
        "private",
        "created_at",
        "deleted_at",
        "deleted_by",
        "purged_at",
        "moved_at",
        "sound_gone_at",
    ),
    *("size", "sha256", "sound_sha256", "container", "has_video", "duration", "promised", "shown", "track"),
}


@pytest.fixture
def row(anahit: User, own_storage: None) -> Recording:
    row = factories.recording(anahit, SECRET, sound_sha256="5" * 64)
    job = factories.completed(row, f"{SECRET}։ Այսօր։")
    factories.attempt(job, cost=Decimal("12.3456"), currency="AMD", price_per_minute=Decimal(12))
    write(by=anahit, transcription=job, moment=1.0, text=SECRET)
    factories.upload(anahit, f"{SECRET}.wav", made=row, state="done")
    return row


def gone(row: Recording, **asked: object) -> Receipt:
    return purge(row.pk, why=Why.PERSON, now=timezone.now(), **asked)  # type: ignore[arg-type]


def test_nothing_that_anybody_said_is_left(row: Recording, anahit: User) -> None:
    receipt = gone(row, by=anahit)
    row.refresh_from_db()
    for model in (Revision, Paragraph, Note, IndexEntry, Upload):
        assert not model._default_manager.exists(), model
    assert (row.title, row.filename, row.file.name, row.tracks) == ("", "", "", [])
    said = json.dumps([receipt.went, receipt.files, receipt.owed], ensure_ascii=False)
    assert SECRET not in said
    for relation_owner, field in hanging():
        assert not relation_owner._default_manager.filter(**{field: row.pk}).exists()


def test_the_receipt_counts_what_went(row: Recording, anahit: User) -> None:
    went = gone(row, by=anahit).went
    assert (went["size"], went["sha256"], went["machine_texts"], went["corrections"]) == (
        32_044,
        "0" * 64,
        1,
        0,
    )
    assert went["characters"] == len(f"{SECRET}։ Այսօր։")
    assert (went["rows"]["note"], went["rows"]["indexentry"], went["rows"]["upload"]) == (1, 1, 1)


def test_the_ledger_tells_the_same_to_the_cent(row: Recording, gayane: User, anahit: User) -> None:
    today = timezone.localdate()
    period = Period(today - timedelta(days=1), today + timedelta(days=1))
    before = report(gayane, period)
    gone(row, by=anahit)
    assert report(gayane, period) == before
    assert before.total.costs[0].amount == Decimal("12.3456")


def test_it_is_written_down_with_its_name_and_the_receipt(row: Recording, anahit: User) -> None:
    receipt = gone(row, by=anahit)
    event = Event.objects.get(act="deleted")
    assert (event.actor, event.object_id, event.label) == (anahit, str(row.pk), SECRET)
    assert event.detail == {"why": "person", "receipt": str(receipt.pk)}


def test_what_is_held_does_not_go(row: Recording, anahit: User, team: Team) -> None:
    Hold.objects.create(team=team, recording=row, reason="Դատ", by=anahit, since=timezone.now())
    with pytest.raises(OnHold):
        gone(row)
    with pytest.raises(OnHold):
        take_sound(row.pk, why=Why.RULE, now=timezone.now())
    assert Revision.objects.exists()
    assert not Receipt.objects.exists()


def test_it_goes_once(row: Recording) -> None:
    gone(row)
    with pytest.raises(RaceLost):
        gone(row)
    assert Receipt.objects.count() == 1


def test_what_hispeech_answers_later_is_paid_and_not_kept(anahit: User, own_storage: None) -> None:
    row = factories.recording(anahit)
    job = factories.transcription(row, Status.TRANSCRIBING)
    attempt = factories.attempt(
        job, "open", job_id="1", price_per_minute=Decimal(60), body_sent_at=timezone.now()
    )
    gone(row)
    attempt = Attempt.objects.select_related("transcription__recording").get(pk=attempt.pk)
    put_away(
        attempt.transcription,
        attempt,
        Answer("1", State.DONE, text="Բառ։", seconds=2.0),
        timezone.now(),
    )
    job.refresh_from_db()
    attempt.refresh_from_db()
    assert (attempt.outcome, attempt.billed_seconds, attempt.cost) == (
        Outcome.SETTLED,
        2.0,
        Decimal("2.0000"),
    )
    assert job.status == Status.CANCELLED
    assert not Revision.objects.exists()


def test_words_of_another_one_are_not_taken_over_either(row: Recording, anahit: User) -> None:
    other = factories.recording(anahit)
    job = factories.transcription(other)
    gone(other)
    with pytest.raises(RaceLost):
        take_words_of(row.transcriptions.get(), job, timezone.now())
    assert Revision.objects.count() == 1


def test_who_writes_in_the_same_moment_writes_nothing(row: Recording) -> None:
    gone(row)
    with pytest.raises(RaceLost), transaction.atomic():
        refresh(row)
    assert not IndexEntry.objects.exists()


def test_never_twice_offers_nothing_that_is_gone(row: Recording, team: Team) -> None:
    wanted = Wanted(team, Model.FORMAL, confidential=False)
    assert twins.of_bytes(wanted, row.sha256)
    gone(row)
    assert twins.of_bytes(wanted, row.sha256) is None
    assert twins.recording_of_bytes(wanted, row.sha256) is None


def test_without_its_sound_it_stays_readable_and_known(row: Recording, team: Team) -> None:
    take_sound(row.pk, why=Why.RULE, now=timezone.now())
    row.refresh_from_db()
    assert (row.title, row.file.name, row.sound_gone_at is not None) == (SECRET, "", True)
    wanted = Wanted(team, Model.FORMAL, confidential=False)
    assert twins.of_bytes(wanted, row.sha256) == row.transcriptions.get()
    # Nothing new can be made of it, so the same bytes may come once more.
    assert twins.recording_of_bytes(wanted, row.sha256) is None


def test_of_each_column_it_is_decided_whether_it_stays() -> None:
    names = {field.name for field in Recording._meta.concrete_fields}
    assert names == KEPT | set(EMPTIED), (
        "a new column: does it hold what people brought or said? (removal.purge)"
    )


def test_of_each_relation_it_is_decided_what_becomes_of_it() -> None:
    """What hangs by CASCADE goes by itself; these others were thought of one by one."""
    thought_of = {
        *(("attempt", "transcription"), ("receipt", "recording")),  # the ledger, and the receipt itself
        *(("upload", "made"), ("upload", "transcription"), ("transcription", "same_as")),
    }
    found = set()
    for owner in (Recording, Transcription):
        for relation in owner._meta.get_fields(include_hidden=True):
            if isinstance(relation, ManyToOneRel) and relation.on_delete is not CASCADE:
                assert relation.on_delete in (PROTECT, SET_NULL)
                found.add((relation.related_model._meta.model_name, relation.field.name))
    assert found == thought_of
