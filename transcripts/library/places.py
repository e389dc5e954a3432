"""Reads in transcripts what the index only promises: where words stand. Few queries, whatever the number of recordings.

Only paragraphs whose keys say that they may hold what is looked for are read.
"""

from collections.abc import Collection, Iterable, Sequence
from typing import NamedTuple
from uuid import UUID

from transcripts.library.index import current
from transcripts.models import Paragraph, Recording
from transcripts.models.prepared import Prepared
from transcripts.text.armenian import analyse
from transcripts.text.armenian.keys import LEMMA, held_in, key

# Words side by side are looked for in so many recordings at most.
MOST_READ = 400

Lemmas = frozenset[str]


class Spot(NamedTuple):
    """A paragraph of a current text: the how manieth it is there, and those of its lemmas' keys that were asked for."""

    recording: UUID
    transcription: UUID
    number: int
    paragraph: int
    keys: frozenset[int]


_versions = Prepared(
    lambda ids: current(ids).values_list("transcription__recording_id", "transcription_id", "order")
)
_words = Prepared(lambda ids: Paragraph.objects.filter(pk__among=ids).values_list("pk", "words", "times"))


def places(recordings: Collection[UUID], asked: Sequence[frozenset[int]]) -> list[Spot]:
    """The paragraphs of their current texts with any key of each of these: older transcriptions first, in the order of the text."""
    versions = list(_versions(recordings))
    held = _held([transcription for _recording, transcription, _order in versions], asked)
    return [
        Spot(recording, transcription, number, pk, held[pk])
        for recording, transcription, order in versions
        for number, pk in enumerate(order)
        if pk in held
    ]


def _held(transcriptions: list[UUID], asked: Sequence[frozenset[int]]) -> dict[int, frozenset[int]]:
    indexed = Paragraph.objects.filter(transcription__pk__among=frozenset(transcriptions))
    for group in asked:
        indexed = indexed.filter(keys__holding=group)
    wanted = frozenset[int]().union(*asked)
    held = {pk: held_in(bytes(keys or b""), wanted) for pk, keys in indexed.values_list("pk", "keys")}
    return {pk: keys for pk, keys in held.items() if all(not group.isdisjoint(keys) for group in asked)}


class Said(NamedTuple):
    """A paragraph's words, and when they begin where anybody knows."""

    words: list[str]
    starts: Sequence[float | None]

    @property
    def text(self) -> str:
        return " ".join(self.words)

    def start(self, word: int) -> float | None:
        """The word's own time, or that of the last one before it that has one."""
        return next((start for start in reversed(self.starts[: word + 1]) if start is not None), None)


def texts(ids: Iterable[int]) -> dict[int, Said]:
    return {
        pk: Said(
            [word[0] for word in words], [one[0] for one in (times or ())] or [word[1] for word in words]
        )
        for pk, words, times in _words(ids)
    }


def keys_of_groups(groups: Iterable[Lemmas]) -> list[frozenset[int]]:
    return [frozenset(key(LEMMA, lemma) for lemma in group) for group in groups]


def with_phrase(recordings: Sequence[UUID], groups: Sequence[Lemmas], *, in_title: bool) -> set[UUID]:
    """Those where words with one lemma of each group stand side by side, in the title or, unless `in_title`, in a paragraph."""
    titles = Recording.objects.filter(pk__among=frozenset(recordings)).values_list("pk", "title")
    found = {pk for pk, title in titles if has_phrase(title, groups)}
    if in_title:
        return found
    may_hold = places([one for one in recordings if one not in found], keys_of_groups(groups))
    numbers = {place.paragraph for place in may_hold}
    read = dict(Paragraph.objects.filter(pk__among=numbers).values_list("pk", "text"))
    for place in may_hold:
        if place.recording not in found and has_phrase(read[place.paragraph], groups):
            found.add(place.recording)
    return found


def has_phrase(text: str, groups: Sequence[Lemmas]) -> bool:
    lemmas = [token.lemmas for token in analyse(text)]
    starts = range(len(lemmas) - len(groups) + 1)
    begins = [at for at in starts if not groups[0].isdisjoint(lemmas[at])]
    return any(
        all(not group.isdisjoint(lemmas[at + step]) for step, group in enumerate(groups)) for at in begins
    )
