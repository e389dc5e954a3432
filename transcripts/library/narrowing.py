"""What was found, counted by person, model and month, to narrow it down. Of the hits that are ranked, so of a thousand at most."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db.models.functions import TruncMonth
from django.utils.formats import date_format

from transcripts import access
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


def facets(user: User, hits: Sequence[Hit], narrowing: Narrowing) -> list[Facet]:
    """Those in which there is something to choose, or was chosen; two queries."""
    ids = [hit.recording for hit in hits]
    rows = access.recordings(user).filter(pk__in=ids).annotate(month=TruncMonth("created_at")).order_by()
    people: Counter[str] = Counter()
    names: dict[str, str] = {}
    months: Counter[str] = Counter()
    for person, name, email, month in rows.values_list(
        "uploaded_by_id", "uploaded_by__name", "uploaded_by__email", "month"
    ):
        value = f"{month:%Y-%m}"
        months[value] += 1
        names[value] = date_format(month, "F Y")
        if person is not None:
            people[str(person)] += 1
            names[str(person)] = name or email
    models = _models(ids)
    names |= {model.value: str(model.label) for model in Model}
    found = (
        Facet("person", _choices(people, names, narrowing.person)),
        Facet("model", _choices(models, names, narrowing.model)),
        Facet("month", _choices(months, names, narrowing.month)),
    )
    return [one for one in found if len(one.choices) > 1 or any(c.is_chosen for c in one.choices)]


def _models(ids: Sequence[UUID]) -> Counter[str]:
    runs = Transcription.objects.filter(recording__in=ids, status=Status.COMPLETED).order_by()
    return Counter(model for _recording, model in runs.values_list("recording_id", "stt_model").distinct())


def _choices(counted: Counter[str], names: dict[str, str], chosen: str) -> list[Choice]:
    return [Choice(value, names[value], count, value == chosen) for value, count in counted.most_common(MOST)]
