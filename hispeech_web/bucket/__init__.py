"""Files in an S3-compatible bucket: django-storages' backend, made fit for long recordings and many threads.

Only loaded where a bucket is configured: boto3 costs 25 MB and a third of a second.

What it does otherwise than its base, and why:
- one client for all threads (clients are thread-safe; the base keeps a resource of 13 MB for each thread);
- reading streams with constant memory and goes on after a broken connection (the base reads a file whole at first);
- a name is never given twice: two who make the same file at once must not write over each other;
- missing is `FileNotFoundError`, not to be reached is `BucketAway`: a job fails by the one and waits after the other.
"""

from hispeech_web.bucket.errors import BucketAway, plain_errors
from hispeech_web.bucket.storage import Bucket

__all__ = ["Bucket", "BucketAway", "plain_errors"]
