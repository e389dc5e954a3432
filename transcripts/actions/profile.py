"""Change what others see of oneself."""

from django.db import transaction

from transcripts.errors import Refused, gettext_noop
from transcripts.models import Act, Event, User


class LongName(Refused):
    code = "long_name"
    field = "name"
    sentence = gettext_noop("A name has at most 150 characters.")


def change_name(*, by: User, name: str) -> User:
    """An empty name is allowed: others then see the email address. Raises LongName."""
    cleaned = " ".join(name.split())
    if len(cleaned) > 150:
        raise LongName
    if by.name == cleaned:
        return by
    with transaction.atomic():
        before, by.name = by.name, cleaned
        by.save(update_fields=["name"])
        Event.record_for(by, Act.ACCOUNT_CHANGED, by=by, on=by, name_was=before)
    return by
