"""A program's own name for a request: the same name again is the same request, not a second one."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from transcripts.models.people import Team
from transcripts.models.transcription import Transcription

LONGEST = 200


class IdempotencyKey(models.Model):
    team = models.ForeignKey(Team, models.CASCADE, verbose_name=_("team"))
    key = models.CharField(_("key"), max_length=LONGEST)
    # What was asked for: SHA-256 over file, model and options. Another request under this key is a mistake.
    request = models.CharField(_("digest of the request"), max_length=64)
    transcription = models.ForeignKey(Transcription, models.CASCADE, verbose_name=_("transcription"))
    created_at = models.DateTimeField(_("created"), auto_now_add=True)

    class Meta:
        verbose_name = _("idempotency key")
        verbose_name_plural = _("idempotency keys")
        constraints = [models.UniqueConstraint(fields=["team", "key"], name="one_request_per_key")]

    def __str__(self) -> str:
        return self.key
