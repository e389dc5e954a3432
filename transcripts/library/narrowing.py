"""What was found, counted by folder, tag, person, model and month, to narrow it down. Of the hits that are ranked, so of a thousand at most."""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from django.db.models import Count
from django.utils.formats import date_format

from transcripts.library.filters import Narrowing
from transcripts.library.shelf import Shelf
from transcripts.library.told import Told
from transcripts.library.tree import Tree
from transcripts.models import Tag, Tagging
from transcripts.models.transcription import Model

_T = TypeVar("_T")

# Of each kind, the most frequent.
MOST = 6


@dataclass(frozen=True, slots=True)
class Choice:
    """`value` goes into the address; `is_chosen`: the results are narrowed to it already."""

    value: str
    words: str
    count: int
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class Facet:
    """`name` is the parameter in the address: folder, tag, person, model or month."""

    name: str
    choices: list[Choice]


def facets(hits: Mapping[str, Told], narrowing: Narrowing, beside: Shelf) -> list[Facet]:
    """Those in which there is something to choose, or was chosen; two queries at most."""
    alike = Counter(hits.values())
    people = _counted({one: one.person for one in alike if one.person is not None}, alike)
    months = _counted({one: one.month for one in alike}, alike)
    models = {model.value: str(model.label) for model in Model}
    folders = _folders(
        _counted({one: one.folder for one in alike if one.folder is not None}, alike), beside.tree
    )
    paths = {str(one.folder.pk): one.words for one in beside.tree.walk()}
    found = (
        Facet("folder", _choices(folders, paths, narrowing.folder)),
        Facet("tag", _tags(hits, [one.tag for one in beside.tags], narrowing)),
        Facet("person", _choices(_texts(people), _names(people, beside), narrowing.person)),
        Facet("model", _choices(+_models(alike), models, narrowing.model)),
        Facet("month", _choices(months, {one: _month(one) for one in months}, narrowing.month)),
    )
    return [one for one in found if len(one.choices) > 1 or any(c.is_chosen for c in one.choices)]


def _counted(named: Mapping[Told, _T], alike: Counter[Told]) -> Counter[_T]:
    found: Counter[_T] = Counter()
    for one, name in named.items():
        found[name] += alike[one]
    return found


def _folders(lying: Counter[int], tree: Tree) -> Counter[str]:
    """A folder counts what lies in those within it, too, as one who chooses it finds it."""
    found: Counter[str] = Counter()
    for folder, count in lying.items():
        found.update({str(one.folder.pk): count for one in tree.above(folder)})
    return found


def _tags(recordings: Collection[str], tags: Sequence[Tag], narrowing: Narrowing) -> list[Choice]:
    """Several can be chosen."""
    names = {str(tag.pk): tag.name for tag in tags}
    if not names:
        return []
    rows = Tagging.objects.filter(recording__pk__among=recordings, tag__in=tags).order_by()
    counted = {str(tag): count for tag, count in rows.values_list("tag").annotate(n=Count("*"))}
    return [
        Choice(value, names[value], count, value in narrowing.tags)
        for value, count in Counter(counted).most_common(MOST)
    ]


def _names(people: Counter[int], beside: Shelf) -> dict[str, str]:
    """Of those who are shown."""
    shown = {pk for pk, _count in people.most_common(MOST)}
    return {str(pk): name for pk, name in beside.names(shown).items()}


def _models(alike: Counter[Told]) -> Counter[str]:
    """In the order of the models' own list, where as many have one as another."""
    return Counter(
        {model: sum(count for one, count in alike.items() if model in one.models) for model in Model.values}
    )


def _texts(ids: Counter[int]) -> Counter[str]:
    return Counter({str(one): count for one, count in ids.items()})


def _month(value: str) -> str:
    return date_format(date.fromisoformat(f"{value}-01"), "F Y")


def _choices(counted: Counter[str], names: Mapping[str, str], chosen: str) -> list[Choice]:
    return [Choice(value, names[value], count, value == chosen) for value, count in counted.most_common(MOST)]
