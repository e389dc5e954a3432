"""The storage: names, files and signed addresses."""

import io
import posixpath
import threading
from contextlib import suppress
from datetime import datetime
from functools import cache, cached_property
from typing import TYPE_CHECKING, Any, Literal, Self, cast
from urllib.parse import urlsplit

import boto3
from boto3.s3.transfer import TransferConfig
from botocore.config import Config
from django.core.files import File
from storages.backends.s3 import S3Storage
from storages.utils import ReadBytesWrapper, clean_name

from hispeech_web.bucket.errors import BucketAway, plain_errors
from hispeech_web.bucket.stream import Stream

if TYPE_CHECKING:
    from mypy_boto3_s3 import S3Client

MiB = 1024 * 1024
BLOCK = 256 * 1024
CONNECT_WITHIN, ANSWER_WITHIN = 5, 30  # seconds
TRIES = 4
# One part at a time, so that a file of any size takes 8 MiB of memory on its way.
TRANSFER = TransferConfig(multipart_threshold=8 * MiB, multipart_chunksize=8 * MiB, use_threads=False)
_making = threading.Lock()


@cache
def _session() -> boto3.Session:
    """Knows what S3 looks like, which takes it a while to read; looks for keys where we were given none."""
    return boto3.Session()


class Opened(File[bytes]):
    """May be opened again after it was closed, as Django's own files may."""

    def __init__(self, bucket: "Bucket", name: str) -> None:
        self._bucket = bucket
        super().__init__(self._reader(name), name)

    def _reader(self, name: str) -> io.BufferedReader:
        return io.BufferedReader(Stream(self._bucket, name), BLOCK)

    def open(self, mode: str | None = None, *args: Any, **kwargs: Any) -> Self:
        if self.closed:
            self.file = self._reader(self.name or "")
        self.seek(0)
        return self


class Bucket(S3Storage):  # type: ignore[misc]
    """Takes django-storages' own settings (`AWS_…`), and `AWS_S3_PUBLIC_ENDPOINT_URL`: where browsers reach it."""

    bucket_name: str
    endpoint_url: str | None
    public_endpoint_url: str | None

    def __init__(self, **settings: Any) -> None:
        super().__init__(**settings)
        self.client_config = self._config()
        self._clients: dict[str | None, S3Client] = {}

    def get_default_settings(self) -> dict[str, Any]:
        from django.conf import settings

        public = getattr(settings, "AWS_S3_PUBLIC_ENDPOINT_URL", None)
        return {**super().get_default_settings(), "public_endpoint_url": public}

    def _config(self) -> Config:
        return Config(
            s3={"addressing_style": self._style()},
            signature_version="s3v4",
            # Checksums of AWS's own kinds are unknown to many others who speak S3.
            request_checksum_calculation="when_required",
            response_checksum_validation="when_required",
            connect_timeout=CONNECT_WITHIN,
            read_timeout=ANSWER_WITHIN,
            retries={"mode": "standard", "total_max_attempts": TRIES},
            max_pool_connections=64,
            tcp_keepalive=True,
        )

    def _style(self) -> Literal["auto", "path", "virtual"]:
        """Names before the host need a DNS of their own, which servers other than AWS seldom have. At AWS only addresses
        with both, name and region, are good as soon as a bucket is made; but no certificate covers a name with a dot.
        """
        style: Literal["auto", "path", "virtual"] = self.addressing_style or "auto"
        if style != "auto":
            return style
        return "path" if self.endpoint_url or "." in self.bucket_name else "virtual"

    # --- the client ------------------------------------------------------------------------------

    @property
    def client(self) -> "S3Client":
        return self._client(self.endpoint_url)

    def _client(self, endpoint: str | None) -> "S3Client":
        if endpoint not in self._clients:
            with _making:
                if endpoint not in self._clients:
                    self._clients[endpoint] = self._make_client(endpoint)
        return self._clients[endpoint]

    def _make_client(self, endpoint: str | None) -> "S3Client":
        return _session().client(
            "s3",
            region_name=self.region_name,
            endpoint_url=endpoint,
            aws_access_key_id=self.access_key,
            aws_secret_access_key=self.secret_key,
            aws_session_token=self.security_token,
            config=self.client_config,
            verify=self.verify,
        )

    def key(self, name: str) -> str:
        """The object's key: our name below AWS_LOCATION. Raises SuspiciousOperation where it would lie outside."""
        return cast(str, self._normalize_name(clean_name(name)))

    def require(self) -> None:
        """Raises BucketAway unless the bucket is there and lets us in."""
        try:
            with plain_errors(self.bucket_name):
                self.client.head_bucket(Bucket=self.bucket_name)
        except FileNotFoundError:
            raise BucketAway("NoSuchBucket") from None

    # --- files -----------------------------------------------------------------------------------

    def get_available_name(self, name: str, max_length: int | None = None) -> str:
        """Always a new one: asking first whether it is taken would be a race."""
        unique: str = self.get_alternative_name(*posixpath.splitext(clean_name(name)))
        return unique

    def _open(self, name: str, mode: str = "rb") -> File[bytes]:
        if mode != "rb":
            raise ValueError(f"A file in a bucket cannot be opened with {mode!r}; `save` writes it.")
        return Opened(self, name)

    def _save(self, name: str, content: File[bytes]) -> str:
        content.seek(0)
        source = ReadBytesWrapper(content)
        source.close = lambda: None  # boto3 would close what its caller opened
        with plain_errors(name):
            self.client.upload_fileobj(source, self.bucket_name, self.key(name), Config=TRANSFER)
        return name

    def delete(self, name: str) -> None:
        with suppress(FileNotFoundError), plain_errors(name):
            self.client.delete_object(Bucket=self.bucket_name, Key=self.key(name))

    def exists(self, name: str) -> bool:
        try:
            self.size(name)
        except FileNotFoundError:
            return False
        return True

    def size(self, name: str) -> int:
        try:
            with plain_errors(name):
                return self.client.head_object(Bucket=self.bucket_name, Key=self.key(name))["ContentLength"]
        except FileNotFoundError:
            # The answer to HEAD has no body that could say whether the file or the whole bucket is missing.
            self.require()
            raise

    def get_modified_time(self, name: str) -> datetime:
        with plain_errors(name):
            return self.client.head_object(Bucket=self.bucket_name, Key=self.key(name))["LastModified"]

    def listdir(self, name: str) -> tuple[list[str], list[str]]:
        """Names of folders and of files right below `name`; both empty where there is nothing."""
        under = f"{self.key(name)}/" if self.key(name) else ""
        with plain_errors(name):
            pages = list(
                self.client.get_paginator("list_objects_v2").paginate(
                    Bucket=self.bucket_name, Delimiter="/", Prefix=under
                )
            )
        folders = [one["Prefix"] for page in pages for one in page.get("CommonPrefixes", ())]
        files = [one["Key"] for page in pages for one in page.get("Contents", ())]
        return [path[len(under) : -1] for path in folders], [path[len(under) :] for path in files]

    # --- addresses -------------------------------------------------------------------------------

    def signed(self, name: str, *, seconds: int, content_type: str, disposition: str) -> str:
        """An address at which anybody may get the file for so long. Asks nobody."""
        wanted = {
            "Bucket": self.bucket_name,
            "Key": self.key(name),
            "ResponseContentType": content_type,
            "ResponseContentDisposition": disposition,
        }
        signer = self._client(self.public_endpoint_url or self.endpoint_url)
        return signer.generate_presigned_url("get_object", Params=wanted, ExpiresIn=seconds)

    @cached_property
    def origin(self) -> str:
        """Where browsers are sent to, as a content security policy names it: `https://host:port`."""
        parts = urlsplit(self.signed("x", seconds=1, content_type="x", disposition="x"))
        return f"{parts.scheme}://{parts.netloc}"
