"""The two models as forms explain them."""

from dataclasses import dataclass, replace

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from transcripts.library.money import about
from transcripts.models import Recording
from transcripts.models.transcription import Model


@dataclass(frozen=True, slots=True)
class Card:
    """One model. The examples are HiSpeech's: the same three seconds of sound. `cost` where the sound is known."""

    value: str
    name: str | Promise
    words: str | Promise
    example: str
    cost: str = ""


CARDS = (
    Card(
        Model.FORMAL.value,
        Model.FORMAL.label,
        gettext_lazy("For formal speech and subtitles. It may turn informal speech into formal writing."),
        "Խոսում է, գրում է, պատմում է, ասում է։",
    ),
    Card(
        Model.CONVERSATIONAL.value,
        Model.CONVERSATIONAL.label,
        gettext_lazy("For conversation without dialect. It writes exactly what it hears."),
        "Խոսում ա գրում ա, պատմում ա, ասում ա։",
    ),
)


def cards_for(recording: Recording) -> list[Card]:
    """With what each would cost for this recording."""
    return [replace(card, cost=about(card.value, recording.duration)) for card in CARDS]
