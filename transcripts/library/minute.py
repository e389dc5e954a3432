"""One minute as both models hear it, side by side: trials, or what a transcript of all has there."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from transcripts.library.money import about
from transcripts.library.offers import (
    CancelOffer,
    RetryOffer,
    after_cancelling,
    offer_to_cancel,
    offer_to_retry,
)
from transcripts.library.pages import RecordingPage
from transcripts.library.reasons import Explanation, explain
from transcripts.library.trials import ASKED, trials_of
from transcripts.media.cuts import Stretch, first_minute
from transcripts.models import Recording, Status, Transcription
from transcripts.models.transcript import MACHINE
from transcripts.models.transcription import Model
from transcripts.text import comparing
from transcripts.text.document import Word


@dataclass(frozen=True, slots=True)
class Piece:
    """Words as one side has them. `regular`: the two differ, as speech and writing always do."""

    text: str
    differs: bool = False
    regular: bool = False


@dataclass(frozen=True, slots=True)
class Side:
    """What one model made of the minute. Without a `run` nobody has asked it; `whole` is its transcript of all, if there is one.

    `cost`: of all with this one. `cancelled`: what a cancelled run has cost.
    """

    model: Model
    run: Transcription | None
    whole: Transcription | None
    pieces: list[Piece]
    cost: str
    explanation: Explanation | None
    retry: RetryOffer | None
    cancel: CancelOffer | None
    cancelled: str


@dataclass(frozen=True, slots=True)
class Trial:
    """`minute` in seconds, None until the sound is known."""

    minute: Stretch | None
    sides: list[Side]
    is_active: bool
    has_both: bool


def trial(page: RecordingPage) -> Trial:
    runs = {run.stt_model: run for run in trials_of(page.recording)}
    wholes = {model: _whole(page, model) for model in Model}
    minute = _minute(page.recording, list(runs.values()))
    words = {model: _words_of(runs.get(model.value), wholes[model], minute) for model in Model}
    pieces = _side_by_side(words[Model.FORMAL], words[Model.CONVERSATIONAL])
    sides = [
        _side(page.recording, model, runs.get(model.value), wholes[model], list(shown))
        for model, shown in zip((Model.FORMAL, Model.CONVERSATIONAL), pieces, strict=True)
    ]
    return Trial(minute, sides, any(run.is_active for run in runs.values()), all(words.values()))


def _whole(page: RecordingPage, model: Model) -> Transcription | None:
    """The newest of this track that has its words or will have them."""
    of_track = [run for run in page.transcriptions if run.track == page.recording.track]
    return next((run for run in of_track if run.stt_model == model and run.status in ASKED), None)


def _minute(recording: Recording, runs: Sequence[Transcription]) -> Stretch | None:
    for run in runs:
        if run.status == Status.COMPLETED and run.part_start is not None and run.part_end is not None:
            return run.part_start, run.part_end
    if recording.voiced is None:
        return None
    return first_minute(recording.duration, [(start, end) for start, end in recording.voiced])


def _words_of(
    run: Transcription | None, whole: Transcription | None, minute: Stretch | None
) -> tuple[Word, ...]:
    """As HiSpeech wrote them: what people have corrected since says nothing of a model."""
    if run is not None and run.status == Status.COMPLETED:
        return tuple(run.revisions.get(number=MACHINE).document.words)
    if whole is None or whole.status != Status.COMPLETED or minute is None:
        return ()
    return tuple(_words_within(whole, *minute))


def _words_within(whole: Transcription, start: float, end: float) -> Iterator[Word]:
    order = {pk: place for place, pk in enumerate(whole.revisions.get(number=MACHINE).order)}
    rows = whole.paragraphs.filter(start__lt=end, end__gt=start)
    for row in sorted((row for row in rows if row.pk in order), key=lambda row: order[row.pk]):
        yield from (word for word in row.paragraph.words if start <= (word.start or 0.0) < end)


def _side_by_side(words: Sequence[Word], others: Sequence[Word]) -> tuple[list[Piece], list[Piece]]:
    if not words or not others:
        return [Piece(_text(words))], [Piece(_text(others))]
    mine, theirs = [], []
    for one in comparing.compare(words, others):
        differs = not one.is_same
        mine.append(Piece(_text(words[one.first : one.behind]), differs, one.regular))
        theirs.append(Piece(_text(others[one.other_first : one.other_behind]), differs, one.regular))
    return [piece for piece in mine if piece.text], [piece for piece in theirs if piece.text]


def _text(words: Sequence[Word]) -> str:
    return " ".join(word.text for word in words)


def _side(
    recording: Recording,
    model: Model,
    run: Transcription | None,
    whole: Transcription | None,
    pieces: list[Piece],
) -> Side:
    return Side(
        model,
        run,
        whole,
        [piece for piece in pieces if piece.text],
        about(model.value, recording.duration),
        explain(run) if run is not None and run.reason else None,
        offer_to_retry(run) if run is not None else None,
        offer_to_cancel(run) if run is not None else None,
        after_cancelling(run) if run is not None and run.status == Status.CANCELLED else "",
    )
