"""Words of tus 1.0, for tests that speak it. Nothing of Django: the benchmarks use them, too."""

import base64

UPLOADS = "/api/v1/uploads/"
VERSION = {"Tus-Resumable": "1.0.0"}
BODY = "application/offset+octet-stream"


def metadata(**said: str) -> str:
    """Upload-Metadata."""
    return ",".join(f"{name} {base64.b64encode(text.encode()).decode()}" for name, text in said.items())
