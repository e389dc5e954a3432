from tests import factories
from transcripts.actions.transcribe_many import offer, transcribe_many
from transcripts.models import Transcription, User
from transcripts.models.transcription import Model


def test_each_sound_is_priced_and_bought_once(bagrat: User, vahe: User) -> None:
    fresh, twin = (factories.recording(bagrat, sha256="a" * 64, duration=90.0) for _ in range(2))
    known = factories.recording(bagrat, sha256="b" * 64)
    factories.completed(known, stt_model=Model.FORMAL)
    text = factories.recording(bagrat, sha256="")
    text.file = ""
    text.save(update_fields=["file"])
    tracks = factories.recording(bagrat, sha256="c" * 64, tracks=[{"index": 0}, {"index": 1}])
    ids = [row.pk for row in (fresh, twin, known, text, tracks)]
    found = offer(by=bagrat, recordings=ids, stt_model="formal")
    assert (found.count, found.known, found.silent, found.undecided) == (1, 2, 1, 1)
    assert sum(order.seconds for order in found.orders) == 90.0
    assert offer(by=vahe, recordings=ids, stt_model="formal").count == 0
    assert transcribe_many(by=bagrat, recordings=ids, stt_model="formal") == 1
    assert transcribe_many(by=bagrat, recordings=ids, stt_model="formal") == 0
    assert Transcription.objects.count() == 2


def test_what_was_confidential_stays_so(bagrat: User) -> None:
    row = factories.recording(bagrat, sha256="a" * 64)
    factories.completed(row, stt_model=Model.FORMAL, confidential=True)
    assert transcribe_many(by=bagrat, recordings=[row.pk], stt_model="conversational") == 1
    assert Transcription.objects.latest("created_at").confidential
