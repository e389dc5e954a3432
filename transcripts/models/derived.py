"""Columns that follow from another one of their row, and are written with it. `update()` knows nothing of them."""

from collections.abc import Callable
from typing import Any

from django.db import models

from transcripts.text.armenian import fold
from transcripts.text.armenian.ordering import sort_key


def folded(name: str) -> str:
    """As names are compared: whatever their case, marks, spelling of և and spaces."""
    return fold(" ".join(name.split()))[:300]


class _Derived(models.Field[Any, Any]):
    source: str
    derive: Callable[[str], Any]

    def pre_save(self, model_instance: models.Model, add: bool) -> Any:
        value = type(self).derive(getattr(model_instance, self.source))
        setattr(model_instance, self.attname, value)
        return value


class FoldedName(_Derived, models.CharField[str, str]):
    """Of `name`, so that no two differ in their spelling alone."""

    source = "name"
    derive = staticmethod(folded)


class TitleKey(_Derived, models.BinaryField[bytes, bytes]):
    """Of `title`: its place in the alphabet (text.armenian.ordering)."""

    source = "title"
    derive = staticmethod(sort_key)
