"""What every page may show, asked for only when it does."""

from django.conf import settings
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from transcripts import access
from transcripts.models import User


def product(request: HttpRequest) -> dict[str, object]:
    user = getattr(request, "user", None)
    known = isinstance(user, User) or bool(user and user.is_authenticated)
    return {
        "product": {
            "name": settings.PRODUCT_NAME,
            "sandbox": settings.SANDBOX,
            "may_upload": SimpleLazyObject(lambda: known and access.may_upload(user)),
            "may_see_usage": SimpleLazyObject(lambda: known and access.may_see_usage(user)),
        }
    }
