"""What is told of the API is what there is."""

import re
from typing import Any

from django.test import Client

from tests.rights.rows import API
from transcripts.api.operations import GROUPS
from transcripts.api.schema import SHAPES, document

# They are no doors: what answers where there is none, and what tells of the others.
LEFT_OUT = ("api/", "api/<path:rest>", "v1/<path:rest>", "api/v1/schema", "api/v1/docs")
_PLACE = re.compile(r"<[^>]+>|\{[^}]+\}")


def _bare(address: str) -> str:
    return _PLACE.sub("{}", address).strip("/")


def test_every_address_and_method_is_told_and_no_other() -> None:
    there = {
        (_bare(row.address), method) for row in API if row.address not in LEFT_OUT for method in row.methods
    }
    told = {(_bare(one.address), one.method) for _name, operations in GROUPS for one in operations}
    assert told == there


def _named(value: Any) -> set[str]:
    """The shapes to which it leads."""
    match value:
        case {"$ref": str(where)}:
            return {where.rpartition("/")[2]}
        case dict():
            return set().union(*map(_named, value.values()))
        case list():
            return set().union(*map(_named, value))
    return set()


def test_every_shape_is_used_and_every_one_used_is_there() -> None:
    assert _named(document()) == set(SHAPES)


def test_names_of_operations_are_told_apart() -> None:
    names = [one["operationId"] for path in document()["paths"].values() for one in path.values()]
    assert len(names) == len(set(names))


def test_the_document_is_open_to_all(client: Client) -> None:
    said = client.get("/api/v1/schema/").json()
    assert said["openapi"] == "3.1.0"
    transcript = said["paths"]["/api/v1/recordings/{id}/transcript"]
    assert transcript["put"]["requestBody"]["content"]["application/json"]["schema"]["properties"][
        "text"
    ] == {"type": "string"}
    upload = said["paths"]["/api/v1/transcriptions/upload"]["post"]["requestBody"]["content"]
    assert upload["multipart/form-data"]["schema"]["required"] == ["file"]


def test_people_read_it_as_a_page(client: Client) -> None:
    page = client.get("/api/v1/docs/").content.decode()
    assert "/api/v1/recordings/{id}/transcript" in page
    assert "Read the current words" in page
