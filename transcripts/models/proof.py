"""Whether looking up jobs has proved itself at the service that we use (docs/hispeech.md)."""

from datetime import datetime, timedelta

from django.conf import settings
from django.db import models
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

# A free try after a finished job; where it failed, not after every job.
TRY_AGAIN_AFTER = timedelta(minutes=10)


class PollingProof(models.Model):
    """One row for a base address and key. `mark` is a keyed digest of both: the key itself is kept nowhere."""

    mark = models.CharField(_("mark"), max_length=64, unique=True)
    base_url = models.CharField(_("base address"), max_length=300)
    proved_at = models.DateTimeField(_("proved"), null=True, blank=True)
    tried_at = models.DateTimeField(_("last tried"))
    # Why looking up is not used just now; empty while it is.
    trouble = models.CharField(_("trouble"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("proof of polling")
        verbose_name_plural = _("proofs of polling")

    def __str__(self) -> str:
        return self.base_url

    @staticmethod
    def current_mark() -> str:
        value = f"{settings.HISPEECH_BASE_URL} {settings.HISPEECH_JOB_PATH} {settings.HISPEECH_API_KEY}"
        return salted_hmac("transcripts.polling", value, algorithm="sha256").hexdigest()

    @classmethod
    def stands(cls) -> bool:
        return cls.objects.filter(mark=cls.current_mark(), proved_at__isnull=False, trouble="").exists()

    @classmethod
    def lost(cls) -> str:
        """Why looking up is used no longer, although it had proved itself; "" where that is not so."""
        fallen = cls.objects.filter(mark=cls.current_mark(), proved_at__isnull=False).exclude(trouble="")
        return fallen.values_list("trouble", flat=True).first() or ""

    @classmethod
    def may_be_tried(cls, now: datetime) -> bool:
        recent = cls.objects.filter(mark=cls.current_mark(), tried_at__gt=now - TRY_AGAIN_AFTER)
        return not cls.stands() and not recent.exists()

    @classmethod
    def record(cls, now: datetime, *, trouble: str = "") -> None:
        """What a try has shown; `trouble` is what was in the way."""
        found: dict[str, object] = {"tried_at": now, "trouble": trouble[:300]}
        if not trouble:
            found["proved_at"] = now
        cls.objects.update_or_create(
            mark=cls.current_mark(), defaults={"base_url": settings.HISPEECH_BASE_URL, **found}
        )
