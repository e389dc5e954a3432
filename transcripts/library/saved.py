"""The views that a person keeps, as pages show them."""

from dataclasses import dataclass

from transcripts.library.filters import View
from transcripts.models import SavedSearch, User


@dataclass(frozen=True, slots=True)
class SavedView:
    name: str
    view: View


def saved_views(user: User) -> list[SavedView]:
    """Newest first."""
    rows = SavedSearch.objects.filter(user=user).values_list("name", "view")
    return [SavedView(name, View.of_kept(view)) for name, view in rows]
