"""Who is at which paragraph just now. Good for some seconds, then it is as if it had never been said."""

from datetime import datetime, timedelta

from django.db import models
from django.utils.translation import gettext_lazy as _

from transcripts.models.people import User
from transcripts.models.transcript import Paragraph
from transcripts.models.transcription import Transcription

# The page says it again every ten seconds; one lost request does not make somebody vanish.
GOOD_FOR = timedelta(seconds=25)


class Editing(models.Model):
    """A person edits one paragraph at a time; who has the page open twice is where they were seen last."""

    transcription = models.ForeignKey(
        Transcription, models.CASCADE, related_name="editing", verbose_name=_("transcription")
    )
    user = models.ForeignKey(User, models.CASCADE, related_name="+", verbose_name=_("person"))
    paragraph = models.ForeignKey(Paragraph, models.CASCADE, related_name="+", verbose_name=_("paragraph"))
    until = models.DateTimeField(_("good until"))

    class Meta:
        verbose_name = _("editing now")
        verbose_name_plural = _("editing now")
        constraints = [
            models.UniqueConstraint(fields=["transcription", "user"], name="one_place_for_a_person"),
        ]

    def __str__(self) -> str:
        return f"{self.user_id} · {self.paragraph_id}"

    @staticmethod
    def say(transcription: Transcription, user: User, paragraph_id: int, now: datetime) -> None:
        Editing.objects.bulk_create(
            [
                Editing(
                    transcription=transcription, user=user, paragraph_id=paragraph_id, until=now + GOOD_FOR
                )
            ],
            update_conflicts=True,
            unique_fields=["transcription", "user"],
            update_fields=["paragraph", "until"],
        )
