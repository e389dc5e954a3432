"""Ask for a transcription, but never buy the same twice unasked."""

import hashlib
from dataclasses import dataclass

from django.utils import timezone

from transcripts import access
from transcripts.errors import RaceLost, Refused, gettext_noop
from transcripts.intake.anew import take_up
from transcripts.library import twins
from transcripts.library.money import estimate
from transcripts.library.twins import Wanted
from transcripts.models import Act, Event, IdempotencyKey, Recording, Transcription, User
from transcripts.models.idempotency import LONGEST
from transcripts.models.transcription import Model


class AlreadyHere(Refused):
    """`transcription` is the one that can be used for nothing."""

    code = "already_transcribed"
    field = "file"
    sentence = gettext_noop("Your team has this recording already: “%(title)s”.")

    def __init__(self, transcription: Transcription) -> None:
        super().__init__(title=transcription.recording.title)
        self.transcription = transcription


class KeyUsedOtherwise(Refused):
    code = "idempotency_key_reused"
    field = "Idempotency-Key"
    sentence = gettext_noop("This Idempotency-Key was used for another request. Take a new one.")


class KeyTooLong(Refused):
    code = "idempotency_key_too_long"
    field = "Idempotency-Key"
    sentence = gettext_noop("An Idempotency-Key has at most %(longest)d characters.")


class UnknownModel(Refused):
    code = "unknown_model"
    field = "stt_model"
    sentence = gettext_noop("Choose a model: Formal or Conversational.")


def model_of(name: str) -> Model:
    """By id, or by the words `formal` and `conversational`. Raises UnknownModel."""
    for model in Model:
        if name.strip().lower() in (model.value, model.name.lower()):
            return model
    raise UnknownModel


@dataclass(frozen=True, slots=True)
class Wish:
    """What a person or program asks for. `again`: knowing that it was transcribed before."""

    by: User
    wanted: Wanted
    sha256: str
    again: bool = False
    idempotency_key: str = ""

    @property
    def digest(self) -> str:
        parts = [self.sha256, self.wanted.stt_model, str(self.wanted.confidential)]
        # (Left out where none is named, as in the keys that were kept before there were tracks.)
        parts += [] if self.wanted.track is None else [str(self.wanted.track)]
        parts += ["private"] if self.wanted.private else []
        return hashlib.sha256("\n".join(parts).encode()).hexdigest()


def answer_at_once(wish: Wish) -> Transcription | None:
    """What needs no new recording: a request repeated, or another order for bytes that the team has.

    Call inside the gate: between looking and ordering nobody else may order. Raises AlreadyHere or KeyUsedOtherwise.
    None where the bytes are new.
    """
    if len(wish.idempotency_key) > LONGEST:
        raise KeyTooLong(longest=LONGEST)
    if wish.idempotency_key and (known := _request_before(wish)):
        return known
    if not wish.again and (twin := twins.of_bytes(wish.wanted, wish.sha256)):
        raise AlreadyHere(twin)
    same = twins.recording_of_bytes(wish.wanted, wish.sha256)
    return None if same is None else taken_up(same, wish) or order(same, wish)


def _request_before(wish: Wish) -> Transcription | None:
    row = (
        IdempotencyKey.objects.filter(team=wish.wanted.team, key=wish.idempotency_key)
        .select_related("transcription__recording")
        .first()
    )
    if row is None:
        return None
    if row.request != wish.digest or not access.sees_private(wish.by, row.transcription.recording):
        raise KeyUsedOtherwise
    return row.transcription


def taken_up(recording: Recording, wish: Wish) -> Transcription | None:
    """What was cancelled while HiSpeech works on it still: its answer costs nothing more. None where there is no such one.

    Call inside the gate. Raises AlreadyHere where the answer has come in this very moment.
    """
    found = None if wish.again else twins.given_up(recording, wish.wanted)
    if found is None:
        return None
    try:
        take_up(found, by=wish.by, may_cost=True)
    except RaceLost:
        if twin := twins.of_bytes(wish.wanted, wish.sha256):
            raise AlreadyHere(twin) from None
        return None
    _remember(wish, found)
    team = recording.team
    Event.record(Act.TRANSCRIBED, by=wish.by, team=team, on=recording, model=found.stt_model, retried=True)
    return found


def order(recording: Recording, wish: Wish) -> Transcription:
    """Queue a transcription. Whoever calls sees to it that a worker hears of it.

    Raises RaceLost where the recording was deleted for good meanwhile.
    """
    if not Recording.stays(recording.pk):
        raise RaceLost(f"recording {recording.pk} is gone")
    now = timezone.now()
    transcription = Transcription.objects.create(
        recording=recording,
        requested_by=wish.by,
        stt_model=wish.wanted.stt_model,
        confidential=wish.wanted.confidential,
        track=recording.track,
        again=wish.again,
        queued_at=now,
        next_look_at=now,
    )
    _remember(wish, transcription)
    told = estimate(transcription.stt_model, recording.duration)
    Event.record(Act.TRANSCRIBED, by=wish.by, team=recording.team, on=recording, **told)
    return transcription


def _remember(wish: Wish, transcription: Transcription) -> None:
    if wish.idempotency_key:
        IdempotencyKey.objects.create(
            team=wish.wanted.team,
            key=wish.idempotency_key,
            request=wish.digest,
            transcription=transcription,
        )
