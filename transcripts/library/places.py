"""Reads in transcripts what the index only promises: where words stand. Few queries, whatever the number of recordings.

Only paragraphs whose keys say that they may hold what is looked for are read.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

from transcripts.library.index import current
from transcripts.models import Paragraph, Recording
from transcripts.text.armenian import analyse
from transcripts.text.armenian.keys import LEMMA, key, lemmas_in

# Words side by side are looked for in so many recordings at most.
MOST_READ = 400

Lemmas = frozenset[str]


@dataclass(frozen=True, slots=True)
class Spot:
    """A paragraph of a current text: the how manieth it is there, and the keys of its lemmas."""

    recording: UUID
    transcription: UUID
    number: int
    paragraph: int
    keys: tuple[int, ...]


def places(recordings: Collection[UUID]) -> list[Spot]:
    """All paragraphs of their current texts that are indexed: older transcriptions first, in the order of the text."""
    versions = list(current(recordings).select_related("transcription"))
    kept = dict(
        Paragraph.objects.filter(transcription__in=[one.transcription_id for one in versions])
        .exclude(keys=None)
        .values_list("pk", "keys")
    )
    return [
        Spot(
            one.transcription.recording_id,
            one.transcription_id,
            number,
            pk,
            lemmas_in(bytes(kept[pk] or b"")),
        )
        for one in versions
        for number, pk in enumerate(one.order)
        if pk in kept
    ]


def texts(ids: Iterable[int]) -> dict[int, Paragraph]:
    return Paragraph.objects.defer("keys").in_bulk(list(ids))


def keys_of_groups(groups: Iterable[Lemmas]) -> list[frozenset[int]]:
    return [frozenset(key(LEMMA, lemma) for lemma in group) for group in groups]


def with_phrase(recordings: Sequence[UUID], groups: Sequence[Lemmas], *, in_title: bool) -> set[UUID]:
    """Those where words with one lemma of each group stand side by side, in the title or, unless `in_title`, in a paragraph."""
    titles = Recording.objects.filter(pk__in=recordings).values_list("pk", "title")
    found = {pk for pk, title in titles if has_phrase(title, groups)}
    if in_title:
        return found
    wanted = keys_of_groups(groups)
    may_hold = [
        place
        for place in places([one for one in recordings if one not in found])
        if all(not group.isdisjoint(place.keys) for group in wanted)
    ]
    read = texts(place.paragraph for place in may_hold)
    return found | {place.recording for place in may_hold if has_phrase(read[place.paragraph].text, groups)}


def has_phrase(text: str, groups: Sequence[Lemmas]) -> bool:
    lemmas = [token.lemmas for token in analyse(text)]
    starts = range(len(lemmas) - len(groups) + 1)
    return any(
        all(not group.isdisjoint(lemmas[at + step]) for step, group in enumerate(groups)) for at in starts
    )
