"""Ask for an archive that is made in the background, and take it back."""

from collections.abc import Callable, Mapping, Sequence
from uuid import UUID

from django.db import transaction
from django.utils.translation import get_language

from transcripts import access
from transcripts.errors import NotAllowed, Refused, gettext_noop
from transcripts.library.exporting import order
from transcripts.models import Act, Archive, ArchiveState, Event, Team, User

# Under way for one person, so that one cannot keep the others waiting all day.
AT_ONCE = 3


class ManyArchives(Refused):
    code = "many_archives"
    sentence = gettext_noop(
        "Your last archives are still being made. Please wait until one of them is ready."
    )


def order_archive(
    *,
    by: User,
    team: Team,
    ids: Sequence[UUID],
    asked: Mapping[str, str],
    address: Callable[[UUID], str],
) -> Archive:
    """`ids` as library.bundle.chosen found them; `address` gives the page of the archive of this id.

    Raises NotAllowed, NoSuchFormat, NoSuchPreset, BadOption, ManyArchives.
    """
    order(asked)
    if not access.teams_where(by, access.READERS).filter(pk=team.pk).exists():
        raise NotAllowed
    with transaction.atomic():
        User.objects.select_for_update().get(pk=by.pk)  # one after the other
        if Archive.objects.filter(requested_by=by, state=ArchiveState.WANTED).count() >= AT_ONCE:
            raise ManyArchives
        made = Archive(team=team, requested_by=by, total=len(ids), asked=dict(asked))
        made.recordings, made.language = list(map(str, ids)), get_language() or "en"
        made.address = address(made.pk)
        made.save(force_insert=True)
    return made


def fetched(*, by: User, archive: Archive) -> None:
    """Perhaps piece by piece."""
    Event.record(Act.DOWNLOADED, by=by, team=archive.team, on=archive, hourly=True)


def take_back(*, by: User, archive: Archive) -> None:
    """One's own. Its files go with the next sweep."""
    if archive.requested_by_id != by.pk:
        raise NotAllowed
    Archive.objects.filter(pk=archive.pk).delete()
