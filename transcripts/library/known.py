"""What the team has already, or may have bought, as an offer: to be used for nothing, or bought once more on purpose."""

from dataclasses import dataclass

from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from transcripts.library.money import about
from transcripts.models import Recording, Status, Transcription


@dataclass(frozen=True, slots=True)
class KnownOffer:
    """Sentences for a person: who ordered it and when, and what either choice costs."""

    who_when: str
    use: str
    again: str


def offer_of_known(known: Transcription, recording: Recording | None = None) -> KnownOffer:
    """`recording`: what would be transcribed once more, where that is another one of the same bytes."""
    who, when = known.requested_by, date_format(localtime(known.created_at), "j M Y, H:i")
    by = _("Ordered by %(name)s, %(when)s.") % {"name": who, "when": when} if who else when
    cost = about(known.stt_model, (recording or known.recording).duration)
    if known.status == Status.UNCONFIRMED:
        by = f"{by} {_('It was sent, but its answer was lost: it may have been charged.')}"
        again = _("Transcribe again: may cost %(cost)s once more") % {"cost": cost}
        return KnownOffer(by, _("Go there and decide"), again)
    return KnownOffer(by, _("Use it: free"), _("Transcribe again: %(cost)s") % {"cost": cost})
