"""One run of one model over one recording, and the verbs that move it through its life."""

import uuid
from contextlib import suppress
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q, QuerySet
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from transcripts.errors import RaceLost
from transcripts.models.lifecycle import ACTIVE, FINISHED, TOLD, Reason, Status, sources
from transcripts.models.people import User
from transcripts.models.recording import Recording


class Model(models.TextChoices):
    """HiSpeech's two models (docs/hispeech.md), as people call them."""

    FORMAL = "model-01052025", _("Formal")
    CONVERSATIONAL = "model-23012026", _("Conversational")


def know(row: models.Model, **written: Any) -> None:
    """Give the object what an update has just written to its row; what the database computed is read back.

    Much cheaper than reading all of it anew, and relations that were read already stay.
    """
    computed = [name for name, value in written.items() if hasattr(value, "resolve_expression")]
    for name in written.keys() - set(computed):
        setattr(row, name, written[name])
    if computed:
        row.refresh_from_db(fields=computed)


class Whole(models.Manager["Transcription"]):
    """What people know of: a recording too long for its model is one transcription, however many parts it has.

    Trials are none: words of a minute must never pass for the recording's.
    """

    def get_queryset(self) -> QuerySet["Transcription"]:
        return super().get_queryset().filter(part_of=None, is_trial=False)


class Transcription(models.Model):
    """Transcriptions also are the parts of one, and trials of a model on one minute; both live and are paid for like a
    transcription of its own.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    recording = models.ForeignKey(
        Recording, models.CASCADE, related_name="transcriptions", verbose_name=_("recording")
    )
    requested_by = models.ForeignKey(
        User,
        models.SET_NULL,
        null=True,
        related_name="transcriptions",
        verbose_name=_("requested by"),
    )
    stt_model = models.CharField(_("model"), max_length=60, choices=Model.choices)
    confidential = models.BooleanField(_("confidential"), default=False)
    # `Recording.track` when it was asked for: another track of the same file is another sound.
    track = models.PositiveSmallIntegerField(_("sound track"), null=True, blank=True)
    # A person knows that the same sound was transcribed before and wants to buy it once more.
    again = models.BooleanField(_("again on purpose"), default=False)
    # Whose words these are: the same sound, model and options, so nothing had to be bought. Where nothing was sent since it may
    # have been bought before (SAME_SOUND_LOST): which one that is.
    same_as = models.ForeignKey(
        "self", models.SET_NULL, null=True, blank=True, related_name="copies", verbose_name=_("same as")
    )
    # A whole that was cut: its parts speak to HiSpeech, it never does.
    in_parts = models.BooleanField(_("in parts"), default=False)
    # One minute alone, so that a person can choose a model before all is bought (docs/decisions/0011-trials.md).
    is_trial = models.BooleanField(_("on one minute alone"), default=False)
    # A part: which stretch of the whole's sound, in seconds; likewise a trial, which is of no whole.
    part_of = models.ForeignKey(
        "self",
        models.CASCADE,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("part of"),
        # Found by its constraint. SQLite would take an index that held the wholes, too, for the shortest way to them:
        # past all that there are.
        db_index=False,
    )
    part_start = models.FloatField(_("part begins"), null=True, blank=True, help_text=_("seconds"))
    part_end = models.FloatField(_("part ends"), null=True, blank=True, help_text=_("seconds"))
    # text.coverage: voiced stretches without words, [[start, end], …] in seconds.
    missing = models.JSONField(_("seems to miss"), default=list, blank=True)
    status = models.CharField(_("status"), max_length=12, choices=Status.choices, default=Status.QUEUED)
    reason = models.CharField(_("reason"), max_length=20, choices=Reason.choices, blank=True)
    created_at = models.DateTimeField(_("requested"), auto_now_add=True)
    # When a person last asked for it: by ordering it, or by asking once more.
    asked_at = models.DateTimeField(_("asked for"), default=timezone.now)
    queued_at = models.DateTimeField(_("queued"))
    preparing_at = models.DateTimeField(_("preparing since"), null=True, blank=True)
    submitting_at = models.DateTimeField(_("sending since"), null=True, blank=True)
    transcribing_at = models.DateTimeField(_("transcribing since"), null=True, blank=True)
    finished_at = models.DateTimeField(_("finished"), null=True, blank=True)
    # When a worker should look at it next; null when nothing is left to do.
    next_look_at = models.DateTimeField(_("next look"), null=True, blank=True)
    # It has ended in a way that its person may not have seen: `notices` tells them, and takes this back.
    to_be_told = models.BooleanField(_("to be told"), default=False, editable=False)
    # Free tries in a row that HiSpeech or the network turned away; sets how long we wait.
    setbacks = models.PositiveIntegerField(_("setbacks"), default=0)
    # Who works on it: a worker's own mark, and until when its word is good.
    lease = models.UUIDField(_("lease"), null=True, blank=True, editable=False)
    lease_until = models.DateTimeField(_("lease until"), null=True, blank=True, editable=False)

    objects = Whole()
    # Wholes, parts and trials: what the machine works on.
    every: models.Manager["Transcription"] = models.Manager()

    class Meta:
        verbose_name = _("transcription")
        verbose_name_plural = _("transcriptions")
        ordering = ["-created_at", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(status__in=[Status.FAILED, Status.UNCONFIRMED]) ^ Q(reason=""),
                name="a_reason_when_failed_or_unconfirmed",
            ),
            models.CheckConstraint(
                condition=Q(status__in=sorted(ACTIVE), finished_at=None, next_look_at__isnull=False)
                | (~Q(status__in=sorted(ACTIVE)) & Q(finished_at__isnull=False)),
                name="active_is_looked_at_again",
            ),
            models.CheckConstraint(
                condition=Q(part_of=None, is_trial=False, part_start=None, part_end=None)
                | (
                    (Q(part_of__isnull=False, is_trial=False) | Q(part_of=None, is_trial=True))
                    & Q(part_start__gte=0, part_end__gt=F("part_start"))
                ),
                name="a_part_is_a_stretch",
            ),
            # Bought once; whoever asks anew goes on with the one that there is.
            models.UniqueConstraint(
                F("recording"),
                F("stt_model"),
                # (NULL is the track that a player starts with, and equal to no other in an index.)
                Coalesce("track", -1),
                condition=Q(is_trial=True),
                name="one_trial_of_a_model",
            ),
            models.UniqueConstraint(
                fields=["part_of", "part_start"],
                name="one_part_begins_here",
                condition=Q(part_of__isnull=False),
            ),
        ]
        indexes = [
            models.Index(fields=["next_look_at"], name="transcriptions_due"),
            models.Index(fields=["status"], name="transcriptions_by_status"),
            models.Index(fields=["stt_model", "-finished_at"], name="transcriptions_by_finish"),
            models.Index(
                fields=["finished_at"], name="transcriptions_to_be_told", condition=Q(to_be_told=True)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.recording_id} · {self.get_stt_model_display()}"

    @property
    def parts(self) -> QuerySet["Transcription"]:
        """In order; none for what was short enough to be sent as a whole, and for a part."""
        return Transcription.every.filter(part_of=self.pk).order_by("part_start")

    @property
    def is_whole(self) -> bool:
        """Its words are the recording's: it is neither a part nor a trial."""
        return self.part_of_id is None and not self.is_trial

    @property
    def seconds(self) -> float:
        """Of sound: the recording's, or those of the part or trial."""
        if self.part_end is None or self.part_start is None:
            return self.recording.duration
        return self.part_end - self.part_start

    @property
    def is_active(self) -> bool:
        return self.status in ACTIVE

    # --- the lease ------------------------------------------------------------------------------

    def take_lease(self, now: datetime) -> uuid.UUID | None:
        """Work on it alone from now on. None where a living worker has it, it is finished, or has moved on since
        this row was read.
        """
        if self.status not in ACTIVE:
            return None
        mark, until = uuid.uuid4(), now + settings.LEASE
        taken = (
            Transcription.every.filter(pk=self.pk, status=self.status)
            .filter(Q(lease_until=None) | Q(lease_until__lt=now))
            .update(lease=mark, lease_until=until)
        )
        if not taken:
            return None
        self.lease, self.lease_until = mark, until
        return mark

    def renew_lease(self, now: datetime) -> bool:
        """Say that work goes on. False where somebody else has taken over."""
        return bool(
            Transcription.every.filter(pk=self.pk, lease=self.lease).update(lease_until=now + settings.LEASE)
        )

    def drop_lease(self, now: datetime, *, look_again_in: timedelta | None = None) -> None:
        """Let go. `look_again_in` says when it is due again; None leaves that as it is."""
        changes: dict[str, Any] = {"lease": None, "lease_until": None}
        if look_again_in is not None:
            changes["next_look_at"] = now + look_again_in
        held = Transcription.every.filter(pk=self.pk, lease=self.lease)
        if look_again_in is not None:
            held = held.filter(status__in=ACTIVE)
        held.update(**changes)

    # --- the verbs: each one arrow of lifecycle.ARROWS, a guarded update --------------------------

    def _move(
        self, target: Status, now: datetime, *, mine: bool = True, asked: bool = False, **changes: Any
    ) -> None:
        """Raises RaceLost, with nothing written, unless the row is in a status with an arrow to `target`.

        `mine` also asks that our lease still holds and nobody has ended it: a worker taken for dead changes
        nothing, and what a person cancelled stays so;
        `asked` (by a person) that the machine is not at work on it.
        """
        rows = Transcription.every.filter(pk=self.pk, status__in=sources(target))
        if asked:
            rows = rows.exclude(status__in=ACTIVE)
        if mine:
            rows = rows.filter(lease=self.lease, status__in=ACTIVE)
        if target in TOLD and self.part_of_id is None and not self.is_trial:
            changes["to_be_told"] = True
        if rows.update(status=target, **changes) != 1:
            raise RaceLost(f"transcription {self.pk} cannot become {target}")
        if self.part_of_id is not None and target in FINISHED:
            # The whole waits for this.
            whole = Transcription.every.filter(pk=self.part_of_id, status__in=ACTIVE)
            whole.update(next_look_at=now)
        know(self, status=target, **changes)

    def begin_preparing(self, now: datetime) -> None:
        self._move(Status.PREPARING, now, preparing_at=now, next_look_at=now)

    def take_minute(self, start: float, end: float) -> None:
        """A trial knows its stretch as soon as the sound is there. Raises RaceLost where it is ours no longer."""
        rows = Transcription.every.filter(
            pk=self.pk, lease=self.lease, status=Status.PREPARING, is_trial=True
        )
        if rows.update(part_start=start, part_end=end) != 1:
            raise RaceLost(f"trial {self.pk} is prepared by somebody else")
        know(self, part_start=start, part_end=end)

    def begin_submitting(self, now: datetime) -> None:
        self._move(Status.SUBMITTING, now, submitting_at=now, next_look_at=now)

    def begin_transcribing(self, now: datetime, *, look_again_in: timedelta = timedelta()) -> None:
        self._move(
            Status.TRANSCRIBING,
            now,
            transcribing_at=now,
            next_look_at=now + look_again_in,
            reason="",
            finished_at=None,
        )

    def wait_for_parts(self, now: datetime) -> None:
        """It was cut: its parts are sent and transcribed in its stead. Looked at again when one of them ends."""
        self._move(Status.SUBMITTING, now, in_parts=True, submitting_at=now)
        self._move(Status.TRANSCRIBING, now, transcribing_at=now, next_look_at=now)

    def wait_again(self, now: datetime, delay: timedelta) -> None:
        """Back to the queue: HiSpeech, or the network, turned it away for nothing."""
        self._move(
            Status.QUEUED,
            now,
            queued_at=now,
            next_look_at=now + delay,
            setbacks=F("setbacks") + 1,
            reason="",
            finished_at=None,
        )

    def stand_by(self, now: datetime, delay: timedelta) -> None:
        """Back to the queue until somebody else's transcription of the same sound has ended."""
        self._move(Status.QUEUED, now, next_look_at=now + delay)

    def complete(self, now: datetime, **known: Any) -> None:
        """The words are here; whoever brings them, and whatever we had believed meanwhile."""
        self._move(Status.COMPLETED, now, mine=False, **self._ended(now), reason="", setbacks=0, **known)

    def fail(self, now: datetime, reason: Reason, *, mine: bool = True, **known: Any) -> None:
        self._move(Status.FAILED, now, mine=mine, **self._ended(now), reason=reason, **known)

    def lose_answer(self, now: datetime, *, mine: bool = True) -> None:
        self._move(Status.UNCONFIRMED, now, mine=mine, **self._ended(now), reason=Reason.ANSWER_LOST)

    def fail_unless_decided(self, now: datetime, reason: Reason) -> None:
        """Like `fail`, by whoever learns of it; a person who cancelled meanwhile has decided."""
        with suppress(RaceLost):
            self.fail(now, reason, mine=False)

    def lose_answer_unless_decided(self, now: datetime) -> None:
        with suppress(RaceLost):
            self.lose_answer(now, mine=False)

    def cancel(self, now: datetime) -> None:
        self._move(Status.CANCELLED, now, mine=False, **self._ended(now), reason="")

    def wait_after_all(self, now: datetime, *, by: User) -> None:
        """A person takes back their cancelling while HiSpeech still works on it: nothing is sent anew."""
        self._move(
            Status.TRANSCRIBING,
            now,
            mine=False,
            asked=True,
            next_look_at=now,
            finished_at=None,
            reason="",
            requested_by=by,
        )

    def queue_again(self, now: datetime, *, by: User, again: bool) -> None:
        """A person asks once more. `again` as in the field: they know that it may be paid twice."""
        self._move(
            Status.QUEUED,
            now,
            mine=False,
            asked=True,
            asked_at=now,
            queued_at=now,
            next_look_at=now,
            finished_at=None,
            reason="",
            setbacks=0,
            requested_by=by,
            again=again,
            same_as=None,
            preparing_at=None,
            submitting_at=None,
            transcribing_at=None,
            lease=None,
            lease_until=None,
        )

    @staticmethod
    def _ended(now: datetime) -> dict[str, Any]:
        return {"finished_at": now, "next_look_at": None}
