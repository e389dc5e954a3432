"""What was found, counted by folder, tag, person, model and month, to narrow it down. Of the hits that are ranked, so of a thousand at most."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Count
from django.utils.formats import date_format
from django.utils.timezone import localtime

from transcripts.library.filters import Narrowing
from transcripts.library.search import Hit
from transcripts.library.tree import Tree
from transcripts.models import Status, Tag, Tagging, Transcription, User
from transcripts.models.transcription import Model

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


def facets(hits: Sequence[Hit], narrowing: Narrowing, tree: Tree, tags: Sequence[Tag]) -> list[Facet]:
    """Those in which there is something to choose, or was chosen; three queries."""
    people = Counter(str(hit.person) for hit in hits if hit.person is not None)
    months = Counter(f"{localtime(hit.created_at):%Y-%m}" for hit in hits if hit.created_at)
    models = {model.value: str(model.label) for model in Model}
    folders, paths = _folders(hits, tree), {str(one.folder.pk): one.words for one in tree.walk()}
    found = (
        Facet("folder", _choices(folders, paths, narrowing.folder)),
        Facet("tag", _tags(hits, tags, narrowing)),
        Facet("person", _choices(people, _names(people), narrowing.person)),
        Facet("model", _choices(_models(hits), models, narrowing.model)),
        Facet("month", _choices(months, {one: _month(one) for one in months}, narrowing.month)),
    )
    return [one for one in found if len(one.choices) > 1 or any(c.is_chosen for c in one.choices)]


def _folders(hits: Sequence[Hit], tree: Tree) -> Counter[str]:
    """A folder counts what lies in those within it, too, as one who chooses it finds it."""
    lying = Counter(hit.folder for hit in hits if hit.folder is not None)
    found: Counter[str] = Counter()
    for folder, count in lying.items():
        found.update({str(one.folder.pk): count for one in tree.above(folder)})
    return found


def _tags(hits: Sequence[Hit], tags: Sequence[Tag], narrowing: Narrowing) -> list[Choice]:
    """Several can be chosen."""
    names = {str(tag.pk): tag.name for tag in tags}
    rows = Tagging.objects.filter(recording__in=[hit.recording for hit in hits], tag__in=tags).order_by()
    counted = {str(tag): count for tag, count in rows.values_list("tag").annotate(n=Count("*"))}
    return [
        Choice(value, names[value], count, value in narrowing.tags)
        for value, count in Counter(counted).most_common(MOST)
    ]


def _names(people: Counter[str]) -> dict[str, str]:
    """Of those who are shown; a person who has left us since is not."""
    shown = [pk for pk, _count in people.most_common(MOST)]
    return {str(person.pk): person.get_full_name() for person in User.objects.filter(pk__in=shown)}


def _models(hits: Sequence[Hit]) -> Counter[str]:
    runs = Transcription.objects.filter(
        recording__in=[hit.recording for hit in hits], status=Status.COMPLETED
    )
    counted = runs.order_by().values_list("stt_model").annotate(Count("recording", distinct=True))
    return Counter(dict(counted))


def _month(value: str) -> str:
    return date_format(date.fromisoformat(f"{value}-01"), "F Y")


def _choices(counted: Counter[str], names: Mapping[str, str], chosen: str) -> list[Choice]:
    return [Choice(value, names[value], count, value == chosen) for value, count in counted.most_common(MOST)]
