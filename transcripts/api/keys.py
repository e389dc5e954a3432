"""Who is asking: API tokens in one of two headers."""

from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from rest_framework.authentication import BaseAuthentication
from rest_framework.exceptions import AuthenticationFailed, NotAuthenticated
from rest_framework.permissions import SAFE_METHODS, BasePermission
from rest_framework.request import Request

from transcripts.models import ApiToken, User, origin

SCHEME = "bearer"


def presented(request: Request) -> str:
    """The token as sent, from `x-auth-token` or `Authorization: Bearer`; empty where there is none."""
    own = request.headers.get("x-auth-token", "").strip()
    scheme, _space, secret = request.headers.get("authorization", "").strip().partition(" ")
    return own or (secret.strip() if scheme.lower() == SCHEME else "")


class TokenAuthentication(BaseAuthentication):
    """`request.user` is the token's person, `request.auth` the token: it opens one team, not all of theirs."""

    def authenticate(self, request: Request) -> tuple[User, ApiToken] | None:
        secret = presented(request)
        if not secret:
            return None
        now = timezone.now()
        token = ApiToken.find(secret, now)
        if token is None:
            raise AuthenticationFailed(_("This API token is not known here, has ended or was revoked."))
        token.touch(now)
        origin.opened_with(token.hint)
        return token.user, token

    def authenticate_header(self, request: Request) -> str:
        return 'Bearer realm="api"'


class MayWrite(BasePermission):
    """A token that only reads changes nothing. Views name in `reads` the methods by which nothing changes, beside the safe ones."""

    message = _("This API token only reads.")
    code = "read_only"

    def has_permission(self, request: Request, view: object) -> bool:
        token = request.auth
        if not isinstance(token, ApiToken) or not token.read_only or request.method in SAFE_METHODS:
            return True
        return request.method in getattr(view, "reads", ())


def token_of(request: Request) -> ApiToken:
    """The key that opened the door, with its person and team."""
    if not isinstance(request.auth, ApiToken):
        raise NotAuthenticated
    return request.auth
