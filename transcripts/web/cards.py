"""The two models as forms explain them."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from transcripts.models.transcription import Model


@dataclass(frozen=True, slots=True)
class Card:
    """One model. The examples are HiSpeech's: the same three seconds of sound."""

    value: str
    name: str | Promise
    words: str | Promise
    example: str


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
