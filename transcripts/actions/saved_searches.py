"""Views of the library that a person wants to find again: search, filters and order. Their own, and nobody else's to see."""

from transcripts.library.filters import View
from transcripts.models import SavedSearch, User

# More would not be found again among themselves.
MOST = 20
LONGEST_NAME = 100


def save(*, by: User, name: str, view: View) -> None:
    """Once, under its newest name; the oldest one goes where there are too many. The whole library needs no saving."""
    kept = view.kept()
    if view == View() or len(kept) > 1000:
        return
    called = " ".join(name.split())[:LONGEST_NAME] or view.q[:LONGEST_NAME]
    SavedSearch.objects.update_or_create(user=by, view=kept, defaults={"name": called})
    old = SavedSearch.objects.filter(user=by).values_list("pk", flat=True)[MOST:]
    SavedSearch.objects.filter(pk__in=list(old)).delete()


def forget(*, by: User, view: View) -> None:
    SavedSearch.objects.filter(user=by, view=view.kept()).delete()
