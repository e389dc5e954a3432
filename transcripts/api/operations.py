"""What the API can do, as data: `schema` makes an OpenAPI document and a page of it.

A test holds it against the addresses and methods that there really are.
"""

from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

# Fields are told by type: "string", "[string]" for a list, "Name" for a shape of `schema`; a star says that one must be sent.
Fields = dict[str, str]


@dataclass(frozen=True, slots=True)
class Operation:
    """`asks`: what may stand in the address behind `?`. `sends`: fields of the JSON, or of the form where there is a file.
    `gives`: the shape of what is answered with `status`; "" for none, or a media type.
    """

    method: str
    address: str
    told: Promise
    asks: tuple[str, ...] = ()
    sends: Any = None
    gives: str = ""
    status: int = 200

    @property
    def is_form(self) -> bool:
        return bool(self.sends) and "file*" in self.sends


_V1 = "/api/v1"
_REC = f"{_V1}/recordings"
_ONE = f"{_REC}/{{id}}"
_RUN = f"{_ONE}/transcriptions/{{transcription}}"
_WORDS = f"{_ONE}/transcript"
_EXPORT = ("format", "preset", "times", "speakers")
_LIST = ("q", "status", "folder", "tag", "model", "person", "month", "from", "to", "length", "sort")
_HISPEECH = {
    "file*": "file",
    "stt_model": "string",
    "wait_for_result": "boolean",
    "return_word_timestamps": "boolean",
    "secure_mode": "boolean",
    "again": "boolean",
}
_OPENAI = {
    "file*": "file",
    "model*": "string",
    "response_format": "string",
    "timestamp_granularities[]": "[string]",
}

# By what they are about, in the order in which a page tells them.
GROUPS: tuple[tuple[Promise, tuple[Operation, ...]], ...] = (
    (
        _("Recordings"),
        (
            Operation("GET", _REC, _("List recordings"), (*_LIST, "limit", "cursor"), gives="[Recording]"),
            Operation("GET", _ONE, _("Read one"), gives="Recording"),
            Operation(
                "PATCH",
                _ONE,
                _("Change its title, note, folder or tags, or share a private one with the team"),
                sends={
                    "title": "string",
                    "note": "string",
                    "folder": "any",
                    "tags": "any",
                    "private": "boolean",
                },
                gives="Recording",
            ),
            Operation(
                "DELETE", _ONE, _("Put it into the trash, or delete it for good"), ("permanent",), status=204
            ),
            Operation("POST", f"{_ONE}/restore", _("Take it out of the trash"), gives="Recording"),
            Operation(
                "POST",
                f"{_REC}/import",
                _("Bring a text that was transcribed elsewhere"),
                sends={
                    "title*": "string",
                    "text*": "string",
                    "words": "[Word]",
                    "model": "string",
                    "folder": "string",
                },
                gives="Imported",
                status=201,
            ),
            Operation("GET", f"{_V1}/search", _("Search, the best first"), ("q", "limit"), gives="[Result]"),
        ),
    ),
    (
        _("Uploads"),
        (
            Operation("GET", f"{_V1}/uploads/", _("List one's own that are not finished"), gives="any"),
            Operation("POST", f"{_V1}/uploads/", _("Announce one (tus 1.0)"), status=201),
            Operation("GET", f"{_V1}/uploads/{{upload}}", _("Ask what became of it"), gives="Upload"),
            Operation("HEAD", f"{_V1}/uploads/{{upload}}", _("Ask where to go on (tus 1.0)")),
            Operation("PATCH", f"{_V1}/uploads/{{upload}}", _("Send bytes of it (tus 1.0)"), status=204),
            Operation("DELETE", f"{_V1}/uploads/{{upload}}", _("Give it up (tus 1.0)"), status=204),
        ),
    ),
    (
        _("Transcriptions"),
        (
            Operation(
                "GET",
                f"{_ONE}/transcriptions",
                _("List those of a recording, newest first"),
                gives="[Transcription]",
            ),
            Operation(
                "POST",
                f"{_ONE}/transcriptions",
                _("Order another one"),
                sends={"model*": "string", "secure_mode": "boolean", "again": "boolean"},
                gives="Transcription",
                status=201,
            ),
            Operation("GET", _RUN, _("Read one"), gives="Transcription"),
            Operation("POST", f"{_RUN}/retry", _("Try again"), gives="Transcription"),
            Operation("POST", f"{_RUN}/cancel", _("Cancel"), gives="Transcription"),
        ),
    ),
    (
        _("Words"),
        (
            Operation(
                "GET",
                _WORDS,
                _("Read the current words"),
                ("transcription", "from", "to"),
                gives="Transcript",
            ),
            Operation(
                "PUT",
                _WORDS,
                _("Correct them as a whole"),
                ("transcription",),
                sends={"text": "string", "paragraphs": "[Paragraph]", "base": "integer"},
                gives="Transcript",
            ),
            Operation(
                "PATCH",
                _WORDS,
                _("Correct some paragraphs"),
                ("transcription",),
                sends={"base": "integer", "changes*": "any"},
                gives="Revision",
            ),
            Operation(
                "GET",
                f"{_WORDS}/revisions",
                _("List their versions, newest first"),
                ("transcription", "limit", "cursor", "grouped"),
                gives="[Revision]",
            ),
            Operation(
                "GET",
                f"{_WORDS}/revisions/{{number}}",
                _("Read a version; 0 is the machine's"),
                ("transcription",),
                gives="Transcript",
            ),
            Operation(
                "POST",
                f"{_WORDS}/revisions/{{number}}/restore",
                _("Give a version back"),
                ("transcription",),
                gives="Revision",
            ),
            Operation(
                "GET",
                f"{_WORDS}/differences",
                _("Compare two versions"),
                ("transcription", "from", "to"),
                gives="any",
            ),
            Operation(
                "POST",
                f"{_REC}/replace",
                _("Replace something in many transcripts"),
                sends={
                    "find*": "string",
                    "replace*": "string",
                    "recordings*": "[string]",
                    "folded": "boolean",
                    "whole_words": "boolean",
                    "preview": "boolean",
                },
                gives="any",
            ),
            Operation("POST", f"{_REC}/replace/{{batch}}/undo", _("Take that back"), gives="any"),
            Operation("GET", f"{_ONE}/notes", _("List notes by moment"), ("resolved",), gives="any"),
            Operation(
                "POST",
                f"{_ONE}/notes",
                _("Write a note, or answer one"),
                sends={"moment": "number", "text*": "string", "replies_to": "integer"},
                gives="any",
                status=201,
            ),
            Operation(
                "PATCH",
                f"{_ONE}/notes/{{number}}",
                _("Change or settle one"),
                sends={"text": "string", "resolved": "boolean"},
                gives="any",
            ),
            Operation("DELETE", f"{_ONE}/notes/{{number}}", _("Take one back"), status=204),
        ),
    ),
    (
        _("Exports and subtitles"),
        (
            Operation(
                "GET",
                f"{_ONE}/export",
                _("Export one"),
                (*_EXPORT, "revision", "transcription"),
                gives="*/*",
            ),
            Operation(
                "GET",
                f"{_REC}/export",
                _("Export many as a ZIP"),
                ("ids", "q", *_EXPORT),
                gives="application/zip",
            ),
            Operation(
                "POST",
                f"{_REC}/export",
                _("Export many as a ZIP"),
                sends={"ids": "[string]", "format": "string"},
                gives="application/zip",
            ),
            Operation(
                "GET",
                f"{_ONE}/breaks",
                _("Read where people cut subtitles"),
                ("preset", "transcription"),
                gives="any",
            ),
            Operation(
                "PUT",
                f"{_ONE}/breaks",
                _("Cut them"),
                ("preset", "transcription"),
                sends={"revision*": "integer", "version*": "integer", "breaks*": "any"},
                gives="any",
            ),
        ),
    ),
    (
        _("Order and sharing"),
        (
            Operation("GET", f"{_V1}/folders", _("List folders"), gives="[Folder]"),
            Operation(
                "POST",
                f"{_V1}/folders",
                _("Make one"),
                sends={"name*": "string", "parent": "integer"},
                gives="Folder",
                status=201,
            ),
            Operation("GET", f"{_V1}/folders/{{number}}", _("Read one"), gives="Folder"),
            Operation(
                "PATCH",
                f"{_V1}/folders/{{number}}",
                _("Rename or move one"),
                sends={"name": "string", "parent": "integer"},
                gives="Folder",
            ),
            Operation(
                "DELETE",
                f"{_V1}/folders/{{number}}",
                _("Delete one; its content goes to its parent"),
                gives="any",
            ),
            Operation("GET", f"{_V1}/tags", _("List tags"), gives="[Tag]"),
            Operation(
                "POST",
                f"{_V1}/tags",
                _("Make one"),
                sends={"name*": "string", "colour": "string"},
                gives="Tag",
                status=201,
            ),
            Operation("GET", f"{_V1}/tags/{{number}}", _("Read one"), gives="Tag"),
            Operation(
                "PATCH",
                f"{_V1}/tags/{{number}}",
                _("Change one"),
                sends={"name": "string", "colour": "string"},
                gives="Tag",
            ),
            Operation("DELETE", f"{_V1}/tags/{{number}}", _("Delete one"), status=204),
            Operation(
                "GET", f"{_ONE}/guest-links", _("List guest links that can be used"), gives="[GuestLink]"
            ),
            Operation(
                "POST",
                f"{_ONE}/guest-links",
                _("Make one; its address is in this answer alone"),
                sends={"days": "integer", "name": "string", "password": "string", "download": "boolean"},
                gives="GuestLink",
                status=201,
            ),
            Operation("GET", f"{_ONE}/guest-links/{{link}}", _("Read one"), gives="GuestLink"),
            Operation("DELETE", f"{_ONE}/guest-links/{{link}}", _("Take one back at once"), status=204),
        ),
    ),
    (
        _("Usage"),
        (
            Operation(
                "GET",
                f"{_V1}/usage",
                _("Read seconds and money by person, model or month"),
                ("from", "to", "group"),
                gives="Usage",
            ),
        ),
    ),
    (
        _("Compatible with HiSpeech"),
        (
            Operation(
                "POST",
                f"{_V1}/transcriptions/upload",
                _("Upload and transcribe"),
                ("stt_model", "wait_for_result"),
                sends=_HISPEECH,
                gives="Job",
            ),
            Operation(
                "GET",
                f"{_V1}/transcriptions/{{job_id}}",
                _("Look a job up"),
                ("return_word_timestamps",),
                gives="Job",
            ),
        ),
    ),
    (
        _("Compatible with OpenAI"),
        (
            Operation(
                "POST",
                "/v1/audio/transcriptions",
                _("Upload, and stay until the words are there"),
                sends=_OPENAI,
                gives="Text",
            ),
            Operation("GET", "/v1/models", _("List models"), gives="any"),
        ),
    ),
)
