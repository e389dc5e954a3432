"""What is left in a bucket by those who were killed: multipart uploads and pieces that no Upload knows.

They cost room, and no listing of files shows the former.
"""

import logging
from collections.abc import Iterable, Iterator
from contextlib import suppress
from datetime import datetime
from uuid import UUID

from hispeech_web.bucket import Bucket, plain_errors
from transcripts.intake.multipart import PIECES
from transcripts.media import keys
from transcripts.models import Stage, Upload

log = logging.getLogger(__name__)


def remove_strays(bucket: Bucket, before: datetime) -> None:
    """Those begun before `before`: younger ones may be somebody's who is just about to write the row. Raises BucketAway."""
    _abort_unknown(bucket, before)
    _delete_unknown(bucket, before)


def _abort_unknown(bucket: Bucket, before: datetime) -> None:
    with plain_errors(keys.FOLDER):
        pages = bucket.client.get_paginator("list_multipart_uploads").paginate(
            Bucket=bucket.bucket_name, Prefix=f"{bucket.key(keys.FOLDER)}/"
        )
        found = [one for page in pages for one in page.get("Uploads", ()) if one["Initiated"] < before]
    for one in found:
        if Upload.objects.filter(notes__multipart=one["UploadId"], state=Stage.RECEIVING).exists():
            continue
        log.info("Ended a multipart upload that nobody knows.")
        with suppress(FileNotFoundError), plain_errors(one["Key"]):
            bucket.client.abort_multipart_upload(
                Bucket=bucket.bucket_name, Key=one["Key"], UploadId=one["UploadId"]
            )


def _delete_unknown(bucket: Bucket, before: datetime) -> None:
    """Pieces of uploads that have ended, or never were."""
    for upload_id in _ids(bucket.listdir(PIECES)[0]):
        if Upload.objects.filter(pk=upload_id, state=Stage.RECEIVING).exists():
            continue
        folder = f"{PIECES}/{upload_id}"
        for name in bucket.listdir(folder)[1]:
            with suppress(FileNotFoundError):
                if bucket.get_modified_time(f"{folder}/{name}") < before:
                    bucket.delete(f"{folder}/{name}")


def _ids(names: Iterable[str]) -> Iterator[UUID]:
    for name in names:
        with suppress(ValueError):  # not ours
            yield UUID(name)
