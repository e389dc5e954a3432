"""What may be in the way of cutting subtitles otherwise, and how a change of them is put away."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction

from transcripts.errors import RaceLost, Refused, gettext_noop
from transcripts.library.sheets import Sheet, remember
from transcripts.models import Act, BreakChange, Breaks, Event, User
from transcripts.models.breaks import marks_to_json
from transcripts.text.marks import Mark
from transcripts.text.recutting import Change

# The marks of paragraphs as they are stored, before and after.
Told = dict[int, tuple[list[Any], list[Any]]]


class Moved(RaceLost):
    """Nothing was written."""

    code = "subtitles_moved"
    sentence = gettext_noop(
        "These subtitles have changed meanwhile. Here is how they are now: please look, then decide."
    )


class NothingHelps(Refused):
    code = "nothing_helps"
    sentence = gettext_noop(
        "No other cut helps here: there are too many words for the time. Shorten the text, if you may."
    )


class NothingToUndo(Refused):
    code = "nothing_to_undo"
    sentence = gettext_noop("There is nothing of yours to take back.")


class BadBreaks(Refused):
    code = "bad_breaks"
    field = "breaks"
    sentence = gettext_noop(
        "Give breaks as {“word”, “kind”, “early”}: places of words counted from 0, each once; cut, join or line; up to 1000 milliseconds, for cuts."
    )


def difference(before: Mapping[int, Mark], after: Mapping[int, Mark]) -> Change:
    changed = [at for at in {*before, *after} if before.get(at) != after.get(at)]
    return {at: after.get(at) for at in changed}


def written(by: User, now: Sheet, made: Sheet) -> Sheet:
    """Put away; what comes out is `made`."""
    keep(by, now, _told(now, made), None)
    transaction.on_commit(lambda: remember(made))
    return made


def _told(now: Sheet, made: Sheet) -> Told:
    changed = {now.places.of(at)[0] for at in difference(now.cutting.marks, made.cutting.marks)}
    before, after = _by_row(now, changed), _by_row(made, changed)
    return {pk: (marks_to_json(before.get(pk, {})), marks_to_json(after.get(pk, {}))) for pk in changed}


def _by_row(made: Sheet, rows: set[int]) -> dict[int, dict[int, Mark]]:
    found: dict[int, dict[int, Mark]] = {}
    for at, mark in made.cutting.marks.items():
        row, place = made.places.of(at)
        if row in rows:
            found.setdefault(row, {})[place] = mark
    return found


def keep(by: User, now: Sheet, told: Told, undoes: int | None) -> None:
    job = now.revision.transcription
    Breaks.put(job, now.preset, {pk: after for pk, (_before, after) in told.items()})
    BreakChange.objects.create(
        transcription=job,
        preset=now.preset,
        number=now.version + 1,
        author=by,
        paragraphs={str(pk): both for pk, both in told.items()},
        undoes=undoes,
    )
    row = job.recording
    facts = {"transcription": str(job.pk), "subtitles": now.preset}
    Event.record(Act.CHANGED, by=by, team=row.team, on=row, hourly=True, **facts)
