"""What can go wrong between us and the bucket, in plain Python's words."""

from collections.abc import Iterator
from contextlib import contextmanager

from boto3.exceptions import Boto3Error
from botocore.exceptions import BotoCoreError, ClientError

_MISSING = {"404", "NoSuchKey", "NoSuchUpload"}


class BucketAway(ConnectionError):
    """The bucket cannot be reached, or does not let us in. Says nothing about the file; try again later."""


@contextmanager
def plain_errors(name: str) -> Iterator[None]:
    """Raises FileNotFoundError or BucketAway in place of what boto3 raises.

    With no more than the code of the answer: its message may hold addresses and keys.
    """
    try:
        yield
    except (ClientError, BotoCoreError, Boto3Error) as error:
        code = _code(error)
        # A missing bucket is the operator's trouble, and not that of the file.
        raise FileNotFoundError(name) if code in _MISSING else BucketAway(code) from None


def _code(error: Exception) -> str:
    told = error.response.get("Error", {}).get("Code") if isinstance(error, ClientError) else None
    return told or type(error).__name__
