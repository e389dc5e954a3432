"""The email that says that an archive is there, or that it could not be made. It holds a link to its page and no title."""

import logging
from datetime import datetime, timedelta

from django.core.mail import send_mail
from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from transcripts.models import Archive, ArchiveState

log = logging.getLogger(__name__)

# Whoever ended longer ago is told by the page alone: the mail server was away.
STALE = timedelta(days=1)


def tell_one(now: datetime) -> bool:
    """Tell of one that has ended; False where there is none. Each is told of once, rather never than twice."""
    ended = Archive.objects.exclude(state=ArchiveState.WANTED).filter(told_at=None, ended_at__gt=now - STALE)
    archive = ended.select_related("requested_by", "team").order_by("ended_at").first()
    if archive is None or not ended.filter(pk=archive.pk).update(told_at=now):
        return False
    try:
        with translation.override(archive.language):
            _tell(archive)
    except OSError as error:
        log.warning("An email about an archive could not be sent: %s", type(error).__name__)
        Archive.objects.filter(pk=archive.pk).update(told_at=None)
        return False
    return True


def _tell(archive: Archive) -> None:
    is_made = archive.state == ArchiveState.MADE
    subject = _("Your transcripts are ready") if is_made else _("Your transcripts could not be put together")
    send_mail(subject, _words(archive), None, [archive.requested_by.email])


def _words(archive: Archive) -> str:
    told = {"n": archive.total, "team": archive.team.name, "link": archive.address}
    if archive.state != ArchiveState.MADE or archive.expires_at is None:
        return _("The archive from %(team)s could not be made. Here you see why:\n%(link)s\n") % told
    until = date_format(timezone.localtime(archive.expires_at), "j M Y, H:i")
    return _(
        "The archive of %(n)d recordings from %(team)s is ready. You can download it here until %(until)s, signed in:\n%(link)s\n"
    ) % {**told, "until": until}
