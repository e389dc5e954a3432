"""What browsers may load (Content-Security-Policy): the settings say it, and here what only the storage knows."""

from typing import TYPE_CHECKING, Any, cast

from csp.middleware import CSPMiddleware, PolicyParts
from django.core.files.storage import default_storage
from django.http import HttpRequest
from django.http.response import HttpResponseBase

from transcripts.web.delivery import from_elsewhere

if TYPE_CHECKING:
    from hispeech_web.bucket import Bucket


class Policy(CSPMiddleware):
    """Recordings may be played from where `delivery` sends browsers for them, and from nowhere else."""

    def get_policy_parts(
        self, request: HttpRequest, response: HttpResponseBase, report_only: bool = False
    ) -> PolicyParts:
        parts = super().get_policy_parts(request, response, report_only)
        if from_elsewhere(default_storage):
            more: dict[str, Any] = {"media-src": [cast("Bucket", default_storage).origin]}
            parts.update = {**more, **(parts.update or {})}
        return parts
