"""The control address, `/_sandbox/…`, on the same port: JSON in and out, no key. docs/sandbox.md is its manual.

GET    /_sandbox/               settings, faults in force, how many uploads and look-ups of unknown jobs
GET    /_sandbox/ledger?since=N {"entries": [ledger.Entry, …]}, those after number N
POST   /_sandbox/faults         {"kind": …, …} as faults.Fault says → {"id": N}
DELETE /_sandbox/faults[/N]     that one, or all
POST   /_sandbox/settings       {"speed": …, …} as options.Options says
POST   /_sandbox/reset          empty ledger, jobs and faults
"""

import json
from dataclasses import asdict
from typing import Any

from transcripts.sandbox.answers import Answer, as_json, not_found
from transcripts.sandbox.body import Body
from transcripts.sandbox.faults import BadFault
from transcripts.sandbox.faults import as_json as fault_as_json
from transcripts.sandbox.form import Fields
from transcripts.sandbox.options import BadOption
from transcripts.sandbox.sandbox import Sandbox

PREFIX = "/_sandbox"
LONGEST_BODY = 64 * 1024


class _BadRequest(ValueError):
    """The message says what is wrong with it."""


def control(box: Sandbox, method: str, path: str, query: Fields, body: Body) -> Answer:
    """`path` begins after PREFIX."""
    try:
        match method, path.strip("/").split("/"):
            case "GET", [""]:
                return as_json(200, _overview(box))
            case "GET", ["ledger"]:
                return as_json(200, _ledger(box, query))
            case "POST", ["faults"]:
                return as_json(201, {"id": box.fault(**_said(body))})
            case "DELETE", ["faults"]:
                box.storm.clear()
            case "DELETE", ["faults", number] if number.isdecimal():
                return as_json(200, {}) if box.storm.remove(int(number)) else not_found()
            case "POST", ["settings"]:
                box.change(_said(body))
            case "POST", ["reset"]:
                box.reset()
            case _:
                return not_found()
        return as_json(200, {})
    except (BadFault, BadOption, _BadRequest) as bad:
        return as_json(400, {"error": str(bad)})


def _overview(box: Sandbox) -> dict[str, Any]:
    settings = asdict(box.options)
    settings["key"] = bool(settings["key"])
    settings["state"] = bool(settings["state"])
    return {
        "settings": settings,
        "faults": {number: fault_as_json(fault) for number, fault in box.storm.in_force().items()},
        "uploads": len(box.ledger()),
        "stray_lookups": box.book.stray_lookups,
    }


def _ledger(box: Sandbox, query: Fields) -> dict[str, Any]:
    since = query.get("since", ["0"])[-1]
    if not since.isdecimal():
        raise _BadRequest("since must be a number")
    return {"entries": [asdict(entry) for entry in box.ledger(int(since))]}


def _said(body: Body) -> dict[str, Any]:
    read = bytearray()
    for piece in body:
        read += piece
        if len(read) > LONGEST_BODY:
            raise _BadRequest("the body is too long")
    try:
        said = json.loads(read)
    except ValueError:
        raise _BadRequest("the body is no JSON") from None
    if not isinstance(said, dict) or not said:
        raise _BadRequest("the body is no JSON object, or an empty one")
    return said
