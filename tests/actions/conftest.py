from pathlib import Path

import pytest
from django.utils import timezone
from pytest_django import Settings

from tests import factories
from tests.actions.bringing import bring, remuxed
from transcripts.models import Transcription, User
from transcripts.transcription.sweep import due


@pytest.fixture
def pair(anahit: User, bagrat: User, tmp_path: Path, settings: Settings) -> list[Transcription]:
    """The same sound in two wrappings, both about to be prepared; the older first."""
    settings.HISPEECH_MODE = "async"
    first = bring(anahit, factories.SAMPLES / "meeting.flac")
    second = bring(bagrat, remuxed(factories.SAMPLES / "meeting.flac", tmp_path / "copy.mka"))
    assert set(due(timezone.now())) == {first.pk, second.pk}
    return [first, second]
