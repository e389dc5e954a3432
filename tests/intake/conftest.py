"""Uploads as the desk makes them, and the store that the settings choose."""

from collections.abc import Callable

import pytest

from transcripts.actions.bring import Announcement, announce
from transcripts.intake.store import Store, chosen
from transcripts.models import Upload, User

Announced = Callable[..., Upload]


@pytest.fixture
def store(own_storage: None) -> Store:
    return chosen()


@pytest.fixture
def announced(own_storage: None, bagrat: User) -> Announced:
    """Bagrat announces a file of so many bytes."""

    def make(length: int | None = 10, **said: object) -> Upload:
        known = {"filename": "ժողով.wav", "stt_model": "formal", "length": length} | said
        return announce(by=bagrat, announcement=Announcement(**known))  # type: ignore[arg-type]

    return make
