"""What stands beside the list: folders and tags, and how many recordings there are in each; a fixed number of queries.

Numbers are counted from indexes that hold all they need; the few recordings that not everybody sees are counted apart.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from transcripts import access
from transcripts.library.remembered import LARGE, remembered
from transcripts.library.tree import Branch, Tree, tree_of
from transcripts.models import Recording, Tag, Tagging, User
from transcripts.text.armenian.ordering import sort_key


@dataclass(frozen=True, slots=True)
class CountedTag:
    tag: Tag
    count: int


@dataclass(frozen=True, slots=True)
class Shelf:
    """`lying`: how many lie in a folder itself, by its id (None: in none). `people`: the members' names by their ids."""

    teams: Sequence[UUID]
    tree: Tree
    lying: Counter[int | None]
    tags: list[CountedTag]
    people: dict[int, str]

    @property
    def everything(self) -> int:
        return self.lying.total()

    @property
    def without_folder(self) -> int:
        return self.lying[None]

    def within(self, branch: Branch) -> int:
        """With all folders in it."""
        return sum(self.lying[one.folder.pk] for one in branch.walk())

    def names(self, people: set[int]) -> Mapping[int, str]:
        """Of these and perhaps others. Who has left the team is asked for."""
        if people <= self.people.keys():
            return self.people
        gone = User.objects.filter(pk__in=people - self.people.keys()).values_list("pk", "name", "email")
        return {**self.people, **{pk: name or email for pk, name, email in gone}}

    def tag(self, tag_id: int) -> CountedTag | None:
        return next((one for one in self.tags if one.tag.pk == tag_id), None)


def shelf(user: User, teams: Sequence[UUID]) -> Shelf:
    tags = tags_of(teams)
    lying, tagged = remembered(
        ("shelf", user.pk, tuple(teams)),
        lambda: (_lying(user, teams), _tagged(user, teams, [tag.pk for tag in tags])),
        lambda counted: counted[0].total() > LARGE,
    )
    counted = [CountedTag(tag, tagged[tag.pk]) for tag in tags]
    return Shelf(teams, tree_of(teams), lying, counted, _people(teams))


def _people(teams: Sequence[UUID]) -> dict[int, str]:
    """In the order of their names."""
    found = User.objects.filter(memberships__team__in=teams).distinct().values_list("pk", "name", "email")
    return dict(sorted(((pk, name or email) for pk, name, email in found), key=lambda one: one[1].lower()))


def tags_of(teams: Sequence[UUID]) -> list[Tag]:
    return in_order(Tag.objects.filter(team__in=teams))


def in_order(tags: Iterable[Tag]) -> list[Tag]:
    """Of the alphabet."""
    return sorted(tags, key=lambda tag: (sort_key(tag.name), tag.pk))


def _lying(user: User, teams: Sequence[UUID]) -> Counter[int | None]:
    found: Counter[int | None] = Counter()
    for rows in (access.seen_by_all(teams), access.private_ones(user, teams)):
        found.update(dict(_counted(rows)))
    return found


def _counted(rows: QuerySet[Recording]) -> Iterable[tuple[int | None, int]]:
    return rows.order_by().values_list("folder").annotate(n=Count("*"))


def _tagged(user: User, teams: Sequence[UUID], tags: Sequence[int]) -> Counter[int]:
    if not tags:
        return Counter()
    taggings = Tagging.objects.filter(tag__in=tags).order_by()
    out_of_sight = Q(deleted_at__isnull=False) | (Q(private=True) & ~access.in_sight(user))
    hidden = Recording.objects.filter(out_of_sight, team__in=teams).order_by().values("pk")
    counts = Counter(dict(taggings.values_list("tag").annotate(n=Count("*"))))
    counts.subtract(dict(taggings.filter(recording__in=hidden).values_list("tag").annotate(n=Count("*"))))
    return counts
