"""The API described for programs (OpenAPI 3.1) and, as a page, for people. Open to all: nothing of anybody's is in it."""

import re
from typing import Any

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from transcripts.api.operations import GROUPS, Fields, Operation

Json = dict[str, Any]

_SUMS: Fields = {
    "attempts": "integer",
    "failures": "integer",
    "seconds": "number",
    "unconfirmed_seconds": "number",
    "seconds_without_price": "number",
    "cost": "any",
    "may_be_added": "any",
}
# A mark of interrogation: it may be null.
SHAPES: dict[str, Fields] = {
    "Recording": {
        "id": "string",
        "title": "string",
        "filename": "string",
        "status": "string?",
        "duration": "number",
        "promised_duration": "number?",
        "video_duration": "number?",
        "size": "integer",
        "has_video": "boolean",
        "tracks": "any",
        "track": "integer?",
        "private": "boolean",
        "created_at": "string",
        "uploaded_by": "string?",
        "folder": "any",
        "tags": "any",
        "note": "string",
        "transcription": "any",
    },
    "Transcription": {
        "id": "string",
        "model": "string",
        "status": "string",
        "reason": "string?",
        "message": "string?",
        "secure_mode": "boolean",
        "created_at": "string",
        "finished_at": "string?",
        "retry": "any",
        "cancel": "any",
    },
    "Word": {
        "text": "string",
        "start": "number?",
        "end": "number?",
        "trust": "number",
        "estimated": "boolean",
    },
    "Paragraph": {
        "id": "integer",
        "speaker": "string",
        "start": "number?",
        "end": "number?",
        "words": "[Word]",
    },
    "Transcript": {
        "revision": "integer",
        "transcription": "string",
        "from": "integer",
        "total": "integer",
        "text": "string",
        "paragraphs": "[Paragraph]",
        "times": "any",
        "missing": "any",
        "unsaid": "any",
        "belongs": "any",
    },
    "Revision": {
        "number": "integer",
        "author": "string?",
        "created_at": "string",
        "restores": "integer?",
        "characters": "integer",
    },
    "Result": {
        "id": "string",
        "title": "string",
        "score": "number",
        "snippet": "string?",
        "start": "number?",
    },
    "Imported": {"id": "string", "title": "string", "status": "string", "transcription": "string"},
    "Upload": {
        "id": "string",
        "state": "string",
        "offset": "integer",
        "length": "integer?",
        "filename": "string",
        "metadata": "any",
        "title": "string",
        "created_at": "string",
        "expires_at": "string?",
        "recording": "any",
        "existing": "any",
        "error": "any",
        "tracks": "any",
    },
    "Folder": {
        "id": "integer",
        "name": "string",
        "parent": "integer?",
        "path": "[string]",
        "recordings": "integer",
    },
    "Tag": {"id": "integer", "name": "string", "colour": "string", "recordings": "integer"},
    "GuestLink": {
        "id": "string",
        "name": "string",
        "hint": "string",
        "download": "boolean",
        "password": "boolean",
        "created_at": "string",
        "expires_at": "string",
        "revoked_at": "string?",
        "last_opened_at": "string?",
    },
    "Sums": _SUMS,
    "UsageLine": {"key": "string", "name": "string", "email": "string?", **_SUMS},
    "Usage": {
        "from": "string",
        "to": "string",
        "group": "string",
        "total": "Sums",
        "results": "[UsageLine]",
        "next": "any",
    },
    "Job": {
        "job_id": "string?",
        "error": "string?",
        "success": "boolean",
        "secure_mode": "boolean",
        "return_word_timestamps": "boolean",
        "status": "integer",
        "transcription": "string?",
        "audio_duration": "integer?",
        "words": "any",
    },
    "Text": {"text": "string"},
    "Problem": {"code": "string", "message": "string", "fields": "any"},
    "Error": {"error": "Problem"},
}
_PLACE = re.compile(r"\{(\w+)\}")


@login_not_required
@require_safe
def schema(request: HttpRequest) -> JsonResponse:
    return JsonResponse(document(), json_dumps_params={"ensure_ascii": False, "indent": 1})


@login_not_required
@require_safe
def docs(request: HttpRequest) -> HttpResponse:
    return render(request, "transcripts/api.html", {"groups": GROUPS})


def document() -> Json:
    paths: dict[str, Json] = {}
    for group, operations in GROUPS:
        for one in operations:
            paths.setdefault(one.address, {})[one.method.lower()] = _operation(one, str(group))
    return {
        "openapi": "3.1.0",
        "info": {"title": settings.PRODUCT_NAME, "version": "1"},
        "paths": paths,
        "components": {
            "schemas": {name: _object(fields) for name, fields in SHAPES.items()},
            "securitySchemes": {
                "bearer": {"type": "http", "scheme": "bearer"},
                "key": {"type": "apiKey", "in": "header", "name": "x-auth-token"},
            },
        },
        "security": [{"bearer": []}, {"key": []}],
    }


def _operation(one: Operation, group: str) -> Json:
    named = re.sub(r"\W+", "_", _PLACE.sub(r"\1", one.address)).strip("_")
    told: Json = {
        "operationId": f"{one.method.lower()}_{named}",
        "summary": str(one.told),
        "tags": [group],
        "parameters": [*map(_in_path, _PLACE.findall(one.address)), *map(_in_query, one.asks)],
        "responses": {
            str(one.status): {"description": _("Done"), **_content(one)},
            "default": {"description": _("Refused"), "content": _as_json("Error")},
        },
    }
    if one.sends:
        media = "multipart/form-data" if one.is_form else "application/json"
        told["requestBody"] = {"required": True, "content": {media: {"schema": _object(one.sends)}}}
    return told


def _in_path(name: str) -> Json:
    return {"name": name, "in": "path", "required": True, "schema": {"type": "string"}}


def _in_query(name: str) -> Json:
    return {"name": name, "in": "query", "schema": {"type": "string"}}


def _content(one: Operation) -> Json:
    if not one.gives:
        return {}
    if "/" in one.gives:
        return {"content": {one.gives: {"schema": {"type": "string", "format": "binary"}}}}
    if one.gives.startswith("["):
        listed = {"results": one.gives, "next": "string?"}
        return {"content": {"application/json": {"schema": _object(listed)}}}
    return {"content": _as_json(one.gives)}


def _as_json(kind: str) -> Json:
    return {"application/json": {"schema": _type(kind)}}


def _object(fields: Fields) -> Json:
    names = {name.rstrip("*"): _type(kind) for name, kind in fields.items()}
    required = [name.rstrip("*") for name in fields if name.endswith("*")]
    return {"type": "object", "properties": names, **({"required": required} if required else {})}


def _type(kind: str) -> Json:
    if kind == "any":
        return {}
    if kind == "file":
        return {"type": "string", "format": "binary"}
    if kind.startswith("["):
        return {"type": "array", "items": _type(kind.strip("[]"))}
    if kind in SHAPES:
        return {"$ref": f"#/components/schemas/{kind}"}
    return {"type": [kind[:-1], "null"]} if kind.endswith("?") else {"type": kind}
