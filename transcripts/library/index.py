"""Keeps what the search looks through in step with titles and words (docs/decisions/0010-search.md)."""

from collections.abc import Collection, Iterable, Iterator
from uuid import UUID

from django.db import connection, transaction
from django.db.models import F, OuterRef, QuerySet, Subquery
from django.utils.timezone import localtime

from transcripts.errors import RaceLost
from transcripts.models import IndexEntry, Paragraph, Recording, Revision, Status
from transcripts.models.among import Given
from transcripts.text.armenian import analyse, edition
from transcripts.text.armenian.keys import Keys, joined, key, keys_of, packed, unpacked

# Kinds of keys beside those of words anywhere (text.armenian.keys).
TITLE_LEMMA, TITLE_EXACT = "t", "T"
PERSON, MODEL, MONTH, BLOCK = "p", "m", "d", "b"
PRIVATE = "P"
# The very folder that it lies in: one that is moved changes no entry, whoever asks for it names all that lie in it.
FOLDER, TAG = "f", "g"
# Each entry has this one: what is asked for without a word is found by it.
EVERY = key("", "")
# So many entries, by their ids, share a key: the newest can be looked through alone.
BLOCK_SIZE = 1024
# Of a recording: without its waveform's place, voiced stretches and much else that costs more to read than all of these.
_NEEDED = (
    "team_id", "uploaded_by_id", "private", "purged_at", "created_at",
    "title", "filename", "note", "folder_id", "search_text", "index_waits",
)  # fmt: skip


def refresh(recording: Recording) -> None:
    """Call inside the transaction that changed the title, the note, the words, folder or tags, or who brought it.

    Only paragraphs that nobody has analysed yet are. Two who change one recording at once take turns. Raises RaceLost,
    so that nothing of the change stays, where it was deleted for good meanwhile.
    """
    with transaction.atomic(savepoint=False):
        rows = Recording.objects.select_for_update(no_key=True, of=("self",))
        row = rows.only(*_NEEDED).annotate(entry=F("index_entry__pk")).get(pk=recording.pk)
        if row.purged_at is not None:
            raise RaceLost(f"recording {row.pk} is gone")
        _keep(row, _all_keys(row), row.entry)
        if row.search_text or row.index_waits:
            Recording.objects.filter(pk=row.pk).update(search_text="", index_waits=False)


def salted(team_id: UUID, numbers: Iterable[int], private_of: int | None = None) -> set[int]:
    """Each team's words have numbers of their own, so that no search even passes by what another team has.

    So have those of each person's private recordings: `private_of`.
    """
    salt = team_id.int & 0xFFFF_FFFF
    if private_of is not None:
        salt ^= key(PRIVATE, str(private_of))
    return {number ^ salt for number in numbers}


def _salted_for(row: Recording, keys: set[int]) -> set[int]:
    """By those whom access lets see it."""
    return salted(row.team_id, keys, row.uploaded_by_id if row.private else None)


def current(recordings: Collection[UUID] | Given) -> QuerySet[Revision]:
    """The newest version of each transcription with words, in the order of the transcriptions' age."""
    newest = Revision.objects.filter(transcription=OuterRef("transcription")).order_by("-number")
    rows = Revision.objects.filter(
        transcription__recording__pk__among=recordings,
        transcription__part_of=None,
        transcription__is_trial=False,
        number=Subquery(newest.values("number")[:1]),
    )
    return rows.order_by("transcription__created_at", "transcription_id")


def month_of(recording: Recording) -> str:
    return f"{localtime(recording.created_at):%Y-%m}"


def _keep(row: Recording, keys: set[int], found: int | None) -> None:
    number = found or _next_number()
    if number is not None:
        keys.add(key(BLOCK, str(number // BLOCK_SIZE)))
    kept = {"team_id": row.team_id, "keys": _salted_for(row, keys), "edition": edition()}
    if found:
        IndexEntry.objects.filter(pk=found).update(**kept)
    else:
        IndexEntry.objects.create(pk=number, recording=row, **kept)


def _next_number() -> int | None:
    """The id that the next entry will have, where its block has to be known beforehand; SQLite needs no blocks."""
    if connection.vendor != "postgresql":
        return None
    with connection.cursor() as cursor:
        cursor.execute("SELECT nextval(pg_get_serial_sequence('transcripts_indexentry', 'id'))")
        return int(cursor.fetchone()[0])


def _all_keys(row: Recording) -> set[int]:
    versions = list(
        current([row.pk]).values_list("order", "transcription__stt_model", "transcription__status")
    )
    words = _of_words([number for order, _model, _status in versions for number in order])
    models = {model for _order, model, status in versions if status == Status.COMPLETED}
    everything = joined([*map(keys_of, filter(None, (row.title, row.filename, row.note))), words])
    keys = set(everything.lemmas | everything.exact | _about(row, models))
    keys.update(_of_title(row.title))
    return keys


def _of_title(title: str) -> Iterator[int]:
    for token in analyse(title):
        yield key(TITLE_EXACT, token.exact)
        yield from (key(TITLE_LEMMA, lemma) for lemma in token.lemmas)


def _about(row: Recording, models: set[str]) -> set[int]:
    """Who brought it and when, where it lies, and the models that it has words of."""
    about = {EVERY, key(MONTH, month_of(row))} | {key(MODEL, model) for model in models}
    about |= {key(FOLDER, str(row.folder_id or ""))}
    about |= {key(TAG, str(tag)) for tag in row.taggings.values_list("tag_id", flat=True)}
    return about | ({key(PERSON, str(row.uploaded_by_id))} if row.uploaded_by_id else set())


def _of_words(ids: list[int]) -> Keys:
    known: list[Keys] = []
    missing: list[int] = []
    for number, kept in Paragraph.objects.filter(pk__in=ids).values_list("pk", "keys"):
        keys = unpacked(bytes(kept) if kept else None)
        if keys is None:
            missing.append(number)
        else:
            known.append(keys)
    return joined([*known, *(_analysed(missing) if missing else ())])


def _analysed(ids: list[int]) -> Iterator[Keys]:
    """Of paragraphs that were written before there was an index, or under another edition of the lexicon."""
    for paragraph in Paragraph.objects.filter(pk__in=ids).only("words").iterator(chunk_size=200):
        keys = keys_of(paragraph.text)
        Paragraph.objects.filter(pk=paragraph.pk).update(keys=packed(keys))
        yield keys
