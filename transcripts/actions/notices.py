"""What a person does with their notices."""

from django.utils import timezone

from transcripts.errors import Refused, gettext_noop
from transcripts.models import ByMail, Notice, NoticeWish, User


class UnknownWish(Refused):
    code = "unknown_wish"
    field = "by_mail"
    sentence = gettext_noop("Choose how you want to hear by email.")


def see_all(*, by: User) -> None:
    Notice.objects.filter(user=by, seen_at=None).update(seen_at=timezone.now())


def see(*, by: User, notice: Notice) -> None:
    """Only one's own is ever seen."""
    if notice.user_id == by.pk:
        notice.see(timezone.now())


def wish(*, by: User, by_mail: str) -> None:
    """Raises UnknownWish."""
    if by_mail not in ByMail.values:
        raise UnknownWish
    NoticeWish.objects.update_or_create(user=by, defaults={"by_mail": by_mail})
