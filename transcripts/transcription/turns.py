"""Fair turns: teams share HiSpeech evenly, and within a team its people do."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True, slots=True)
class Waiting:
    """One transcription that waits; the lists are in the order of arrival."""

    id: UUID
    team: object
    person: object


def in_turn(waiting: Sequence[Waiting], busy: Mapping[tuple[object, object], int], room: int) -> list[UUID]:
    """The next `room` ids: of the team with the fewest at work, of its person with the fewest, the oldest.

    `busy` says of each person of a team how many are at work already.
    """
    people, teams = Counter(busy), Counter[object]()
    for (team, _person), count in busy.items():
        teams[team] += count
    left = dict.fromkeys(waiting)
    chosen: list[UUID] = []
    while left and len(chosen) < room:
        # min() keeps the first of equals, and the order is that of arrival.
        best = min(left, key=lambda one: (teams[one.team], people[one.team, one.person]))
        del left[best]
        teams[best.team] += 1
        people[best.team, best.person] += 1
        chosen.append(best.id)
    return chosen
