"""Transcriptions with real speech as their sound, whose words say nothing of when they are said."""

from collections.abc import Callable
from pathlib import Path
from random import Random

import numpy as np
import pytest
from django.core.files import File
from django.db import transaction
from django.utils import timezone

from tests import factories
from tests.alignment import speech
from tests.alignment.speech import Speech
from transcripts.alignment import packages
from transcripts.media import keys
from transcripts.models import Paragraph as Row
from transcripts.models import Revision, Status, Timing, Transcription, User
from transcripts.sandbox.phrases import sentence
from transcripts.text.document import Document, Paragraph, Word

Bring = Callable[..., Transcription]


@pytest.fixture(scope="session")
def talk() -> Speech:
    """Three sentences with pauses between them."""
    if packages.missing():
        pytest.skip("the speech model is not installed (requirements/speech.txt)")
    if not speech.can_speak():
        pytest.skip("there is no espeak-ng here (on Debian: apt-get install espeak-ng)")
    random = Random(7)
    return speech.chained([speech.spoken(" ".join(sentence(random, 8))) for _ in range(3)])


@pytest.fixture(scope="session")
def talk_file(talk: Speech, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return speech.flac(talk.samples, tmp_path_factory.mktemp("timing") / "talk.flac")


def silence(folder: Path, seconds: float = 4.0) -> Path:
    samples = np.zeros(round(seconds * speech.RATE), dtype=np.float32)
    return speech.flac(samples, folder / "silence.flac")


@pytest.fixture
def bring(anahit: User, own_storage: None) -> Bring:
    """A transcription that has just got its `words`, in paragraphs of eight."""

    def bring(file: Path, words: list[str], seconds: float, **fields: object) -> Transcription:
        row = factories.recording(anahit, duration=seconds, voiced=[[0.0, seconds]])
        with file.open("rb") as opened:
            row.sound.save(keys.sound(row.pk), File(opened))
        job = factories.transcription(row, Status.COMPLETED, **fields)
        with transaction.atomic():
            Revision.of_machine(job, written(words))
            Timing.want(job, timezone.now())
        return job

    return bring


def written(words: list[str]) -> Document:
    groups = (words[at : at + 8] for at in range(0, len(words), 8))
    return Document(tuple(Paragraph(tuple(map(Word, group))) for group in groups))


def words_of(job: Transcription) -> list[Word]:
    return list(job.revisions.latest("number").document.words)


def corrected(job: Transcription, number: int, words: list[str]) -> Revision:
    """A person has written one paragraph anew."""
    before = job.revisions.latest("number")
    with transaction.atomic():
        row = Row.written(job, Paragraph(tuple(map(Word, words))))
        row.save()
        order = [row.pk if place == number else known for place, known in enumerate(before.order)]
        revision = Revision.objects.create(transcription=job, number=before.number + 1, order=order)
        Timing.want(job, timezone.now())
    return revision
