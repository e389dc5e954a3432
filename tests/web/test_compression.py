import gzip

from django.test import Client

from tests.factories import completed, recording
from transcripts.models import User


def test_pages_travel_compressed(client: Client, anahit: User) -> None:
    row = recording(anahit)
    completed(row, "Բարի լույս։ " * 500)
    client.force_login(anahit)
    answer = client.get(f"/recordings/{row.pk}/", headers={"accept-encoding": "gzip"})
    assert answer["Content-Encoding"] == "gzip"
    assert "Բարի լույս" in gzip.decompress(answer.content).decode()
