"""tuspy in a process of its own: `python python_client.py ENDPOINT TOKEN FILE CHUNK METADATA CHECKSUMS`.

It stops in the middle, comes back and goes on; says what became of it as JSON.
"""

import json
import sys

from tusclient.client import TusClient
from tusclient.exceptions import TusCommunicationError


def main(
    endpoint: str, token: str, file: str, chunk: str, metadata: str, checksums: str
) -> dict[str, object]:
    client = TusClient(endpoint, headers={"x-auth-token": token})
    wanted = {"chunk_size": int(chunk), "upload_checksum": bool(checksums)}
    begun = client.uploader(file, metadata=json.loads(metadata), **wanted)
    try:
        begun.upload(stop_at=2 * int(chunk))
        again = client.uploader(file, url=begun.url, **wanted)
        offset = again.get_offset()
        again.upload()
    except TusCommunicationError as error:
        return {"failed": error.status_code}
    return {"done": again.url, "went_on_at": offset}


if __name__ == "__main__":
    print(json.dumps(main(*sys.argv[1:])))
