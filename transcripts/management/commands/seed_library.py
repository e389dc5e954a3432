"""`manage.py seed_library --transcripts N`: a believable library for demonstrations and benchmarks, the same each time."""

import gc
import math
import time
from argparse import ArgumentParser
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import timezone

from transcripts import access
from transcripts.library.index import refresh
from transcripts.management.invented import FOLDERS, NOTES, TAGS, person, text, title
from transcripts.models import (
    Folder,
    Membership,
    Paragraph,
    Reason,
    Recording,
    Revision,
    Role,
    Status,
    Tag,
    Tagging,
    Team,
    Transcription,
    User,
)
from transcripts.models.derived import folded
from transcripts.models.recording import Rendition
from transcripts.models.transcription import Model
from transcripts.text.document import Document, Word
from transcripts.text.sentences import paragraphs

_BATCH = 50
_PEOPLE = 6
_YEARS = 3
_WORDS_PER_SECOND = 2.2
# Half of them are shorter, as news and calls are; one in a hundred is longer than an hour, the longest takes seven.
_MEDIAN_WORDS, _SPREAD, _MOST_WORDS = 300, 1.4, 60_000
# Of a hundred.
_FAILED, _CANCELLED, _BOTH_MODELS, _CORRECTED = 3, 1, 8, 15


class Command(BaseCommand):
    help = "Makes a library of made-up transcripts, without sound. It costs nothing; the same seed makes the same texts."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--transcripts", type=int, required=True, metavar="N")
        parser.add_argument("--team", default="", help="its name; without one, the first team there is")
        parser.add_argument("--words", type=int, default=0, help="in each of them; without it, as in life")
        parser.add_argument("--seed", type=int, default=1)

    def handle(self, *args: Any, transcripts: int, team: str, words: int, seed: int, **options: Any) -> None:
        owner = (
            Team.objects.filter(name=team).first() if team else Team.objects.order_by("created_at").first()
        )
        if owner is None:
            raise CommandError("There is no such team. Start the site once, or name one that is there.")
        began, random = time.monotonic(), Random(seed)  # noqa: S311
        people, moments = _people(owner, seed), _moments(random, transcripts)
        # However many people there are, the texts of a seed stay what they are.
        dice = Random(seed)  # noqa: S311
        places = _places(owner)
        for first in range(0, transcripts, _BATCH):
            with _little_sweeping(), transaction.atomic():
                for moment in moments[first : first + _BATCH]:
                    row = _one(random, owner, dice.choice(people), moment, words)
                    places.put(row)
                    refresh(row)
        seconds = time.monotonic() - began
        self.stdout.write(f"{transcripts} transcripts in {seconds:.0f} s, for {owner.name}.")


@contextmanager
def _little_sweeping() -> Iterator[None]:
    """Lists of words are no rings: looking for such among them, again and again, took a sixth of the time."""
    usual = gc.get_threshold()
    gc.set_threshold(100_000, *usual[1:])
    try:
        yield
    finally:
        gc.set_threshold(*usual)


def _people(team: Team, seed: int) -> list[User]:
    """Who are already there, and some more, who cannot sign in."""
    random = Random(seed)  # noqa: S311
    there = list(User.objects.filter(memberships__team=team, memberships__role__in=access.EDITORS))
    for number in range(_PEOPLE):
        address = f"seeded-{number}@example.am"
        made = User.objects.filter(email=address).first()
        if made is None:
            made = User.objects.create_user(address, name=person(random), is_active=False)
        Membership.objects.get_or_create(team=team, user=made, defaults={"role": Role.VIEWER})
        there.append(made)
    return there


def _moments(random: Random, count: int) -> list[datetime]:
    """Over the last years, oldest first."""
    now, span = timezone.now(), timedelta(days=365 * _YEARS)
    return sorted(now - random.random() * span for _ in range(count))


@dataclass(frozen=True, slots=True)
class _Places:
    """Where recordings lie. They have dice of their own, so that the texts of a seed stay what they were."""

    folders: list[Folder]
    tags: list[Tag]
    random: Random

    def put(self, row: Recording) -> None:
        """Four of five into a folder; every third gets a tag, or two."""
        dice = self.random
        folder = dice.choice(self.folders) if dice.random() < 0.8 else None
        note = dice.choice(NOTES) if dice.random() < 0.1 else ""
        Recording.objects.filter(pk=row.pk).update(folder=folder, note=note)
        count = dice.choice((0, 0, 0, 0, 1, 2))
        Tagging.objects.bulk_create(
            Tagging(recording=row, tag=tag) for tag in dice.sample(self.tags, min(count, len(self.tags)))
        )


def _places(team: Team) -> _Places:
    """What is there already is used again."""
    found = []
    for name, within in FOLDERS.items():
        folder = _folder(team, name, None)
        found += [folder, *(_folder(team, one, folder) for one in within)]
    tags = [
        Tag.objects.get_or_create(team=team, folded=folded(name), defaults={"name": name, "colour": colour})[
            0
        ]
        for name, colour in TAGS.items()
    ]
    return _Places(found, tags, Random(len(found)))  # noqa: S311


def _folder(team: Team, name: str, parent: Folder | None) -> Folder:
    rows = Folder.objects.filter(team=team, parent=parent, folded=folded(name))
    return rows.first() or Folder.objects.create(team=team, parent=parent, name=name)


def _one(random: Random, team: Team, by: User, moment: datetime, words: int) -> Recording:
    length = words or max(4, min(_MOST_WORDS, round(random.lognormvariate(math.log(_MEDIAN_WORDS), _SPREAD))))
    row = Recording.objects.create(
        team=team,
        uploaded_by=by,
        title=title(random)[:300],
        filename="",
        size=0,
        sha256="",
        duration=round(length / _WORDS_PER_SECOND, 1),
        rendition_status=Rendition.NEEDLESS,
    )
    Recording.objects.filter(pk=row.pk).update(created_at=moment)
    for model, status in _runs(random):
        run = _run(random, row, model, status, moment)
        if status == Status.COMPLETED:
            revision = Revision.of_machine(run, _document(random, length))
            if random.randrange(100) < _CORRECTED:
                _correct(random, revision, by)
    return row


def _runs(random: Random) -> Iterator[tuple[Model, Status]]:
    dice, model = random.randrange(100), random.choice(list(Model))
    if dice < _FAILED:
        yield model, Status.FAILED
    elif dice < _FAILED + _CANCELLED:
        yield model, Status.CANCELLED
    elif dice < _FAILED + _CANCELLED + _BOTH_MODELS:
        yield from ((one, Status.COMPLETED) for one in Model)
    else:
        yield model, Status.COMPLETED


def _run(random: Random, row: Recording, model: Model, status: Status, moment: datetime) -> Transcription:
    run = Transcription.objects.create(
        recording=row,
        requested_by=row.uploaded_by,
        stt_model=model,
        status=status,
        reason=Reason.REFUSED if status == Status.FAILED else "",
        queued_at=moment,
        finished_at=moment + timedelta(seconds=20),
    )
    Transcription.objects.filter(pk=run.pk).update(created_at=moment)
    return run


def _document(random: Random, length: int) -> Document:
    said = text(random, length)
    step = 1 / _WORDS_PER_SECOND
    words = (Word(one, round(at * step, 2), round((at + 0.9) * step, 2)) for at, one in enumerate(said))
    return paragraphs(words)


def _correct(random: Random, machine: Revision, by: User) -> None:
    """Somebody has written one paragraph anew."""
    place = random.randrange(len(machine.order))
    old = Paragraph.objects.get(pk=machine.order[place]).paragraph
    words = tuple(
        Word(one, word.start, word.end)
        for one, word in zip(text(random, len(old.words)), old.words, strict=False)
    )
    new = Paragraph.written(machine.transcription, type(old)(words, old.speaker))
    new.save()
    order = [*machine.order[:place], new.pk, *machine.order[place + 1 :]]
    Revision.objects.create(
        transcription=machine.transcription, number=1, author=by, order=order, characters=machine.characters
    )
