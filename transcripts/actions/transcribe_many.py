"""Have several recordings transcribed by one model, after their price was shown."""

from collections.abc import Sequence
from uuid import UUID

from transcripts import access
from transcripts.actions.submit import model_of
from transcripts.actions.transcribe import transcribe
from transcripts.errors import Refused, gettext_noop
from transcripts.library.quotes import Order, Quote, quote
from transcripts.models import Recording, User

MOST = 1000


class TooManyToBuy(Refused):
    code = "too_many_to_order"
    field = "recordings"
    sentence = gettext_noop("At most %(most)d recordings can be ordered at once. Choose fewer, then go on.")


def offer(*, by: User, recordings: Sequence[UUID], stt_model: str) -> Quote:
    """Nothing is ordered yet. Raises UnknownModel or TooManyToBuy."""
    if len(recordings) > MOST:
        raise TooManyToBuy(most=MOST)
    return quote(by, recordings, model_of(stt_model).value)


def transcribe_many(*, by: User, recordings: Sequence[UUID], stt_model: str) -> int:
    """How many were ordered: none that is there or at work already, so that whoever clicks twice pays once.

    Raises UnknownModel or TooManyToBuy.
    """
    offered = offer(by=by, recordings=recordings, stt_model=stt_model)
    rows = access.editable(by).in_bulk([order.recording for order in offered.orders])
    return sum(
        _ordered(by, rows[order.recording], order, offered.stt_model)
        for order in offered.orders
        if order.recording in rows
    )


def _ordered(by: User, recording: Recording, order: Order, stt_model: str) -> bool:
    try:
        transcribe(by=by, recording=recording, stt_model=stt_model, confidential=order.confidential)
    except Refused:
        return False  # there since the price was shown, or not theirs any more
    return True
