"""Long lists of ids in little room: paragraphs that were written together stand together, so a list of thousands is a few runs.

Each save of an eight-hour transcript names all of its paragraphs; told one by one they would take 10 kB and more.
"""

from collections.abc import Iterable
from typing import Any

from django.db import models

# An id alone, or the first id and how many follow one another from it on.
Run = int | list[int]


def runs_of(ids: Iterable[int]) -> list[Run]:
    """[4, 5, 6, 9] → [[4, 3], 9]."""
    found: list[list[int]] = []
    for one in ids:
        if found and one == sum(found[-1]):
            found[-1][1] += 1
        else:
            found.append([one, 1])
    return [run if run[1] > 1 else run[0] for run in found]


def ids_of(runs: Iterable[Run]) -> list[int]:
    """The other way; what was stored one by one is read as well."""
    found: list[int] = []
    for run in runs:
        found += [run] if isinstance(run, int) else range(run[0], run[0] + run[1])
    return found


class IdsField(models.JSONField):
    """A list of ids, stored as runs. It cannot be searched in."""

    def from_db_value(self, value: Any, *rest: Any) -> Any:
        return ids_of(super().from_db_value(value, *rest))

    def get_db_prep_save(self, value: Any, connection: Any) -> Any:
        return super().get_db_prep_save(runs_of(value), connection)
