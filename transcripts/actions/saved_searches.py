"""Searches that a person wants to find again. Their own, and nobody else's to see."""

from transcripts.models import SavedSearch, User

# More would not be found again among themselves.
MOST = 20


def saved(user: User) -> list[str]:
    """Newest first."""
    return list(SavedSearch.objects.filter(user=user).values_list("q", flat=True)[:MOST])


def save(*, by: User, q: str) -> None:
    """Once; the oldest one goes where there are too many."""
    if not q:
        return
    SavedSearch.objects.get_or_create(user=by, q=q)
    old = SavedSearch.objects.filter(user=by).values_list("pk", flat=True)[MOST:]
    SavedSearch.objects.filter(pk__in=list(old)).delete()


def forget(*, by: User, q: str) -> None:
    SavedSearch.objects.filter(user=by, q=q).delete()
