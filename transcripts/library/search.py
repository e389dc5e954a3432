"""From the search box to recordings."""

from django.db.models import QuerySet

from transcripts import access
from transcripts.models import Recording, User
from transcripts.text.armenian import fold


def search(user: User, q: str) -> QuerySet[Recording]:
    """Recordings whose title or text holds every word of `q`, whatever its case, marks or ligatures."""
    found = access.recordings(user)
    for word in fold(q).split():
        found = found.filter(search_text__contains=word)
    return found
