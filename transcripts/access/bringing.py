"""Who may add recordings, and to which library."""

from django.db.models import Exists, OuterRef, QuerySet

from transcripts.access.standing import EDITORS, at_hand, has_role, is_at_hand
from transcripts.errors import NotAllowed
from transcripts.models import Team, Upload, User


def team_to_upload_to(user: User) -> Team:
    """Raises NotAllowed where the person may add to no library."""
    team = at_hand(user, EDITORS).first()
    if team is None:
        raise NotAllowed
    return team


def uploads(user: User) -> QuerySet[Upload]:
    """One's own alone: nobody goes on with what another has begun. Each knows whether one `may_go_on`."""
    rights = user.memberships.filter(team_id=OuterRef("team_id"), role__in=EDITORS)
    return Upload.objects.filter(created_by=user).annotate(may_go_on=Exists(rights))


def may_upload(user: User) -> bool:
    return is_at_hand(user, EDITORS)


def may_upload_to(user: User, team: Team) -> bool:
    return has_role(user, team.pk, EDITORS)


def may_go_on(user: User, upload: Upload) -> bool:
    """With what they began themselves, as long as they may upload there at all."""
    if upload.created_by_id != user.pk:
        return False
    known: bool | None = getattr(upload, "may_go_on", None)
    return has_role(user, upload.team_id, EDITORS) if known is None else known
