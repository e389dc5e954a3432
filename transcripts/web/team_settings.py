"""The sections of a team's settings, each a form of its own on the team's page.

A new one is a template, which shows its fields, and a line here, which reads them; `actions.teams.change_team` writes what
fields of the team they are.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.http import QueryDict


@dataclass(frozen=True, slots=True)
class Section:
    """`read`: from the form to the team's fields. The template gets `team`, and `problem` where it was refused."""

    name: str
    template: str
    read: Callable[[QueryDict], dict[str, Any]]


def _line(form: QueryDict, name: str) -> str:
    return form.get(name, "").replace("\0", "")


SECTIONS = (
    Section("naming", "parts/team/naming.html", lambda form: {"name": _line(form, "name")}),
    Section(
        "uploading",
        "parts/team/uploading.html",
        lambda form: {
            "default_model": _line(form, "default_model"),
            "default_confidential": "default_confidential" in form,
        },
    ),
    Section(
        "signing_in",
        "parts/team/signing_in.html",
        lambda form: {"requires_mfa": "requires_mfa" in form},
    ),
)
