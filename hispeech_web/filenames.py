"""The names of files that come in forms: kept to the letter, and kept away from the disk.

Django's own parser reads "&amp;" as "&" and drops every character that is not printable to Python: the narrow space in the
names of a Mac's recordings, the joiners in an emoji. And its temporary files end as the upload does, however long that is.
What of a name is fit to be shown is for whoever keeps it to say.
"""

import re
import tempfile
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.core.files.uploadedfile import TemporaryUploadedFile, UploadedFile
from django.core.files.uploadhandler import FileUploadHandler, TemporaryFileUploadHandler
from django.http import HttpRequest
from django.http.multipartparser import MultiPartParser
from django.http.response import HttpResponseBase
from django.utils.datastructures import ImmutableList

_NAMELESS = {"", ".", ".."}


class ExactNames(MultiPartParser):
    def sanitize_file_name(self, file_name: str) -> str | None:
        """The last part of a path in either manner. None: there is no file."""
        name = re.split(r"[/\\]", file_name)[-1]
        return None if name in _NAMELESS else name


class UnnamedFile(TemporaryUploadedFile):
    def __init__(
        self, name: str, content_type: str, size: int, charset: str, content_type_extra: Any = None
    ) -> None:
        file = tempfile.NamedTemporaryFile(dir=settings.FILE_UPLOAD_TEMP_DIR, suffix=".upload")  # noqa: SIM115 - it is the upload's
        UploadedFile.__init__(self, file, name, content_type, size, charset, content_type_extra)


class UnnamedFiles(TemporaryFileUploadHandler):
    """Files go to the disk under a name of ours alone."""

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        FileUploadHandler.new_file(self, *args, **kwargs)
        self.file = UnnamedFile(
            self.file_name or "",
            self.content_type or "",
            0,
            self.charset or "",
            self.content_type_extra,
        )


class KeepNames:
    """Has the forms of all pages read by `ExactNames`. Comes before whatever looks into a form."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        def parse(meta: Any, body: Any) -> Any:
            request.upload_handlers = ImmutableList(request.upload_handlers)
            return ExactNames(meta, body, request.upload_handlers, request.encoding).parse()

        request.parse_file_upload = parse  # type: ignore[method-assign, assignment]
        return self.get_response(request)
