"""What each role may do, in words."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from transcripts.models import Role


@dataclass(frozen=True, slots=True)
class RoleCard:
    value: str
    name: Promise | str
    words: Promise | str


ROLES = tuple(
    RoleCard(role.value, role.label, words)
    for role, words in (
        (Role.OWNER, _("everything, and the team itself")),
        (Role.EDITOR, _("uploads, corrects, sorts, exports")),
        (Role.VIEWER, _("reads, searches, exports")),
        (Role.BILLING, _("usage and costs, no recording")),
    )
)
