"""Who gets in where: one row an address. A new address without a row fails test_matrix.py.

    at("recordings/<uuid:recording_id>/title", POST=EDITORS, send={"title": "x"})

The methods that an address knows, each with the roles that get in; every other method has to be refused as unknown.
Whoever does not get in is not told that there is anything (404), but for `told` of the team, who are told that they may not (403).
`ANYONE` gets in without signing in. What is told about one thing (an address with `<…>`, or a form that names the team) is never there for a stranger, nor, where
it is a recording's, for anybody but its uploader while it is private.

args     what stands in the address, by a name from cast.Things, where it is not the first thing of that name
send     the form, or the JSON of an API's address (or of `json` pages); "$note" is replaced by that thing's id
headers  of the request
reads    methods by which nothing changes, though their name says otherwise: tokens that only read may use them
same_for_all  though it is about one thing: whoever cannot see that gets the same answer as if it were not there
while_private  methods with which its uploader alone gets in, and only as long as the recording is private
page     an address of the API that our own pages may use with their session, too
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

OWNER, EDITOR, VIEWER, BILLING = "owner", "editor", "viewer", "billing"
# Signed in, and in no team.
NEWCOMER = "newcomer"
ANYONE = "anyone"

OWNERS = (OWNER,)
EDITORS = (OWNER, EDITOR)
READERS = (*EDITORS, VIEWER)
AUDITORS = (OWNER, BILLING)
MEMBERS = (*READERS, BILLING)
SIGNED_IN = (*MEMBERS, NEWCOMER)


@dataclass(frozen=True)
class Row:
    address: str
    methods: Mapping[str, Iterable[str]]
    told: Iterable[str] = READERS
    args: Mapping[str, str] = field(default_factory=dict)
    send: Mapping[str, Any] = field(default_factory=dict)
    headers: Mapping[str, str] = field(default_factory=dict)
    reads: tuple[str, ...] = ()
    page: bool = False
    json: bool = False
    same_for_all: bool = False
    any_method: bool = False
    while_private: tuple[str, ...] = ()

    @property
    def of_the_api(self) -> bool:
        return self.address.startswith(("api/", "v1/"))

    def is_about_one(self, method: str) -> bool:
        named = "<" in self.address or (method != "GET" and "$team" in self.send.values())
        return named and not self.same_for_all

    @property
    def is_about_a_recording(self) -> bool:
        names = ("<uuid:recording_id>", "<str:job_id>", "recordings/<uuid:pk>")
        return any(name in self.address for name in names)

    def __str__(self) -> str:
        return self.address or "/"


def at(address: str, **how: Any) -> Row:
    methods = {name: how.pop(name) for name in list(how) if name.isupper()}
    return Row(address, methods, **how)


def by_library(address: str, *may: str, methods: Iterable[str] = ("GET", "POST")) -> Row:
    return Row(address, dict.fromkeys(methods, may), any_method=True, same_for_all=True)


def one_has_none(address: str, methods: Iterable[str] = ("GET", "POST")) -> Row:
    """About something of one's own that nobody here has."""
    return Row(address, dict.fromkeys(methods, ()), told=(ANYONE,), any_method=True, same_for_all=True)


ONE = "recordings/<uuid:recording_id>/"
RUN = ONE + "transcriptions/<uuid:transcription_id>/"
FAILED = {"recording_id": "stopped", "pk": "stopped", "transcription_id": "failed"}
QUEUED = {"recording_id": "stopped", "pk": "stopped", "transcription_id": "queued"}
STOPPED = {"recording_id": "stopped"}
PHRASE = {"into": "formal", "base": "0", "other": "0", "phrase": "0-1-0-1"}
CHANGES = {"text": "x", "base": 0, "changes": [{"replaced": ["$paragraph"], "paragraphs": [{"text": "x"}]}]}
TEAM = {"team": "$team"}
TEXT = {"base": 0, "replaced": ["$paragraph"], "written": [{"text": "x", "speaker": ""}]}

PAGES = [
    at("", GET=SIGNED_IN),
    at("searches", POST=SIGNED_IN, send={"q": "ժողով"}),
    at(
        "selected/",
        POST=EDITORS,
        told=SIGNED_IN,
        send={"act": "move", "id": "$recording", "folder_to": "none"},
    ),
    # What nobody did, or somebody else, is not taken back.
    at("selected/<uuid:arrangement>/undo", POST=SIGNED_IN, same_for_all=True),
    at("folders/", POST=EDITORS, told=SIGNED_IN, send={"name": "x"}),
    at("folders/<int:folder_id>/rename", POST=EDITORS, send={"name": "x"}),
    at("folders/<int:folder_id>/move", POST=EDITORS),
    at("folders/<int:folder_id>/delete", POST=EDITORS),
    at("tags/<int:tag_id>/change", POST=EDITORS, send={"name": "x", "colour": "pine"}),
    at("tags/<int:tag_id>/delete", POST=EDITORS),
    at("live/", GET=SIGNED_IN),
    at("letters/", GET=(), told=SIGNED_IN),
    at("notices/", GET=SIGNED_IN),
    at("notices/news", GET=SIGNED_IN),
    at("notices/seen", POST=SIGNED_IN),
    at("notices/wish", POST=SIGNED_IN, send={"by_mail": "daily"}),
    at("notices/<int:pk>/", GET=(EDITOR,), told=(), args={"pk": "notice"}),
    at("upload/", GET=EDITORS, POST=EDITORS, told=SIGNED_IN, send={"stt_model": "formal", "file": "$sound"}),
    at("help/", GET=SIGNED_IN),
    at("healthz", GET=(ANYONE,)),
    at("readyz", GET=(ANYONE,)),
    at("metrics", GET=(ANYONE,)),
    at("accounts/setup/<str:token>/", GET=(ANYONE,), POST=(ANYONE,)),
    at(
        "accounts/tokens/",
        GET=SIGNED_IN,
        POST=MEMBERS,
        told=MEMBERS,
        send={"name": "x", "days": "0", "team": "$team"},
    ),
    at("accounts/tokens/<int:pk>/revoke", POST=OWNERS, told=(), args={"pk": "api_token"}),
    at("accounts/profile/", GET=SIGNED_IN, POST=SIGNED_IN),
    at("trash/", GET=SIGNED_IN),
    at("receipts/", GET=SIGNED_IN),
    at("receipts/<uuid:receipt_id>/", GET=OWNERS, told=()),
    at("receipts/<uuid:receipt_id>/receipt.json", GET=OWNERS, told=()),
    at("keeping/", GET=OWNERS, told=()),
    at("keeping/save", POST=OWNERS, told=(), send={"sound": "90"}),
    at("folders/<int:folder_id>/hold/", GET=OWNERS, POST=OWNERS, send={"reason": "x"}),
    at("usage/", GET=AUDITORS, told=()),
    at("usage/usage.csv", GET=AUDITORS, told=()),
    at("team/letterhead/", GET=OWNERS, POST=OWNERS, told=(), send={"name": "x"}),
    at("team/letterhead/logo", GET=OWNERS, told=()),
    at("export/", GET=READERS, POST=READERS, told=(), send={"do": "download"}),
    # Who asked for it has it, and nobody else.
    at("export/<uuid:archive_id>/", GET=(EDITOR,), told=()),
    at("export/<uuid:archive_id>/download", GET=(EDITOR,), told=()),
    at("export/<uuid:archive_id>/remove", POST=(EDITOR,), told=()),
    at("team/", GET=SIGNED_IN),
    at("team/switch", POST=MEMBERS, told=(), send=TEAM),
    at("team/new/", GET=(), POST=(), told=()),
    at("team/settings", POST=OWNERS, told=MEMBERS, send=TEAM | {"section": "naming", "name": "x"}),
    at("team/leave", POST=MEMBERS, told=(), send=TEAM),
    at("team/members/<int:person>/role", POST=OWNERS, told=MEMBERS, send=TEAM | {"role": "viewer"}),
    at("team/members/<int:person>/owner", POST=OWNERS, told=MEMBERS, send=TEAM),
    at("team/members/<int:person>/remove", POST=OWNERS, told=MEMBERS, send=TEAM),
    # For site staff alone, who are told that they may.
    at("team/members/<int:person>/off", POST=(), told=MEMBERS, send=TEAM),
    at("team/members/<int:person>/on", POST=(), told=MEMBERS, send=TEAM),
    at(
        "team/invitations", POST=OWNERS, told=MEMBERS, send=TEAM | {"email": "x@example.am", "role": "viewer"}
    ),
    at("team/invitations/<uuid:pk>/again", POST=OWNERS, told=(), args={"pk": "invitation"}, send=TEAM),
    at("team/invitations/<uuid:pk>/revoke", POST=OWNERS, told=(), args={"pk": "invitation"}, send=TEAM),
    at("team/invitations/<str:token>/", GET=(ANYONE,), POST=(ANYONE,)),
    at("team/log/", GET=OWNERS, told=()),
    at("team/log/log.csv", GET=OWNERS, told=()),
    at("team/sharing/", GET=OWNERS, POST=OWNERS, told=(), send={"allowed": "1"}),
    # Of links that open something test_shared.py tells.
    at("shared/<str:token>/", GET=(ANYONE,), POST=(ANYONE,)),
    at("shared/<str:token>/text", GET=(ANYONE,)),
    at("shared/media/<str:signed>", GET=(ANYONE,)),
    at("shared/media/<str:signed>/peaks", GET=(ANYONE,)),
    at("guest-links/<uuid:link_id>/revoke", POST=EDITORS, told=()),
    at(ONE, GET=READERS),
    at(ONE + "status/", GET=READERS),
    at(ONE + "player/", GET=READERS),
    at(ONE + "title", POST=EDITORS, send={"title": "x"}),
    at(ONE + "note", POST=EDITORS, send={"note": "x"}),
    at(ONE + "transcribe", POST=EDITORS, send={"stt_model": "formal", "again": "on"}),
    # It is no private one; of those that are, the other test asks.
    at(ONE + "to-team", POST=(), told=READERS, while_private=("POST",)),
    at(ONE + "remove", POST=EDITORS),
    at(ONE + "restore", POST=EDITORS, args={"recording_id": "trashed"}),
    at(ONE + "delete/", GET=EDITORS, POST=EDITORS, args={"recording_id": "own"}),
    at(ONE + "hold/", GET=OWNERS, POST=OWNERS, send={"reason": "x"}),
    at(ONE + "export", GET=READERS),
    at(ONE + "history/", GET=READERS),
    at(ONE + "find/", GET=READERS),
    at(ONE + "compare/", GET=READERS),
    at(ONE + "compare/take", POST=EDITORS, send=PHRASE),
    at(ONE + "replace/", GET=EDITORS, POST=EDITORS, send={"find": "x", "replace": "y", "act": "replace"}),
    # What one may not, or nobody did, is not taken back.
    at(ONE + "replace/<uuid:batch>/undo", POST=READERS),
    at("replace/", GET=EDITORS, POST=EDITORS, told=SIGNED_IN, send={"id": "$recording", "find": "x"}),
    at("replace/<uuid:batch>/", GET=READERS, args={"batch": "changed"}),
    at("replace/<uuid:batch>/undo", POST=EDITORS, args={"batch": "changed"}),
    at(ONE + "try/", GET=READERS),
    at(ONE + "try/status", GET=READERS),
    at(ONE + "try/order", POST=EDITORS),
    at(ONE + "try/<uuid:trial_id>/retry", POST=EDITORS, args=STOPPED | {"trial_id": "failed_trial"}),
    at(ONE + "try/<uuid:trial_id>/cancel", POST=EDITORS, args=STOPPED | {"trial_id": "queued_trial"}),
    at(ONE + "subtitles/", GET=READERS),
    at(ONE + "sharing/", GET=EDITORS, POST=EDITORS, told=(), send={"days": "14"}),
    at(ONE + "media", GET=READERS),
    at(ONE + "peaks", GET=READERS),
    at(ONE + "tracks/<int:index>", GET=READERS),
    at(RUN + "words", GET=READERS),
    at(RUN + "newest", GET=READERS),
    at(RUN + "change", POST=EDITORS, send=TEXT, json=True),
    at(RUN + "standing", POST=READERS, send=TEXT, json=True),
    at(RUN + "present", POST=EDITORS, send={"at": "$paragraph"}, json=True),
    at(RUN + "speakers", GET=READERS),
    at(RUN + "times", GET=READERS),
    at(RUN + "notes", GET=READERS),
    at(RUN + "notes/write", POST=EDITORS, send={"moment": "0", "text": "x"}),
    at(RUN + "notes/resolve", POST=EDITORS, send={"note": "$note"}),
    at(RUN + "notes/remove", POST=(EDITOR,), send={"note": "$note"}),
    at(RUN + "subtitles/<str:preset>", GET=READERS),
    at(RUN + "subtitles/<str:preset>/cut", POST=EDITORS, send={"wish": "undo"}),
    at(RUN + "restore", POST=EDITORS, send={"number": "0", "base": "0"}),
    at(RUN + "retry", POST=EDITORS, args=FAILED),
    at(RUN + "cancel", POST=EDITORS, args=QUEUED),
]

REC = "api/v1/recordings"
API_ONE = REC + "/<uuid:pk>"
API_RUN = API_ONE + "/transcriptions/<uuid:transcription_id>"
TUS = {
    "Tus-Resumable": "1.0.0",
    "Upload-Length": "3",
    "Upload-Metadata": "stt_model Zm9ybWFs,filename eC53YXY=",
}
BYTES = {"Tus-Resumable": "1.0.0", "Upload-Offset": "0", "Content-Type": "application/offset+octet-stream"}

API = [
    at("api/", GET=(), POST=(), PUT=(), PATCH=(), DELETE=(), told=()),
    at("api/<path:rest>", same_for_all=True, GET=(), POST=(), PUT=(), PATCH=(), DELETE=(), told=()),
    at(
        "api/v1/transcriptions/upload",
        POST=EDITORS,
        told=MEMBERS,
        send={"stt_model": "formal", "file": "$sound"},
    ),
    at("api/v1/transcriptions/<str:job_id>", GET=READERS),
    at("v1/audio/transcriptions", POST=EDITORS, told=MEMBERS, send={"model": "formal", "file": "$sound"}),
    at("v1/models", GET=MEMBERS),
    at("v1/<path:rest>", same_for_all=True, GET=(), POST=(), PUT=(), PATCH=(), DELETE=(), told=()),
    at("api/v1/uploads", GET=SIGNED_IN, POST=EDITORS, told=SIGNED_IN, headers=TUS, page=True),
    at(
        "api/v1/uploads/<uuid:pk>",
        GET=(EDITOR,),
        HEAD=(EDITOR,),
        PATCH=(EDITOR,),
        DELETE=(EDITOR,),
        told=(),
        args={"pk": "upload"},
        headers=BYTES,
        page=True,
    ),
    at("api/v1/schema", GET=(ANYONE,)),
    at("api/v1/docs", GET=(ANYONE,)),
    at(REC, GET=MEMBERS),
    at(REC + "/import", POST=EDITORS, told=MEMBERS, send={"title": "x", "text": "y"}),
    at(REC + "/export", GET=MEMBERS, POST=MEMBERS, reads=("POST",)),
    at("api/v1/search", GET=MEMBERS),
    at("api/v1/usage", GET=AUDITORS, told=MEMBERS),
    at("api/v1/folders", GET=MEMBERS, POST=EDITORS, told=MEMBERS, send={"name": "x"}),
    at(
        "api/v1/folders/<int:number>",
        GET=READERS,
        PATCH=EDITORS,
        DELETE=EDITORS,
        args={"number": "folder_id"},
        send={"name": "x"},
    ),
    at("api/v1/tags", GET=MEMBERS, POST=EDITORS, told=MEMBERS, send={"name": "x"}),
    at(
        "api/v1/tags/<int:number>",
        GET=READERS,
        PATCH=EDITORS,
        DELETE=EDITORS,
        args={"number": "tag_id"},
        send={"name": "x"},
    ),
    at(API_ONE, GET=READERS, PATCH=EDITORS, DELETE=EDITORS, send={"title": "x"}),
    at(API_ONE + "/restore", POST=EDITORS, args={"pk": "trashed"}),
    at(API_ONE + "/transcriptions", GET=READERS, POST=EDITORS, send={"model": "formal", "again": True}),
    at(API_RUN, GET=READERS),
    at(API_RUN + "/retry", POST=EDITORS, args=FAILED),
    at(API_RUN + "/cancel", POST=EDITORS, args=QUEUED),
    at(API_ONE + "/transcript", GET=READERS, PUT=EDITORS, PATCH=EDITORS, send=CHANGES),
    at(API_ONE + "/transcript/revisions", GET=READERS),
    at(API_ONE + "/transcript/revisions/<int:number>", GET=READERS),
    at(API_ONE + "/transcript/revisions/<int:number>/restore", POST=EDITORS),
    at(API_ONE + "/transcript/differences", GET=READERS),
    at(API_ONE + "/export", GET=READERS),
    at(API_ONE + "/breaks", GET=READERS, PUT=EDITORS, send={"revision": 0, "version": 0, "breaks": []}),
    at(API_ONE + "/guest-links", GET=EDITORS, POST=EDITORS, told=(), send={"days": 1}),
    at(API_ONE + "/guest-links/<uuid:link_id>", GET=EDITORS, DELETE=EDITORS, told=()),
    at(API_ONE + "/notes", GET=READERS, POST=EDITORS, send={"moment": 0, "text": "x"}),
    at(
        API_ONE + "/notes/<int:number>",
        PATCH=EDITORS,
        DELETE=(EDITOR,),
        args={"number": "note"},
        send={"resolved": True},
    ),
    # Recordings that one does not see are passed over: for billing all of them.
    at(
        REC + "/replace",
        POST=(*EDITORS, BILLING),
        send={"find": "x", "replace": "y", "recordings": ["$recording"]},
    ),
    at(REC + "/replace/<uuid:batch>/undo", POST=MEMBERS, same_for_all=True),
]

# One's own account, by a library whose views take any method: those that are named are looked at.
ACCOUNT = [
    by_library("accounts/login/", ANYONE),
    by_library("accounts/logout/", ANYONE),
    by_library("accounts/inactive/", ANYONE),
    by_library("accounts/signup/", ANYONE),
    by_library("accounts/reauthenticate/", *SIGNED_IN),
    by_library("accounts/email/", *SIGNED_IN),
    by_library("accounts/confirm-email/", ANYONE),
    by_library("accounts/confirm-email/(?P<key>[-:\\w]+)/", ANYONE),
    by_library("accounts/password/change/", *SIGNED_IN),
    by_library("accounts/password/set/", *SIGNED_IN),
    by_library("accounts/password/reset/", ANYONE),
    by_library("accounts/password/reset/done/", ANYONE),
    by_library("accounts/password/reset/key/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/", ANYONE),
    by_library("accounts/password/reset/key/done/", ANYONE),
    by_library("accounts/login/code/confirm/", ANYONE),
    by_library("accounts/2fa/", *SIGNED_IN, methods=["GET"]),
    by_library("accounts/2fa/reauthenticate/", *SIGNED_IN),
    one_has_none("accounts/2fa/recovery-codes/", methods=["GET"]),
    one_has_none("accounts/2fa/recovery-codes/download/"),
    by_library("accounts/2fa/recovery-codes/generate/", *SIGNED_IN),
    by_library("accounts/2fa/totp/activate/", *SIGNED_IN),
    one_has_none("accounts/2fa/totp/deactivate/"),
    by_library("accounts/2fa/webauthn/", *SIGNED_IN, methods=["GET"]),
    by_library("accounts/2fa/webauthn/add/", *SIGNED_IN),
    replace(by_library("accounts/2fa/webauthn/keys/<int:pk>/edit/", *SIGNED_IN), args={"pk": "note"}),
    replace(by_library("accounts/2fa/webauthn/keys/<int:pk>/remove/", *SIGNED_IN), args={"pk": "note"}),
    by_library("accounts/2fa/webauthn/reauthenticate/", *SIGNED_IN),
    by_library("accounts/3rdparty/", *SIGNED_IN),
    by_library("accounts/sessions/", *SIGNED_IN),
    by_library("accounts/2fa/authenticate/", ANYONE),
    by_library("accounts/2fa/webauthn/login/", ANYONE),
    by_library("accounts/3rdparty/login/cancelled/", ANYONE),
    by_library("accounts/3rdparty/login/error/", *SIGNED_IN, methods=["GET"]),
    by_library("accounts/3rdparty/signup/", ANYONE),
    by_library("accounts/social/connections/", *SIGNED_IN),
    by_library("accounts/social/login/cancelled/", *SIGNED_IN),
    by_library("accounts/social/login/error/", *SIGNED_IN),
    by_library("accounts/social/signup/", *SIGNED_IN),
    by_library("accounts/oidc/<str:provider_id>/login/", ANYONE),
    by_library("accounts/oidc/(?P<provider_id>[/]+)/login/", ANYONE),
    by_library("accounts/oidc/(?P<provider_id>[/]+)/login/callback/", ANYONE),
]

ROWS = [*PAGES, *API, *ACCOUNT]
