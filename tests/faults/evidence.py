"""What database, storage and sandbox say when the storm is over, as plain data for the judge."""

import hashlib
import json
from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path

from django.conf import settings

from tests.faults.judge import Asked, Brought, Evidence, Row, Try
from transcripts.models import Attempt, Revision, Transcription
from transcripts.models.transcript import MACHINE
from transcripts.sandbox.jobs import Jobs
from transcripts.sandbox.ledger import Entry
from transcripts.sandbox.state import State
from transcripts.transcription.outgoing import outgoing


def gather(brought: Sequence[Brought], asked: Sequence[Asked], state: Path, *, late: timedelta) -> Evidence:
    """`state`: the file that the sandbox keeps its ledger and jobs in."""
    return Evidence(
        brought=brought,
        rows=_rows(),
        tries=_tries(),
        entries=_entries(state),
        asked=asked,
        said=_said(state),
        scratch=sorted(
            str(path.relative_to(settings.SCRATCH_DIR)) for path in settings.SCRATCH_DIR.rglob("*")
        ),
        late=late,
    )


def _rows() -> list[Row]:
    texts = {row.transcription_id: row.text for row in Revision.objects.filter(number=MACHINE)}
    return [
        Row(
            id=str(one.pk),
            sha256=one.recording.sha256,
            sound=_sent(one),
            stt_model=one.stt_model,
            status=one.status,
            reason=one.reason,
            text=texts.get(one.pk, ""),
            parts=[str(part.pk) for part in one.parts],
            is_part=one.part_of_id is not None,
            is_trial=one.is_trial,
            gone=one.recording.purged_at is not None,
        )
        for one in Transcription.every.select_related("recording").order_by("created_at", "pk")
    ]


def _sent(one: Transcription) -> str:
    """SHA-256 of what goes out for it: the same bytes each time."""
    if not one.recording.sound or one.in_parts:
        return ""
    with outgoing(one) as out:
        return hashlib.sha256(out.file.read()).hexdigest()


def _tries() -> list[Try]:
    return [
        Try(
            id=one.pk,
            row=str(one.transcription_id),
            stt_model=one.stt_model,
            created_at=one.created_at,
            ended_at=one.ended_at,
            sent=one.body_sent_at is not None,
            outcome=one.outcome,
            way=one.way,
            job_id=one.job_id,
            billed=one.billed_seconds,
        )
        for one in Attempt.objects.order_by("created_at", "pk")
    ]


def _entries(state: Path) -> list[Entry]:
    """The last line about an upload counts."""
    lines = [json.loads(line) for line in state.read_text(encoding="utf-8").splitlines() if line]
    found = {content["number"]: Entry(**content) for name, content in lines if name == "entry"}
    return list(found.values())


def _said(state: Path) -> dict[str, str]:
    kept = State(state)
    try:
        jobs = Jobs(kept)
        numbers = {line["id"] for line in kept.read("job")}
        found = [job for number in numbers if (job := jobs.get(number))]
    finally:
        kept.close()
    return {job.id: " ".join(word.text for word in job.words()) for job in found if not job.error}
