"""Put a recording or a folder under legal hold, so that nothing of it goes, and lift that."""

from django.db import transaction
from django.utils import timezone

from transcripts import access
from transcripts.errors import NotAllowed, Refused, gettext_noop
from transcripts.models import Act, Event, Folder, Hold, Recording, User
from transcripts.models.gate import take_turns_with_holds
from transcripts.models.keeping import LONGEST_REASON
from transcripts.removal.purge import OnHold, alone_with


class NoReason(Refused):
    code = "no_reason"
    field = "reason"
    sentence = gettext_noop("A legal hold needs a reason: say why nothing may go.")


class LongReason(Refused):
    code = "long_reason"
    field = "reason"
    sentence = gettext_noop("A reason has at most %(most)d characters.")


def hold(*, by: User, recording: Recording, reason: str) -> Hold:
    """In the library or in the trash; one that is held itself already stays as it is.

    Raises NotAllowed, NoReason, LongReason, or RaceLost where it has gone for good.
    """
    if not access.may_hold(by, recording):
        raise NotAllowed
    said = _said(reason)
    with transaction.atomic():
        take_turns_with_holds(placing=True)
        return _held(by, alone_with(recording.pk), said)


def hold_folder(*, by: User, folder: Folder, reason: str) -> Hold:
    """With all that lies in it, now or later. Raises NotAllowed, NoReason or LongReason."""
    if not access.may_manage(by, folder.team):
        raise NotAllowed
    said = _said(reason)
    with transaction.atomic():
        take_turns_with_holds(placing=True)
        return _held(by, folder, said)


def ensure_may_leave(folder: Folder | None, into: Folder | None = None) -> None:
    """Call inside a transaction before what lies in a folder goes elsewhere: out of a hold it may not. Raises OnHold."""
    held = Hold.over(folder)
    if held is not None and Hold.over(into) != held:
        raise OnHold


def lift(*, by: User, held: Hold) -> None:
    """From now on the rules and the trash count again. Raises NotAllowed."""
    on = held.recording or held.folder
    may = access.may_hold(by, held.recording) if held.recording else access.may_manage(by, held.team)
    if not may:
        raise NotAllowed
    with transaction.atomic():
        if held.lift(timezone.now(), by=by):
            Event.record(Act.RELEASED, by=by, team=held.team, on=on)


def _held(by: User, on: Recording | Folder, reason: str) -> Hold:
    kept = {"recording": on} if isinstance(on, Recording) else {"folder": on}
    found = Hold.objects.filter(lifted_at=None, **kept).first()
    if found is not None:
        return found
    Event.record(Act.HELD, by=by, team=on.team, on=on, reason=reason)
    return Hold.objects.create(team=on.team, reason=reason, by=by, since=timezone.now(), **kept)


def _said(reason: str) -> str:
    said = " ".join(reason.split())
    if not said:
        raise NoReason
    if len(said) > LONGEST_REASON:
        raise LongReason(most=LONGEST_REASON)
    return said
