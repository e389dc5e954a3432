"""Who comes, and what there is to be seen, made once for the whole matrix."""

import uuid
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from django.core.files.base import ContentFile
from django.test import Client
from django.utils import timezone

from tests import factories
from tests.factories import person
from transcripts.actions.notes import write
from transcripts.actions.replace import asked, replace
from transcripts.media import keys
from transcripts.models import (
    ApiToken,
    Archive,
    ArchiveState,
    Folder,
    GuestLink,
    Letterhead,
    Membership,
    Notice,
    Role,
    Status,
    Tag,
    Team,
    User,
    Why,
)
from transcripts.models.transcription import Model
from transcripts.removal.purge import purge

_TRACK = {
    "codec": "pcm_s16le",
    "channels": 1,
    "sample_rate": 16_000,
    "language": "",
    "title": "",
    "default": True,
}
_TRACKS = [{"index": number} | _TRACK for number in range(2)]
ROLES = tuple(str(role.value) for role in Role)


@dataclass(frozen=True)
class Caller:
    """`role` in the team that has the things; a stranger has theirs elsewhere. Nobody where it is empty."""

    name: str
    role: str = ""
    is_stranger: bool = False
    read_only: bool = False
    cookies: dict[str, str] = field(default_factory=dict)
    headers: dict[str, str] = field(default_factory=dict)


@dataclass
class Cast:
    """`things` by their names in addresses; `hidden` in their place, while the recording is private."""

    people: list[Caller]
    programs: list[Caller]
    things: dict[str, Any]
    hidden: dict[str, Any]


def cast() -> Cast:
    team = Team.objects.create(name="Լրատուն", allows_guest_links=True)
    members = {role: person(role.title(), team, Role(role)) for role in ROLES}
    stranger = person("Stranger", Team.objects.create(name="Others"), Role.OWNER)
    newcomer = person("Newcomer")
    people = [_signed_in(name, user, name) for name, user in members.items()]
    people += [
        _signed_in("stranger", stranger, "owner", is_stranger=True),
        _signed_in("newcomer", newcomer, "newcomer"),
        Caller("anonymous"),
        _ended(members["owner"]),
    ]
    things = _things(members, team)
    return Cast(
        people,
        _programs(members, stranger, team),
        things,
        things | _recordings(members["editor"], members["editor"], team, private=True),
    )


def _signed_in(name: str, user: User, role: str, **more: Any) -> Caller:
    client = Client()
    client.force_login(user)
    return Caller(name, role, cookies={key: one.value for key, one in client.cookies.items()}, **more)


def _ended(user: User) -> Caller:
    client = Client()
    client.force_login(user)
    cookies = {key: one.value for key, one in client.cookies.items()}
    client.session.flush()
    return Caller("whose session has ended", cookies=cookies)


def _programs(members: dict[str, User], stranger: User, team: Team) -> list[Caller]:
    """Their tokens."""
    owner = members["owner"]
    elsewhere = Team.objects.create(name="Արխիվ")
    Membership.objects.create(team=elsewhere, user=owner, role=Role.OWNER)
    before = timezone.now() - timedelta(seconds=1)
    ended = {"expires_at": before}, {"expires_at": None}
    programs = [Caller(name, name, headers=_token(user, team)) for name, user in members.items()]
    programs += [
        Caller("only reads", "owner", read_only=True, headers=_token(owner, team, read_only=True)),
        Caller("stranger", "owner", is_stranger=True, headers=_token(stranger, stranger.teams.get())),
        Caller("of another team", "owner", is_stranger=True, headers=_token(owner, elsewhere)),
        Caller("expired", headers=_token(owner, team, **ended[0])),
        Caller("revoked", headers=_token(owner, team, revoked_at=before)),
        Caller("no token"),
    ]
    return programs


def _token(user: User, team: Team, **limits: Any) -> dict[str, str]:
    _row, secret = ApiToken.create(user=user, team=team, name="matrix", **limits)
    return {"Authorization": f"Bearer {secret}"}


def _archive(by: User, team: Team) -> Archive:
    """It is there to be fetched; and each team has a letterhead with a logo."""
    Letterhead.objects.bulk_create(Letterhead(team=one, logo=b"PNG") for one in Team.objects.all())
    row = Archive(team=team, requested_by=by, recordings=[], total=0, language="en", state=ArchiveState.MADE)
    row.ended_at = timezone.now()
    row.file.save(keys.archive(row.pk, "whole.zip"), ContentFile(b"PK"), save=False)
    row.save(force_insert=True)
    return row


def _things(members: dict[str, User], team: Team) -> dict[str, Any]:
    """Of the team; the upload on its way and the note are the editor's."""
    owner, editor = members["owner"], members["editor"]
    return {
        **_recordings(owner, editor, team, private=False),
        "team": team.pk,
        "person": members["editor"].pk,
        "invitation": factories.invitation(owner, team=team)[0].pk,
        "api_token": ApiToken.create(user=owner, team=team, name="x")[0].pk,
        "upload": factories.upload(editor).pk,
        "archive_id": _archive(editor, team).pk,
        "receipt_id": _receipt(owner, team),
        "batch": uuid.uuid4(),
        "arrangement": uuid.uuid4(),
        "folder_id": Folder.objects.create(team=team, name="Նիստեր").pk,
        "tag_id": Tag.objects.create(team=team, name="կարևոր").pk,
        "index": 0,
        "preset": "web",
        "number": 0,
        "token": "x",
        "rest": "x",
        "key": "x",
        "uidb36": "1",
    }


def _receipt(owner: User, team: Team) -> uuid.UUID:
    gone = factories.recording(owner, team=team)
    return purge(gone.pk, why=Why.PERSON, by=owner, now=timezone.now()).pk


def _recordings(by: User, editor: User, team: Team, *, private: bool) -> dict[str, Any]:
    """One with words and a note, one that a change of many went through, one whose jobs stand still, one in the trash."""
    row = factories.recording(by, team=team, private=private, tracks=_TRACKS)
    row.peaks.save(keys.peaks(row.pk), ContentFile(b"[]"))
    factories.completed(row, stt_model=Model.CONVERSATIONAL)
    run = factories.completed(row)
    elsewhere = factories.completed(factories.recording(by, team=team, private=private))
    stopped = factories.recording(by, team=team, private=private)
    link = GuestLink.made(
        GuestLink.new_token(), recording=row, created_by=by, expires_at=timezone.now() + timedelta(days=1)
    )
    trashed = factories.recording(by, team=team, private=private, deleted_at=timezone.now())
    return {
        "recording": row.pk,
        "recording_id": row.pk,
        "pk": row.pk,
        "transcription": run.pk,
        "transcription_id": run.pk,
        "job_id": run.pk,
        "paragraph": run.revisions.get().order[0],
        "notice": Notice.objects.create(
            user=editor, transcription=run, status=run.status, at=timezone.now()
        ).pk,
        "note": write(by=editor, transcription=run, moment=0.0, text="x").pk,
        "link_id": link.pk,
        "stopped": stopped.pk,
        "failed": factories.transcription(stopped, Status.FAILED).pk,
        "queued": factories.transcription(stopped).pk,
        "failed_trial": factories.transcription(stopped, Status.FAILED, **_trial(Model.FORMAL)).pk,
        "queued_trial": factories.transcription(stopped, **_trial(Model.CONVERSATIONAL)).pk,
        "changed": replace(by=by, transcriptions=[elsewhere], wanted=asked("Բարի"), text="x").id,
        "trashed": trashed.pk,
        # An editor's own, which both they and owners may delete for good.
        "own": factories.recording(editor, team=team, private=private).pk,
    }


def _trial(model: Model) -> dict[str, Any]:
    return {"stt_model": model, "is_trial": True, "part_start": 0.0, "part_end": 60.0}
