"""A library of made-up transcripts to search in: N of 1,500 words, each put together from paragraphs drawn from 20,000.

The paragraphs are analysed by the program (management.invented makes them). On PostgreSQL the server itself multiplies
them, so that a hundred thousand transcripts take minutes, not an hour; what then stands in the tables is what the
program's own acts write. A server that holds such a library already (DATABASE_URL) is measured as it is.
"""

import time
from collections.abc import Iterator, Sequence
from random import Random
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from transcripts.models import Recording, Transcription

WORDS, POOL, PARAGRAPH = 1500, 20_000, 60
EACH = WORDS // PARAGRAPH
PER_KIND = 40
MODEL = "model-01052025"
AT_ONCE = 500


class Library:
    """Made-up rows, and a person who may read them. `bytes`: of all texts together."""

    def __init__(self, count: int) -> None:
        from transcripts.management.invented import text

        began, self.random = time.monotonic(), Random(1)
        self.count = count
        self.texts = [" ".join(text(self.random, PARAGRAPH)[:PARAGRAPH]) for _ in range(min(POOL, count * 5))]
        if not self._is_there():
            self._fill()
        sizes = [len(one.encode()) + 2 for one in self.texts]
        self.bytes = sum(map(sizes.__getitem__, self._picks(count)))
        self.seconds = time.monotonic() - began

    def _picks(self, count: int) -> Iterator[int]:
        """The paragraphs of all transcripts, one after the other."""
        draw = Random(2)
        return (draw.randrange(len(self.texts)) for _ in range(count * EACH))

    def _is_there(self) -> bool:
        from transcripts.models import Team, User

        self.team, made = Team.objects.get_or_create(name="Bench")
        if not made:
            self.user = User.objects.get(teams=self.team)
        return not made

    def _fill(self) -> None:
        from django.db import connection

        from tests.factories import person
        from transcripts.models import Role
        from transcripts.models.transcript import Paragraph
        from transcripts.text.document import Paragraph as Written
        from transcripts.text.sentences import words_of

        self.user = person("Anahit", self.team, Role.OWNER)
        unsaved: Any = None
        pool = [Paragraph.written(unsaved, Written(words_of(one))) for one in self.texts]
        if connection.vendor == "postgresql":
            _Multiplied(self, pool).fill()
        else:
            picks = self._picks(self.count)
            for first in range(0, self.count, AT_ONCE):
                _add(self, pool, [next(picks) for _ in range(EACH * min(AT_ONCE, self.count - first))])

    def rows(self, count: int) -> "tuple[list[Recording], list[Transcription]]":
        """New ones, of which nothing is saved."""
        from django.utils import timezone

        from transcripts.management.invented import title
        from transcripts.models import Recording, Status, Transcription

        recordings = [
            Recording(team=self.team, uploaded_by=self.user, title=title(self.random), size=0, duration=700.0)
            for _ in range(count)
        ]
        ended = {"stt_model": MODEL, "status": Status.COMPLETED, "finished_at": timezone.now()}
        return recordings, [
            Transcription(recording=row, queued_at=timezone.now(), **ended) for row in recordings
        ]

    def about(self, row: "Recording") -> set[int]:
        """An entry's keys but those of the words; not salted."""
        from transcripts.library import index
        from transcripts.text.armenian.keys import joined, key, keys_of

        title = joined([keys_of(row.title)])
        keys = {index.EVERY, key(index.MODEL, MODEL), key(index.PERSON, str(self.user.pk))}
        keys |= {key(index.MONTH, index.month_of(row)), *index._of_title(row.title)}
        return keys | title.lemmas | title.exact

    def queries(self) -> dict[str, list[str]]:
        """Of one and two words, by how many paragraphs of the pool hold them."""
        counted: dict[str, int] = {}
        for one in self.texts[:4000]:
            for word in {part.strip("։,՝․").lower() for part in one.split()}:
                if word.isalpha():
                    counted[word] = counted.get(word, 0) + 1
        ranked = sorted(counted, key=lambda word: -counted[word])
        common, rare = ranked[:60], [word for word in ranked if counted[word] <= 4][:2000]
        middle = ranked[60:600]
        draw = Random(3).choice
        pairs = {
            "common, common": (common, common),
            "common, rare": (common, rare),
            "some, some": (middle, middle),
        }
        found = {
            name: [draw(words) for _ in range(PER_KIND)]
            for name, words in (("common", common), ("some", middle), ("rare", rare))
        }
        for name, (first, second) in pairs.items():
            found[name] = [f"{draw(first)} {draw(second)}" for _ in range(PER_KIND)]
        return found


def _add(library: Library, pool: Sequence[Any], picks: list[int]) -> None:
    """As `bring_text` does, but many at once."""
    from django.db import transaction

    from transcripts.library import index
    from transcripts.models import IndexEntry, Paragraph, Recording, Revision, Transcription
    from transcripts.text.armenian import edition
    from transcripts.text.armenian.keys import joined, unpacked

    recordings, runs = library.rows(len(picks) // EACH)
    drawn = [picks[first : first + EACH] for first in range(0, len(picks), EACH)]
    paragraphs = [
        Paragraph(transcription_id=run.pk, words=one.words, text=one.text, length=one.length, keys=one.keys)
        for run, numbers in zip(runs, drawn, strict=True)
        for one in map(pool.__getitem__, numbers)
    ]
    entries = []
    for row, numbers in zip(recordings, drawn, strict=True):
        whole = joined(known for one in numbers if (known := unpacked(pool[one].keys)))
        keys = index.salted(library.team.pk, library.about(row) | whole.lemmas | whole.exact)
        entries.append(IndexEntry(recording=row, team=library.team, keys=keys, edition=edition()))
    with transaction.atomic():
        Recording.objects.bulk_create(recordings)
        Transcription.objects.bulk_create(runs)
        written = iter(Paragraph.objects.bulk_create(paragraphs, batch_size=1000))
        Revision.objects.bulk_create(
            Revision(transcription=run, order=[next(written).pk for _ in range(EACH)]) for run in runs
        )
        IndexEntry.objects.bulk_create(entries)


class _Multiplied:
    """Each paragraph goes to the server once; it copies them into the transcripts, and joins their keys in the index."""

    def __init__(self, library: Library, pool: Sequence[Any]) -> None:
        self.library, self.pool = library, pool

    def fill(self) -> None:
        execute("SET maintenance_work_mem = '1GB'")
        execute("SET work_mem = '256MB'")
        execute("SET synchronous_commit = off")
        execute("DROP INDEX transcripts_indexentry_keys")
        self._pool()
        self._transcripts()
        self._paragraphs()
        self._entries()
        execute(_keys_index())
        execute("VACUUM ANALYZE")

    def _pool(self) -> None:
        """As paragraphs of a transcript in the trash, whose other columns are as the program writes them."""
        from django.utils import timezone

        from transcripts.library.index import salted
        from transcripts.models import Paragraph
        from transcripts.models.index import signed
        from transcripts.text.armenian.keys import unpacked

        [row], [run] = self.library.rows(1)
        row.deleted_at = timezone.now()
        row.save(force_insert=True)
        run.save(force_insert=True)
        for one in self.pool:
            one.transcription = run
        Paragraph.objects.bulk_create(self.pool, batch_size=1000)
        execute("CREATE UNLOGGED TABLE bench_pool (n int PRIMARY KEY, paragraph bigint, keys int[])")
        found = [(n, one.pk, unpacked(one.keys)) for n, one in enumerate(self.pool)]
        team = self.library.team.pk
        _copied(
            "bench_pool",
            (
                (n, pk, [*map(signed, salted(team, keys.lemmas | keys.exact))])
                for n, pk, keys in found
                if keys
            ),
        )

    def _transcripts(self) -> None:
        from transcripts.library.index import BLOCK, BLOCK_SIZE, salted
        from transcripts.models import Paragraph, Recording, Revision, Transcription
        from transcripts.models.index import signed
        from transcripts.text.armenian.keys import key

        self.first = Paragraph.objects.latest("pk").pk + 1
        execute("CREATE UNLOGGED TABLE bench_runs (n int, recording uuid, run uuid, keys int[])")
        for begin in range(0, self.library.count, AT_ONCE):
            recordings, runs = self.library.rows(min(AT_ONCE, self.library.count - begin))
            Recording.objects.bulk_create(recordings)
            Transcription.objects.bulk_create(runs)
            Revision.objects.bulk_create(
                Revision(transcription=run, order=[*range(at := self.first + n * EACH, at + EACH)])
                for n, run in enumerate(runs, begin)
            )
            about = (
                self.library.about(row) | {key(BLOCK, str((n + 1) // BLOCK_SIZE))}
                for n, row in enumerate(recordings, begin)
            )
            _copied(
                "bench_runs",
                (
                    (n, row.pk, run.pk, [*map(signed, salted(self.library.team.pk, keys))])
                    for n, (row, run, keys) in enumerate(zip(recordings, runs, about, strict=True), begin)
                ),
            )

    def _paragraphs(self) -> None:
        from transcripts.models import Paragraph

        execute("CREATE UNLOGGED TABLE bench_picks (place bigint, n int)")
        _copied("bench_picks", enumerate(self.library._picks(self.library.count)))
        own = {"id", "transcription_id"}
        columns = ", ".join(f'"{f.column}"' for f in Paragraph._meta.concrete_fields if f.column not in own)
        copied = ", ".join(f"p.{column}" for column in columns.split(", "))
        execute(
            f"INSERT INTO transcripts_paragraph (id, transcription_id, {columns}) "
            f"SELECT %s + k.place, r.run, {copied} FROM bench_picks k JOIN bench_runs r ON r.n = k.place / %s "
            "JOIN bench_pool b ON b.n = k.n JOIN transcripts_paragraph p ON p.id = b.paragraph ORDER BY k.place",
            self.first,
            EACH,
        )
        execute(
            "SELECT setval(pg_get_serial_sequence('transcripts_paragraph', 'id'), max(id)) FROM transcripts_paragraph"
        )

    def _entries(self) -> None:
        from transcripts.text.armenian import edition

        execute("CREATE INDEX ON bench_picks (place)")
        execute(
            "INSERT INTO transcripts_indexentry (id, recording_id, team_id, keys, edition) "
            "SELECT r.n + 1, r.recording, %s, (SELECT array_agg(DISTINCT one ORDER BY one) FROM ("
            "SELECT unnest(b.keys) AS one FROM bench_picks k JOIN bench_pool b ON b.n = k.n "
            "WHERE k.place >= r.n * %s::bigint AND k.place < (r.n + 1) * %s::bigint "
            "UNION ALL SELECT unnest(r.keys)) every), %s FROM bench_runs r ORDER BY r.n",
            self.library.team.pk,
            EACH,
            EACH,
            edition(),
        )
        execute(
            "SELECT setval(pg_get_serial_sequence('transcripts_indexentry', 'id'), max(id)) FROM transcripts_indexentry"
        )


def _keys_index() -> str:
    from importlib import import_module

    return str(import_module("transcripts.migrations.0006_search_index").POSTGRESQL)


def _copied(table: str, rows: "Iterator[Sequence[Any]] | enumerate[int]") -> None:
    from django.db import connection

    with connection.cursor() as cursor, cursor.cursor.copy(f"COPY {table} FROM STDIN") as copy:
        for row in rows:
            copy.write_row(row)


def execute(statement: str, *values: Any) -> list[tuple[Any, ...]]:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(statement, list(values) if values else None)
        return list(cursor.fetchall()) if cursor.description else []
