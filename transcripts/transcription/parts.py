"""A recording too long for its model: cut in silences, its parts transcribed one by one, their words joined.

A part is a transcription with a life of its own (docs/decisions/0008-parts.md); here is what the whole does.
"""

from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from transcripts.library.index import refresh
from transcripts.library.twins import ensure_first
from transcripts.media.cuts import cut
from transcripts.models import ACTIVE, Reason, Recording, Revision, Status, Timing, Transcription
from transcripts.models.gate import gate
from transcripts.models.transcript import MACHINE
from transcripts.text.document import Document
from transcripts.text.sentences import paragraphs
from transcripts.transcription.outgoing import size_of

MEBIBYTE = 1024 * 1024
# Sound is not equally dense everywhere: a part is planned to stay this much under the limit in bytes.
_SPARE = 0.8
# Seconds. A limit that asks for shorter parts than this would cut up sentences: nothing is sent then.
SHORTEST_LIMIT = 10.0


class TooDense(Exception):
    """The limit in bytes leaves no room for parts that hold a sentence."""


def _limit(limits: dict[str, str], stt_model: str) -> float | None:
    limit = limits.get(stt_model, limits.get("*"))
    return None if limit is None else float(limit)


def longest_part(transcription: Transcription) -> float | None:
    """Seconds that may be sent at once; None where all of it may. Raises TooDense."""
    recording, model = transcription.recording, transcription.stt_model
    seconds, megabytes = (
        _limit(limits, model) for limits in (settings.HISPEECH_MAX_SECONDS, settings.HISPEECH_MAX_MB)
    )
    longest = recording.duration if seconds is None else seconds
    if megabytes is not None and size_of(recording) > megabytes * MEBIBYTE:
        density = max(recording.sound.size, 1) / recording.duration
        longest = min(longest, megabytes * MEBIBYTE * _SPARE / density)
    if longest >= recording.duration:
        return None
    if longest < SHORTEST_LIMIT:
        raise TooDense
    return longest


def send_in_parts(transcription: Transcription, longest: float) -> None:
    """Cut it, unless it has been cut before, and let its parts take their turns."""
    now = timezone.now()
    with gate():
        ensure_first(transcription)
        if not transcription.parts.exists():
            Transcription.every.bulk_create(_cut(transcription, longest, now))
        transcription.wait_for_parts(now)


def _cut(whole: Transcription, longest: float, now: datetime) -> list[Transcription]:
    recording = whole.recording
    voiced = [(start, end) for start, end in recording.voiced or []]
    return [
        Transcription(
            recording=recording,
            requested_by=whole.requested_by,
            stt_model=whole.stt_model,
            confidential=whole.confidential,
            track=whole.track,
            again=whole.again,
            part_of=whole,
            part_start=start,
            part_end=end,
            # Together they take the place in the queue that the whole had.
            queued_at=whole.queued_at,
            next_look_at=now,
        )
        for start, end in cut(recording.duration, voiced, longest)
    ]


def gather(whole: Transcription) -> None:
    """End the whole as soon as all its parts have ended; before that, nothing is changed.

    Its row is locked meanwhile, so that of two parts that end at once the second sees both. Nothing is joined of a recording
    that was deleted for good.
    """
    with transaction.atomic():
        if not Recording.stays(whole.recording_id):
            return
        Transcription.every.select_for_update().get(pk=whole.pk)
        parts = list(whole.parts)
        if any(part.status in ACTIVE for part in parts):
            return
        statuses = {part.status for part in parts}
        if statuses == {Status.COMPLETED}:
            _join(whole, parts)
        elif Status.UNCONFIRMED in statuses:
            whole.lose_answer_unless_decided(timezone.now())
        else:
            reasons = [part.reason for part in parts if part.status == Status.FAILED]
            whole.fail_unless_decided(timezone.now(), Reason(reasons[0]) if reasons else Reason.INTERNAL)


def close_after(part: Transcription) -> None:
    """A part has got its words: with the last one the whole has them too, even where nobody waits any more."""
    if part.part_of_id is not None:
        gather(Transcription.every.select_related("recording").get(pk=part.part_of_id))


def _join(whole: Transcription, parts: list[Transcription]) -> None:
    """The parts' words already have the times of the whole."""
    rows = Revision.objects.filter(transcription__in=parts, number=MACHINE).order_by(
        "transcription__part_start"
    )
    words = [word for row in rows for word in row.document.words]
    missing = [stretch for part in parts for stretch in part.missing]
    whole.complete(timezone.now(), missing=missing)
    keep_words(whole, paragraphs(words))
    refresh(whole.recording)


def keep_words(transcription: Transcription, document: Document) -> None:
    """The machine's version, which never changes; when each word of a whole is said is found out next."""
    Revision.of_machine(transcription, document)
    if transcription.is_whole:
        Timing.want(transcription, timezone.now())
