"""What was found, counted by person, model and month, to narrow it down. Of the hits that are ranked, so of a thousand at most."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Count
from django.utils.formats import date_format
from django.utils.timezone import localtime

from transcripts.library.search import Hit, Narrowing
from transcripts.models import Status, Transcription, User
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
    """`name` is the parameter in the address: person, model or month."""

    name: str
    choices: list[Choice]


def facets(hits: Sequence[Hit], narrowing: Narrowing) -> list[Facet]:
    """Those in which there is something to choose, or was chosen; two queries."""
    people = Counter(str(hit.person) for hit in hits if hit.person is not None)
    months = Counter(f"{localtime(hit.created_at):%Y-%m}" for hit in hits if hit.created_at)
    models = {model.value: str(model.label) for model in Model}
    found = (
        Facet("person", _choices(people, _names(people), narrowing.person)),
        Facet("model", _choices(_models(hits), models, narrowing.model)),
        Facet("month", _choices(months, {one: _month(one) for one in months}, narrowing.month)),
    )
    return [one for one in found if len(one.choices) > 1 or any(c.is_chosen for c in one.choices)]


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
