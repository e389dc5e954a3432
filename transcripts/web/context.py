"""What every page may show, asked for only when it does."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from transcripts import access
from transcripts.actions.welcome import nobody_is_here
from transcripts.library import news
from transcripts.models import User
from transcripts.web import identities, standing
from transcripts.web.http import me
from transcripts.web.invited import invitation
from transcripts.web.second_factor import passkeys_work


def product(request: HttpRequest) -> dict[str, object]:
    def may(verb: Callable[[User], object]) -> object:
        def ask() -> object:
            # A request that failed early has no user yet; one without a session has a nameless one.
            return isinstance(getattr(request, "user", None), User) and verb(me(request))

        return SimpleLazyObject(ask)

    def unseen() -> object:
        user = getattr(request, "user", None)
        return news.unseen(user) if isinstance(user, User) else None

    return {
        "product": {
            "name": settings.PRODUCT_NAME,
            "sandbox": standing.about_the_sandbox,
            "missing": standing.for_administrators,
            "unseen": SimpleLazyObject(unseen),
            "may_upload": may(access.may_upload),
            "may_see_usage": may(access.may_see_usage),
            "lacks_second_factor": may(access.lacks_second_factor),
            "team": may(access.current),
            "teams": may(access.several),
            "invitation": SimpleLazyObject(lambda: invitation(request)),
            "open_signup": settings.OPEN_SIGNUP,
            "nobody_is_here": SimpleLazyObject(nobody_is_here),
            "sends_letters": bool(settings.EMAIL_HOST),
            "providers": identities.providers,
            "passkeys": SimpleLazyObject(lambda: passkeys_work(request)),
        }
    }
