"""Who makes which copy: one worker at a time, for as long as it says that it lives."""

import uuid
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.db.models import Q, QuerySet

from transcripts.models import Recording, Rendition

# Some of the oldest, so that workers who look at the same moment each find one.
_TRIED = 5


@dataclass(frozen=True, slots=True)
class Claim:
    """`mark` is what tells our claim from that of another worker, who came when we seemed dead."""

    recording_id: uuid.UUID
    mark: uuid.UUID

    def _mine(self) -> QuerySet[Recording]:
        return Recording.objects.filter(
            pk=self.recording_id, rendition_lease=self.mark, rendition_status=Rendition.WANTED
        )

    def renew(self, now: datetime) -> bool:
        """False where it is ours no longer."""
        return bool(self._mine().update(rendition_lease_until=now + settings.LEASE))

    def settle(self, status: Rendition, name: str = "") -> bool:
        """The end of it; `name` is the copy's in the storage. False, with nothing written, where it is ours no longer."""
        return bool(
            self._mine().update(
                rendition_status=status, rendition=name, rendition_lease=None, rendition_lease_until=None
            )
        )

    def put_off(self, now: datetime, delay: timedelta) -> None:
        """Let somebody try again later."""
        self._mine().update(rendition_lease=None, rendition_lease_until=now + delay)


def claim(now: datetime) -> Claim | None:
    """A copy that is wanted and that nobody makes, the recording that waits longest first."""
    free = Q(rendition_lease_until=None) | Q(rendition_lease_until__lt=now)
    wanted = Recording.objects.filter(free, rendition_status=Rendition.WANTED, deleted_at=None)
    for recording_id in wanted.order_by("created_at").values_list("pk", flat=True)[:_TRIED]:
        mark = uuid.uuid4()
        taken = wanted.filter(pk=recording_id).update(
            rendition_lease=mark, rendition_lease_until=now + settings.LEASE
        )
        if taken:
            return Claim(recording_id, mark)
    return None
