"""A recording on its way: what was announced, who is bringing it, and what became of it.

How many bytes have arrived is not written here: that is asked of the storage (intake.store).
"""

import uuid
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from transcripts.errors import RaceLost, Refused
from transcripts.models.order import Folder
from transcripts.models.people import Team, User
from transcripts.models.recording import Recording
from transcripts.models.transcription import Transcription


class Stage(models.TextChoices):
    RECEIVING = "receiving", _("arriving")
    RECEIVED = "received", _("all there")  # every byte is there; a recording is to be made of it
    DONE = "done", _("in the library")
    KNOWN = "known", _("in the library already")
    REFUSED = "refused", _("refused")


ENDED = (Stage.DONE, Stage.KNOWN, Stage.REFUSED)


class Upload(models.Model):
    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    team = models.ForeignKey(Team, models.CASCADE, related_name="uploads", verbose_name=_("team"))
    created_by = models.ForeignKey(
        User, models.CASCADE, related_name="uploads", verbose_name=_("uploaded by")
    )
    # Of the recording that it will be: the bytes lie under this name from the first one on.
    recording_id = models.UUIDField(_("future recording"), default=uuid.uuid4, unique=True, editable=False)
    # What was announced. The file's name as the person's computer calls it; never a path here.
    filename = models.CharField(_("file name"), max_length=500)
    title = models.CharField(_("title"), max_length=300, blank=True)
    folder = models.ForeignKey(
        Folder, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("folder")
    )
    # Empty where both are to try one minute first.
    stt_model = models.CharField(_("model"), max_length=60, blank=True)
    try_out = models.BooleanField(_("try one minute first"), default=False)
    confidential = models.BooleanField(_("confidential"), default=False)
    private = models.BooleanField(_("private"), default=False)
    again = models.BooleanField(_("again on purpose"), default=False)
    track = models.PositiveSmallIntegerField(_("chosen sound track"), null=True, blank=True)
    # A person is there to choose one of several sound tracks: nothing is to be bought before they have.
    ask_track = models.BooleanField(_("ask for the track"), default=False)
    # Upload-Metadata as it came, for those who ask for it back.
    metadata = models.TextField(blank=True, editable=False)
    # null: the sender does not know yet (a microphone).
    length = models.PositiveBigIntegerField(_("length"), null=True, blank=True, help_text=_("bytes"))
    # What the storage wants to remember, such as the id of a multipart upload.
    notes = models.JSONField(default=dict, blank=True, editable=False)
    # Whose turn it is: whoever comes back after a cut puts a new mark, and who still bears the old one lets go.
    mark = models.UUIDField(null=True, blank=True, editable=False)
    state = models.CharField(_("state"), max_length=9, choices=Stage.choices, default=Stage.RECEIVING)
    # Why it was refused, ready to be said in any language: errors.Refused in pieces.
    code = models.CharField(_("reason"), max_length=40, blank=True)
    field = models.CharField(max_length=40, blank=True, editable=False)
    sentence = models.CharField(max_length=300, blank=True, editable=False)
    params = models.JSONField(default=dict, blank=True, editable=False)
    # What became of it; for a known one what was there before.
    made = models.ForeignKey(
        Recording, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("recording")
    )
    transcription = models.ForeignKey(
        Transcription,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("transcription"),
    )
    created_at = models.DateTimeField(_("announced"))
    touched_at = models.DateTimeField(_("last bytes"))
    expires_at = models.DateTimeField(_("expires"))
    # Who makes the recording, and until when their word is good.
    lease = models.UUIDField(null=True, blank=True, editable=False)
    lease_until = models.DateTimeField(null=True, blank=True, editable=False)

    class Meta:
        verbose_name = _("upload")
        verbose_name_plural = _("uploads")
        ordering = ["-created_at", "-id"]
        indexes = [
            models.Index(fields=["created_by", "state"], name="uploads_of_a_person"),
            models.Index(fields=["state", "expires_at"], name="uploads_by_state"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=(Q(state=Stage.REFUSED) & ~Q(code="")) | (~Q(state=Stage.REFUSED) & Q(code="")),
                name="a_code_when_refused",
            ),
            models.CheckConstraint(
                condition=Q(try_out=True) ^ ~Q(stt_model=""), name="a_model_or_a_trial_of_both"
            ),
            models.CheckConstraint(
                condition=~Q(state=Stage.RECEIVED) | Q(length__isnull=False), name="received_has_its_length"
            ),
        ]

    def __str__(self) -> str:
        return self.title or self.filename

    # --- the bytes ------------------------------------------------------------------------------

    def take_over(self) -> None:
        """Whoever wrote before stops at its next block: it is our turn."""
        mark = uuid.uuid4()
        Upload.objects.filter(pk=self.pk).update(mark=mark)
        self.mark = mark

    def is_ours(self) -> bool:
        """Asked of the database: is it still our turn?"""
        return Upload.objects.filter(pk=self.pk, mark=self.mark, state=Stage.RECEIVING).exists()

    def touch(self, now: datetime) -> None:
        """Bytes have come: it is kept for another while. Writes what the storage noted, too, as long as it is our turn."""
        self.touched_at, self.expires_at = now, now + settings.UPLOAD_KEPT
        Upload.objects.filter(pk=self.pk, mark=self.mark).update(
            touched_at=self.touched_at, expires_at=self.expires_at, notes=self.notes
        )

    def say_length(self, length: int) -> None:
        """Once, where the sender did not know it before. Raises RaceLost where another one was said."""
        if not Upload.objects.filter(pk=self.pk, length=None).update(length=length):
            raise RaceLost(f"upload {self.pk} has its length")
        self.length = length

    # --- the verbs, each a guarded update ---------------------------------------------------------

    def _move(self, rows: "QuerySet[Upload]", state: Stage, **changes: Any) -> None:
        if rows.filter(pk=self.pk).update(state=state, **changes) != 1:
            raise RaceLost(f"upload {self.pk} cannot become {state}")
        self.refresh_from_db()

    def receive(self) -> None:
        """Every byte is there. Raises RaceLost where somebody else has said so, or it has gone."""
        self._move(Upload.objects.filter(state=Stage.RECEIVING), Stage.RECEIVED, mark=None)

    def reopen(self) -> None:
        """The storage has less than it had. Raises RaceLost where it is ours no longer."""
        self._move(self._mine(), Stage.RECEIVING, **_LET_GO)

    def expire(self, now: datetime, error: Refused) -> None:
        """Nobody has gone on with it for long. Raises RaceLost where somebody just has."""
        late = Upload.objects.filter(state=Stage.RECEIVING, expires_at__lte=now)
        self._move(late, Stage.REFUSED, **self._reason(error), expires_at=now + settings.UPLOAD_KEPT)

    def nudge(self, now: datetime, again_in: timedelta) -> bool:
        """Somebody is told to make the recording; nobody else is for a while. False where somebody is at it."""
        rows = Upload.objects.filter(_unheld(now), pk=self.pk, state=Stage.RECEIVED)
        return bool(rows.update(lease=None, lease_until=now + again_in))

    def take_lease(self, now: datetime) -> bool:
        """Make the recording of it alone. False where somebody else does."""
        free = _unheld(now) | Q(lease=None)
        rows = Upload.objects.filter(free, pk=self.pk, state=Stage.RECEIVED)
        taken = rows.update(lease=uuid.uuid4(), lease_until=now + settings.LEASE)
        if taken:
            self.refresh_from_db()
        return bool(taken)

    def renew_lease(self, now: datetime) -> None:
        self._mine().filter(pk=self.pk).update(lease_until=now + settings.LEASE)

    def drop_lease(self) -> None:
        """Could not be done now: whoever looks next may try."""
        self._mine().filter(pk=self.pk).update(lease=None, lease_until=None)

    def _mine(self) -> "QuerySet[Upload]":
        return Upload.objects.filter(state=Stage.RECEIVED, lease=self.lease)

    def become(self, recording: Recording, transcription: Transcription | None) -> None:
        self._move(self._mine(), Stage.DONE, made=recording, transcription=transcription, **_LET_GO)

    def recognise(self, transcription: Transcription) -> None:
        """The team has these words, or has asked for them."""
        made = transcription.recording_id
        self._move(self._mine(), Stage.KNOWN, made=made, transcription=transcription, **_LET_GO)

    def refuse(self, error: Refused) -> None:
        self._move(self._mine(), Stage.REFUSED, **self._reason(error), **_LET_GO)

    @staticmethod
    def _reason(error: Refused) -> dict[str, Any]:
        return {"code": error.code, "field": error.field, "sentence": error.sentence, "params": error.params}

    def is_expired(self, now: datetime) -> bool:
        """What has all its bytes is finished, however long that takes."""
        return self.state == Stage.RECEIVING and self.expires_at <= now


_LET_GO: dict[str, Any] = {"lease": None, "lease_until": None}


def _unheld(now: datetime) -> Q:
    return Q(lease_until=None) | Q(lease_until__lt=now)


def unheld(now: datetime) -> QuerySet[Upload]:
    """Received, and nobody is making a recording of them; the longest waiting first."""
    return Upload.objects.filter(_unheld(now), state=Stage.RECEIVED).order_by("touched_at", "pk")
