"""Who may see and who may do what, in one place. Everybody else asks here, as `access.may_edit(user, recording)`.

Readers return querysets that hold only what the person may see: what is hidden is not found (404).
Verbs answer yes or no about one record. Staff have no special sight here: they use the admin.

standing  who one is in which team, and which team a page is about
people    members, invitations, tokens, second factors
sight     which recordings one may see
work      what hangs on these, and who may change it
bringing  who may add recordings, and where
leaving   the trash, for good, legal hold
guests    links for people without an account
review    the audit log, usage
"""

from transcripts.access.bringing import may_go_on, may_upload, may_upload_to, team_to_upload_to, uploads
from transcripts.access.guests import guest_links, may_share, open_to_guests
from transcripts.access.leaving import (
    deletable_for_good,
    may_delete_for_good,
    may_hold,
    receipts,
    restorable,
    trash,
)
from transcripts.access.people import (
    invitations,
    lacks_second_factor,
    may_accept,
    may_create_team,
    may_manage,
    may_switch_off,
    members,
    owners_of,
    tokens,
)
from transcripts.access.review import events, may_see_log, may_see_usage, teams_with_log, teams_with_usage
from transcripts.access.sight import (
    in_library,
    in_sight,
    keeps_private,
    library_teams,
    may_read,
    named,
    people_called,
    private_ones,
    recordings,
    seen_by_all,
    sees_private,
)
from transcripts.access.standing import (
    EDITORS,
    OWNERS,
    READERS,
    belongs_somewhere,
    current,
    forget_memberships,
    memberships,
    owns,
    role_in,
    several,
    teams,
    teams_where,
)
from transcripts.access.work import (
    archives,
    editable,
    folders,
    may_edit,
    may_organise,
    may_share_with_team,
    notices,
    tags,
    to_correct,
    transcriptions,
    trials,
)

__all__ = [
    "EDITORS",
    "OWNERS",
    "READERS",
    "archives",
    "belongs_somewhere",
    "current",
    "deletable_for_good",
    "editable",
    "events",
    "folders",
    "forget_memberships",
    "guest_links",
    "in_library",
    "in_sight",
    "invitations",
    "keeps_private",
    "lacks_second_factor",
    "library_teams",
    "may_accept",
    "may_create_team",
    "may_delete_for_good",
    "may_edit",
    "may_go_on",
    "may_hold",
    "may_manage",
    "may_organise",
    "may_read",
    "may_see_log",
    "may_see_usage",
    "may_share",
    "may_share_with_team",
    "may_switch_off",
    "may_upload",
    "may_upload_to",
    "members",
    "memberships",
    "named",
    "notices",
    "open_to_guests",
    "owners_of",
    "owns",
    "people_called",
    "private_ones",
    "receipts",
    "recordings",
    "restorable",
    "role_in",
    "seen_by_all",
    "sees_private",
    "several",
    "tags",
    "team_to_upload_to",
    "teams",
    "teams_where",
    "teams_with_log",
    "teams_with_usage",
    "to_correct",
    "tokens",
    "transcriptions",
    "trash",
    "trials",
    "uploads",
]
