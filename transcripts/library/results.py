"""What a search answers with: recordings in their order, with the passages that were found, in few queries."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from transcripts import access
from transcripts.library.passages import Passage, passages
from transcripts.library.query import asked
from transcripts.library.search import NOT_INDEXED, Hit, find, tokens_wanted
from transcripts.models import User

# Programs may ask for many; so many of them are shown in words.
WITH_PASSAGES = 100


@dataclass(frozen=True, slots=True)
class Result:
    """`score` is 1 for the best kind of match and falls towards 0."""

    recording: UUID
    title: str
    score: float
    passages: Sequence[Passage]


def results(user: User, q: str, *, team: UUID, most: int) -> list[Result]:
    """In one team's library, the best first."""
    question = asked(q)
    if question.is_everything:
        return []
    hits = find(user, question, most=most, team=team).hits
    ids = [hit.recording for hit in hits]
    titles = dict(access.recordings(user).filter(pk__in=ids).values_list("pk", "title"))
    shown = passages(ids[:WITH_PASSAGES], tokens_wanted(question), each=1)
    return [
        Result(one.recording, titles[one.recording], score(one), found.best if found else ())
        for one in hits
        if one.recording in titles
        for found in [shown.get(one.recording)]
    ]


def score(hit: Hit) -> float:
    return 1 - hit.rank / (NOT_INDEXED + 1)
