"""What hangs on a recording beside its row, found in the records themselves: a kind that is added later goes, too."""

from collections import Counter
from collections.abc import Iterator
from typing import Any
from uuid import UUID

from django.db.models import CASCADE, ManyToOneRel, Model, QuerySet, Sum

from transcripts.models import Recording, Revision, Transcription, Upload
from transcripts.models.transcript import MACHINE

# They explain the ledger for ever; nothing that anybody said is in them.
STAYING: tuple[type[Model], ...] = (Transcription,)


def hanging() -> Iterator[tuple[type[Model], str]]:
    """Each kind of row that is nothing without its recording, and by which field it names that."""
    for owner, way in ((Transcription, "__recording"), (Recording, "")):
        for relation in owner._meta.get_fields(include_hidden=True):
            if not isinstance(relation, ManyToOneRel) or relation.on_delete is not CASCADE:
                continue
            if relation.related_model not in STAYING:
                yield relation.related_model, f"{relation.field.name}{way}"
    # It holds the file's name and the title until it is forgotten by itself.
    yield Upload, "made"


def take_away(recording_id: UUID) -> Counter[str]:
    """How many rows of which kind went. May be repeated."""
    gone: Counter[str] = Counter()
    for model, field in hanging():
        gone.update(_deleted(model._default_manager.filter(**{field: recording_id})))
    return gone


def _deleted(rows: QuerySet[Any]) -> dict[str, int]:
    """Without the words being read once more."""
    return {label.rpartition(".")[2].lower(): count for label, count in rows.only("pk").delete()[1].items()}


def texts(recording_id: UUID) -> dict[str, int]:
    """Of the words that are about to go: versions by machine and by people, and characters in all of them."""
    rows = Revision.objects.filter(transcription__recording=recording_id)
    machine = rows.filter(number=MACHINE).count()
    characters = rows.aggregate(sum=Sum("characters"))["sum"] or 0
    return {"machine_texts": machine, "corrections": rows.count() - machine, "characters": characters}
