"""Generated speech, and what the model hears in it."""

from pathlib import Path
from random import Random

import pytest

from tests.alignment import speech
from transcripts.alignment import packages
from transcripts.alignment.inside.listening import listen
from transcripts.alignment.inside.memory import Memory
from transcripts.sandbox.phrases import sentence


@pytest.fixture(scope="session")
def model() -> Path:
    path = packages.model_path()
    if packages.missing() or path is None:
        pytest.skip("the speech model is not installed (requirements/speech.txt)")
    return path


@pytest.fixture(scope="session")
def voice() -> None:
    if not speech.can_speak():
        pytest.skip("there is no espeak-ng here (on Debian: apt-get install espeak-ng)")


@pytest.fixture(scope="session")
def talk(voice: None) -> speech.Speech:
    """Four sentences with pauses between them, of different lengths and speeds."""
    random = Random(41)
    speeds = (speech.SLOW, speech.NORMAL, speech.FAST, speech.NORMAL)
    return speech.chained(
        [speech.spoken(" ".join(sentence(random, 8)), speech.EAST, speed) for speed in speeds]
    )


@pytest.fixture(scope="session")
def talk_file(talk: speech.Speech, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return speech.flac(talk.samples, tmp_path_factory.mktemp("talk") / "talk.flac")


@pytest.fixture(scope="session")
def heard_file(model: Path, talk_file: Path) -> Path:
    """What the model heard in the talk."""
    target = talk_file.with_name("heard")
    listen(talk_file, model, target, threads=2, tell=lambda share: None)
    return target


@pytest.fixture
def heard(heard_file: Path) -> Memory:
    return Memory.opened(heard_file)
