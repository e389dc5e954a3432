"""The same sound, transcribed before by the same model with the same options: it need not be bought twice."""

from dataclasses import dataclass

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from transcripts import access
from transcripts.errors import RaceLost
from transcripts.models import ACTIVE, Attempt, Outcome, Reason, Recording, Status, Team, Transcription, User
from transcripts.models.lifecycle import AT_HISPEECH

# Done, or being done. A failed one is no reason to wait; an unconfirmed one may have been bought.
WORTH_USING = [*ACTIVE, Status.COMPLETED, Status.UNCONFIRMED]


_DONE_OR_COMING = Q(status__in=WORTH_USING, recording__deleted_at=None)
# Cancelled by a person, but HiSpeech has it: words that come are kept.
_GIVEN_UP = Q(
    Exists(Attempt.objects.filter(transcription=OuterRef("pk"), outcome=Outcome.OPEN)),
    status=Status.CANCELLED,
    recording__purged_at=None,
)
# In the trash nobody reads them, but their words are there.
_DONE = Q(status=Status.COMPLETED, recording__purged_at=None)

# A recording keeps the sound of one track; transcriptions of the one that was chosen before are of another sound.
_OF_THE_SOUND_THAT_IS_KEPT = Q(track=F("recording__track")) | Q(track=None, recording__track=None)


@dataclass(frozen=True, slots=True)
class Wanted:
    """What makes two requests the same, beside the file itself. `track` as in `Recording.track`.

    Only recordings that `by` may see count, or that the whole team may where that is nobody. `private`: to be brought as such.
    """

    team: Team
    stt_model: str
    confidential: bool
    track: int | None = None
    is_trial: bool = False
    by: User | None = None
    private: bool = False


def _worth_using(wanted: Wanted, which: Q = _DONE_OR_COMING) -> QuerySet[Transcription]:
    return (
        Transcription.every.filter(
            which,
            access.in_sight(wanted.by, "recording__"),
            part_of=None,
            is_trial=wanted.is_trial,
            recording__team=wanted.team,
            stt_model=wanted.stt_model,
            confidential=wanted.confidential,
        )
        .select_related("recording", "requested_by")
        .order_by("created_at", "pk")
    )


def of_bytes(wanted: Wanted, sha256: str) -> Transcription | None:
    """Of the same track of a file with the very same bytes: a finished one before one at work, the oldest first."""
    same = _worth_using(wanted).filter(recording__sha256=sha256, track=wanted.track)
    # Where the sound has gone by a rule nothing comes of what is not finished.
    found = list(same.filter(Q(status=Status.COMPLETED) | Q(recording__sound_gone_at=None)))
    return min(found, key=lambda one: one.status != Status.COMPLETED, default=None)


def at_work(recording: Recording, wanted: Wanted) -> Transcription | None:
    """The same order for this very recording, not finished yet."""
    rows = _worth_using(wanted).filter(recording=recording, track=wanted.track, status__in=ACTIVE)
    return rows.first()


def recording_of_bytes(wanted: Wanted, sha256: str) -> Recording | None:
    """The team's recording of the same track of these very bytes, whatever became of its transcriptions.

    To a private one comes what is brought as private, to one of the team's what is not: nobody sees more or less than was meant.
    Not one whose sound has gone: nothing more can be made of it.
    """
    same = Recording.objects.filter(team=wanted.team, sha256=sha256, track=wanted.track, deleted_at=None)
    same = same.filter(access.in_sight(wanted.by), private=wanted.private).exclude(file="")
    return same.order_by("created_at", "pk").first()


def given_up(recording: Recording, wanted: Wanted) -> Transcription | None:
    """The same order for this very recording, cancelled by a person while HiSpeech works on it, or on a part of it, still."""
    under_way = Attempt.objects.filter(outcome=Outcome.OPEN)
    cancelled = Transcription.objects.filter(
        Exists(under_way.filter(Q(transcription=OuterRef("pk")) | Q(transcription__part_of=OuterRef("pk")))),
        recording=recording,
        status=Status.CANCELLED,
        stt_model=wanted.stt_model,
        confidential=wanted.confidential,
        track=wanted.track,
    )
    return cancelled.select_related("recording").first()


def earlier_of_sound(transcription: Transcription) -> Transcription | None:
    """Of the same decoded sound under whatever name or wrapping: a finished one, or one at work before us, if only at HiSpeech,
    also where that was cancelled since, or lies in the trash.

    Only the younger waits for the older, so that no two wait for each other; but whose sound was ready first may be the younger,
    and what HiSpeech has already waits for nobody. Those that wait for a person's decision are no help here.
    """
    earlier = Q(created_at__lt=transcription.created_at) | Q(
        created_at=transcription.created_at, pk__lt=transcription.pk
    )
    rows = _of_its_sound(transcription).exclude(status=Status.UNCONFIRMED)
    found = list(rows.filter(earlier | Q(status__in=[Status.COMPLETED, Status.CANCELLED, *AT_HISPEECH])))

    def how_far(one: Transcription) -> tuple[bool, bool]:
        return one.status != Status.COMPLETED, one.recording.deleted_at is not None

    return min(found, key=how_far, default=None)


def lost_of_sound(transcription: Transcription) -> Transcription | None:
    """Of the same decoded sound, one whose answer was lost: it may have been bought, and who sends ours may buy it twice.

    None where a person has decided that already: they want it once more, or ours has been sent, whatever came of that.
    """
    if transcription.again:
        return None
    ours = Attempt.objects.filter(Q(transcription=transcription) | Q(transcription__part_of=transcription))
    lost = _of_its_sound(transcription).filter(status=Status.UNCONFIRMED).first()
    return None if lost is None or ours.exclude(outcome=Outcome.VOIDED).exists() else lost


def would_buy_twice(transcription: Transcription) -> bool:
    """Nothing was sent since the same sound may have been bought, and nothing has come of that one so far."""
    if transcription.reason != Reason.SAME_SOUND_LOST or earlier_of_sound(transcription):
        return False
    return lost_of_sound(transcription) is not None


def _of_its_sound(transcription: Transcription) -> QuerySet[Transcription]:
    """Other ones of the same decoded sound that are worth using, the oldest first."""
    recording = transcription.recording
    of_the_sound = Transcription.every.filter(
        recording__team=recording.team_id, recording__sound_sha256=recording.sound_sha256
    )
    if not recording.sound_sha256 or not of_the_sound.exclude(pk=transcription.pk).exists():
        return Transcription.every.none()
    # Who sees it may have changed while its sound was made.
    recording.refresh_from_db(fields=["private", "uploaded_by"])
    # Tracks are numbered by each file for itself. The words may come from what everybody sees who will see them.
    wanted = Wanted(
        recording.team,
        transcription.stt_model,
        transcription.confidential,
        is_trial=transcription.is_trial,
        by=recording.uploaded_by if recording.private else None,
    )
    of_ours = _worth_using(wanted, _DONE_OR_COMING | _DONE | _GIVEN_UP).filter(
        recording__sound_sha256=recording.sound_sha256
    )
    return of_ours.filter(_OF_THE_SOUND_THAT_IS_KEPT).exclude(pk=transcription.pk)


def ensure_first(transcription: Transcription) -> None:
    """Call inside the gate, just before the sound is sent: between the first look at its twins and this one another one of them
    may have got ready, and gone, or its answer may have been lost. Raises RaceLost; the next look finds what there is.
    """
    if transcription.part_of_id is not None or transcription.again:
        return
    # What was sent once stays with its own sound: a trial's minute is not taken from others any more.
    if transcription.is_trial and transcription.attempts.exists():
        return
    if earlier_of_sound(transcription) or lost_of_sound(transcription):
        raise RaceLost(f"the sound of transcription {transcription.pk} was sent for another one")
