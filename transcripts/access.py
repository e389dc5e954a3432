"""Who may see and who may do what, in one place. Everybody else asks here.

Readers return querysets that hold only what the person may see: what is hidden is not found (404).
Verbs answer yes or no about one record. Staff have no special sight here: they use the admin.

A private recording is there for who uploaded it alone, until they share it or are gone.
"""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.db.models import Exists, OuterRef, Q, QuerySet

from transcripts.errors import NotAllowed
from transcripts.models import (
    ApiToken,
    Archive,
    Event,
    Folder,
    GuestLink,
    Invitation,
    Membership,
    Notice,
    Receipt,
    Recording,
    Role,
    Tag,
    Team,
    Transcription,
    Upload,
    User,
)
from transcripts.text.armenian import fold

READERS = (Role.OWNER, Role.EDITOR, Role.VIEWER)
EDITORS = (Role.OWNER, Role.EDITOR)
OWNERS = (Role.OWNER,)
AUDITORS = (Role.OWNER, Role.BILLING)
EVERYBODY = (*READERS, Role.BILLING)

# --- teams --------------------------------------------------------------------------------------


def teams_where(user: User, roles: tuple[Role, ...]) -> QuerySet[Team]:
    """The teams in which the person has one of these roles, oldest membership first."""
    mine = Team.objects.filter(memberships__user=user, memberships__role__in=roles)
    return mine.order_by("memberships__created_at", "id")


def teams(user: User) -> QuerySet[Team]:
    """All to which the person belongs, as whatever, oldest membership first."""
    return teams_where(user, EVERYBODY)


def current(user: User) -> Membership | None:
    """In the team that the person has chosen at the head of the pages, else in their first one."""
    mine = memberships(user)
    chosen = [one for one in mine if str(one.team_id) == user.chosen_team]
    return next(iter([*chosen, *mine]), None)


def several(user: User) -> list[Team]:
    """The teams between which the person may switch, where there are some."""
    mine = memberships(user)
    return [one.team for one in mine] if len(mine) > 1 else []


def memberships(user: User) -> list[Membership]:
    """In the order of `teams`; asked for once in a request."""
    known: list[Membership] | None = getattr(user, "_memberships", None)
    if known is None:
        known = list(user.memberships.select_related("team").order_by("created_at", "team_id"))
        user._memberships = known  # type: ignore[attr-defined]
    return known


def forget_memberships(user: User) -> None:
    """They, or which team was chosen, have changed in this request."""
    user._memberships = None  # type: ignore[attr-defined]


def _at_hand(user: User, roles: tuple[Role, ...]) -> QuerySet[Team]:
    """What lists and figures are about: the current team where a page asks, else all; with one of these roles."""
    teams = teams_where(user, roles)
    if user.chosen_team is None:
        return teams
    here = current(user)
    return teams.filter(pk=here.team_id) if here else teams.none()


def _is_at_hand(user: User, roles: tuple[Role, ...]) -> bool:
    if user.chosen_team is None:
        return teams_where(user, roles).exists()
    here = current(user)
    return here is not None and here.role in roles


def role_in(user: User, team: Team) -> Role | None:
    found = user.memberships.filter(team=team).values_list("role", flat=True).first()
    return Role(found) if found else None


def members(user: User, team: Team) -> QuerySet[Membership]:
    """Who belongs to it, for all who do; nobody for others."""
    rows = Membership.objects.filter(team=team, team__in=teams(user).order_by().values("pk"))
    return rows.select_related("user").order_by("created_at", "pk")


def invitations(user: User) -> QuerySet[Invitation]:
    """Those into teams that the person owns."""
    mine = teams_where(user, OWNERS).order_by().values("pk")
    return Invitation.objects.filter(team__in=mine).select_related("team", "invited_by")


def may_manage(user: User, team: Team) -> bool:
    """Invite, change roles, remove members, change settings, hand over."""
    return _has_role(user, team.pk, OWNERS)


def may_create_team(user: User) -> bool:
    if user.is_staff:
        return True
    return bool(settings.OWNERS_MAKE_TEAMS) and teams_where(user, OWNERS).exists()


def may_accept(user: User, invitation: Invitation) -> bool:
    """It is for one address: whoever else got hold of the link may not use it."""
    if invitation.email.lower() == user.email.lower():
        return True
    verified = EmailAddress.objects.filter(user=user, verified=True, email__iexact=invitation.email)
    return bool(verified.exists())


def may_switch_off(user: User, person: User) -> bool:
    """Site staff, and nobody themselves; administrators only by one of them."""
    return user.is_staff and user.pk != person.pk and (user.is_superuser or not person.is_superuser)


def tokens(user: User) -> QuerySet[ApiToken]:
    """One's own."""
    return ApiToken.objects.filter(user=user).select_related("team")


# --- recordings ---------------------------------------------------------------------------------


def team_to_upload_to(user: User) -> Team:
    """Raises NotAllowed where the person may add to no library."""
    team = _at_hand(user, EDITORS).first()
    if team is None:
        raise NotAllowed
    return team


def recordings(user: User, team: Team | None = None) -> QuerySet[Recording]:
    """`team`: of this one alone."""
    return _all_recordings(user, team).filter(deleted_at=None)


def library_teams(user: User) -> list[UUID]:
    """Whose recordings the person may read: of the current team, or of all where no page asks."""
    return list(_at_hand(user, READERS).order_by().values_list("pk", flat=True))


def people_called(user: User, teams: Sequence[UUID], name: str) -> set[int]:
    """Who have brought recordings to these teams and have `name` in their name or address, whatever its case."""
    brought = Recording.objects.filter(in_sight(user), team__in=teams, uploaded_by=OuterRef("pk"))
    people = User.objects.filter(Exists(brought)).values_list("pk", "name", "email")
    wanted = fold(name)
    return {pk for pk, called, email in people if wanted in fold(called) or wanted in email.lower()}


def trash(user: User, team: Team | None = None) -> QuerySet[Recording]:
    return _all_recordings(user, team).exclude(deleted_at=None).filter(purged_at=None)


def restorable(user: User) -> QuerySet[Recording]:
    """What lies in the trash, for those who may take it out again."""
    return trash(user).filter(team__in=teams_where(user, EDITORS).order_by().values("pk"))


def _all_recordings(user: User, team: Team | None) -> QuerySet[Recording]:
    readable = teams_where(user, READERS).order_by()
    if team is not None:
        readable = readable.filter(pk=team.pk)
    return Recording.objects.filter(in_sight(user), team__in=readable.values("pk"))


def in_sight(user: User | None, prefix: str = "") -> Q:
    """Of a team's recordings those that this member may see; without one, what all of them may.

    `prefix` leads to the recording, as in `recording__`.
    """
    seen = Q(**{f"{prefix}private": False}) | Q(**{f"{prefix}uploaded_by": None})
    return seen if user is None else seen | Q(**{f"{prefix}uploaded_by": user})


def keeps_private(user: User) -> int | None:
    """The person's id, where they have private recordings."""
    return user.pk if Recording.objects.filter(uploaded_by=user, private=True).exists() else None


def sees_private(user: User | None, recording: Recording) -> bool:
    """As `in_sight`, about one."""
    return not recording.private or recording.uploaded_by_id in (None, user and user.pk)


def transcriptions(user: User, team: Team | None = None) -> QuerySet[Transcription]:
    return Transcription.objects.filter(recording__in=recordings(user, team).order_by().values("pk"))


def to_correct(user: User) -> QuerySet[Transcription]:
    """Of those that the person may read, the ones whose words they may change."""
    return transcriptions(user).filter(recording__team__in=teams_where(user, EDITORS).order_by().values("pk"))


def trials(user: User) -> QuerySet[Transcription]:
    """One minute by one model: to choose by, and no transcript of the recording."""
    rows = Transcription.every.filter(is_trial=True)
    return rows.filter(recording__in=recordings(user).order_by().values("pk"))


def notices(user: User) -> QuerySet[Notice]:
    """One's own, of recordings that one still may see; newest first."""
    visible = Notice.objects.filter(
        user=user, transcription__recording__in=recordings(user).order_by().values("pk")
    )
    return visible.select_related("transcription__recording").order_by("-pk")


def uploads(user: User) -> QuerySet[Upload]:
    """One's own alone: nobody goes on with what another has begun. Each knows whether one `may_go_on`."""
    rights = user.memberships.filter(team_id=OuterRef("team_id"), role__in=EDITORS)
    return Upload.objects.filter(created_by=user).annotate(may_go_on=Exists(rights))


def may_upload(user: User) -> bool:
    return _is_at_hand(user, EDITORS)


def may_upload_to(user: User, team: Team) -> bool:
    return _has_role(user, team.pk, EDITORS)


def may_go_on(user: User, upload: Upload) -> bool:
    """With what they began themselves, as long as they may upload there at all."""
    if upload.created_by_id != user.pk:
        return False
    known: bool | None = getattr(upload, "may_go_on", None)
    return _has_role(user, upload.team_id, EDITORS) if known is None else known


def may_edit(user: User, recording: Recording) -> bool:
    """Correct, organise, transcribe, retry, cancel."""
    return sees_private(user, recording) and _has_role(user, recording.team_id, EDITORS)


def may_share_with_team(user: User, recording: Recording) -> bool:
    """A private one, by who uploaded it."""
    own = recording.private and recording.uploaded_by_id == user.pk
    return own and _has_role(user, recording.team_id, READERS)


def may_delete_for_good(user: User, recording: Recording) -> bool:
    """Owners, and editors what they uploaded themselves."""
    roles = EDITORS if recording.uploaded_by_id == user.pk else OWNERS
    return sees_private(user, recording) and _has_role(user, recording.team_id, roles)


def editable(user: User) -> QuerySet[Recording]:
    """`may_edit` of many at once."""
    return recordings(user).filter(team__in=teams_where(user, EDITORS).order_by().values("pk"))


def seen_by_all(team_ids: Sequence[UUID]) -> QuerySet[Recording]:
    """Of these teams what each reader sees, without a look at who asks: to be counted from an index."""
    return Recording.objects.filter(team__in=team_ids, private=False, deleted_at=None)


def private_ones(user: User, team_ids: Sequence[UUID]) -> QuerySet[Recording]:
    """What this reader sees of these teams beside that."""
    return Recording.objects.filter(in_sight(user), team__in=team_ids, private=True, deleted_at=None)


def folders(user: User) -> QuerySet[Folder]:
    return Folder.objects.filter(team__in=teams_where(user, READERS).order_by().values("pk"))


def tags(user: User) -> QuerySet[Tag]:
    return Tag.objects.filter(team__in=teams_where(user, READERS).order_by().values("pk"))


def archives(user: User) -> QuerySet[Archive]:
    """One's own, as long as one may read in that team."""
    return Archive.objects.filter(
        requested_by=user, team__in=teams_where(user, READERS).order_by().values("pk")
    )


def may_organise(user: User, team_id: UUID) -> bool:
    """Make, change and delete the team's folders and tags."""
    return _has_role(user, team_id, EDITORS)


def deletable_for_good(user: User) -> QuerySet[Recording]:
    """`may_delete_for_good` of many at once, in the library or in the trash."""
    owned = Q(team__in=teams_where(user, OWNERS).order_by().values("pk"))
    own = Q(uploaded_by=user, team__in=teams_where(user, EDITORS).order_by().values("pk"))
    return _all_recordings(user, None).filter(owned | own, purged_at=None)


def may_hold(user: User, recording: Recording) -> bool:
    """Put it under legal hold, and lift that: owners."""
    return sees_private(user, recording) and _has_role(user, recording.team_id, OWNERS)


def owners_of(team: Team) -> QuerySet[User]:
    return User.objects.filter(memberships__team=team, memberships__role__in=OWNERS)


def may_read(user: User, recording: Recording) -> bool:
    return sees_private(user, recording) and _has_role(user, recording.team_id, READERS)


def receipts(user: User) -> QuerySet[Receipt]:
    """Of what went for good: for the owners of the team, and for whoever deleted it."""
    owned = teams_where(user, OWNERS).order_by().values("pk")
    own = Q(by=user, team__in=teams_where(user, READERS).order_by().values("pk"))
    return Receipt.objects.filter(Q(team__in=owned) | own).select_related("team", "by", "recording")


# --- the audit log ------------------------------------------------------------------------------


def may_see_log(user: User) -> bool:
    return user.is_staff or teams_where(user, OWNERS).exists()


def teams_with_log(user: User) -> QuerySet[Team]:
    """Owners see what was done in their teams; staff, who keep the site running, all of it."""
    return Team.objects.order_by("name", "pk") if user.is_staff else teams_where(user, OWNERS)


def events(user: User) -> QuerySet[Event]:
    if user.is_staff:
        return Event.objects.all()
    return Event.objects.filter(
        team__in=list(teams_where(user, OWNERS).order_by().values_list("pk", flat=True))
    )


# --- guests -------------------------------------------------------------------------------------


def may_share(user: User, recording: Recording) -> bool:
    """Give links to people without an account: editors and owners, where the team allows it at all."""
    if recording.private or not recording.team.allows_guest_links:
        return False
    return _has_role(user, recording.team_id, EDITORS)


def guest_links(user: User) -> QuerySet[GuestLink]:
    """Those that the person may revoke: on what they may edit, also where the team allows no new ones."""
    editable = teams_where(user, EDITORS).order_by().values("pk")
    seen = recordings(user).filter(team__in=editable).order_by().values("pk")
    return GuestLink.objects.filter(recording__in=seen).select_related("created_by", "recording__team")


def open_to_guests(now: datetime) -> QuerySet[GuestLink]:
    """Links that lead somewhere just now: whatever hides a recording from all of its team hides it from guests."""
    links = GuestLink.objects.filter(
        in_sight(None, "recording__"),
        revoked_at=None,
        expires_at__gt=now,
        recording__deleted_at=None,
        recording__team__allows_guest_links=True,
    )
    return links.select_related("recording__team")


# --- usage --------------------------------------------------------------------------------------


def may_see_usage(user: User) -> bool:
    return _is_at_hand(user, AUDITORS)


def teams_with_usage(user: User) -> QuerySet[Team]:
    return _at_hand(user, AUDITORS)


def _has_role(user: User, team_id: UUID, roles: tuple[Role, ...]) -> bool:
    return user.memberships.filter(team_id=team_id, role__in=roles).exists()


def with_duties(people: QuerySet[User]) -> QuerySet[User]:
    """Each knows whether they lack a second factor (`lacks_second_factor`) that one of their teams requires."""
    required = Membership.objects.filter(user=OuterRef("pk"), team__requires_mfa=True)
    kinds = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)
    factors = Authenticator.objects.filter(user=OuterRef("pk"), type__in=kinds)
    return people.annotate(lacks_second_factor=Exists(required) & ~Exists(factors))


def belongs_somewhere(user: User) -> bool:
    """To a team, or to those who keep the site running."""
    return user.is_staff or user.memberships.exists()
