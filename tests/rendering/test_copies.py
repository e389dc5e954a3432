from collections.abc import Callable
from pathlib import Path

import pytest
from django.core.files import File
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.utils import timezone
from pytest_django import Settings

from tests import factories
from tests.media import files
from transcripts.media import keys
from transcripts.media.browsers import plays
from transcripts.media.probe import probe
from transcripts.models import Recording, Rendition, User
from transcripts.rendering.claims import claim
from transcripts.rendering.copies import make_one

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("own_storage")]
Store = Callable[[Path], Recording]


@pytest.fixture
def store(anahit: User) -> Store:
    def store(path: Path) -> Recording:
        row = factories.recording(
            anahit, has_video=True, rendition_status=Rendition.WANTED, size=path.stat().st_size
        )
        default_storage.delete(row.file.name or "")
        with path.open("rb") as opened:
            row.file.save(keys.original(row.pk), File(opened))
        return row

    return store


@pytest.fixture
def refused(store: Store, tmp_path: Path) -> Recording:
    return store(files.video(tmp_path / "video.avi", "avi", "mpeg4", "mp3"))


def files_of(row: Recording) -> list[str]:
    return sorted(default_storage.listdir(f"recordings/{row.pk}")[1])


def nothing_in_scratch(settings: Settings) -> bool:
    return list(settings.SCRATCH_DIR.iterdir()) == []


def test_a_copy_is_made_once(refused: Recording, settings: Settings) -> None:
    assert make_one()
    refused.refresh_from_db()
    assert refused.rendition_status == Rendition.MADE
    assert plays(probe(Path(refused.rendition.path)))
    assert (refused.rendition_lease, refused.rendition_lease_until) == (None, None)
    assert not make_one()
    assert nothing_in_scratch(settings)


def test_what_plays_after_all_needs_none(store: Store) -> None:
    row = store(factories.SAMPLES / "video.mp4")
    assert make_one()
    row.refresh_from_db()
    assert row.rendition_status == Rendition.NEEDLESS
    assert files_of(row) == ["original"]


@pytest.mark.parametrize("name", ["talk.webm", "bad/random.ogg"])
def test_what_has_no_picture_fails_for_good(name: str, store: Store, settings: Settings) -> None:
    row = store(factories.SAMPLES / name)
    Recording.objects.update(track=7)  # so that it does not count as playable
    assert make_one()
    row.refresh_from_db()
    assert row.rendition_status == Rendition.FAILED
    assert not make_one()
    assert nothing_in_scratch(settings)


def test_what_the_storage_has_lost_fails(refused: Recording) -> None:
    default_storage.delete(refused.file.name or "")
    assert make_one()
    refused.refresh_from_db()
    assert refused.rendition_status == Rendition.FAILED


def test_without_room_on_the_disk_it_waits(refused: Recording, settings: Settings) -> None:
    settings.DISK_RESERVE_BYTES = 1 << 60
    assert make_one()
    refused.refresh_from_db()
    assert refused.rendition_status == Rendition.WANTED
    assert claim(timezone.now()) is None


def test_what_a_killed_worker_left_gives_its_place(refused: Recording) -> None:
    default_storage.save(keys.rendition(refused.pk), ContentFile(b"left"))
    assert make_one()
    refused.refresh_from_db()
    assert refused.rendition.name == keys.rendition(refused.pk)
    assert files_of(refused) == ["original", "playable.mp4"]


def test_a_choice_made_meanwhile_wins(refused: Recording, monkeypatch: pytest.MonkeyPatch) -> None:
    """The copy of the track that was chosen before is thrown away, and touches nothing of the new one's."""
    from transcripts.rendering import copies

    made = copies._is_needed

    def and_then_somebody_chooses(*about: object) -> bool:
        needed = made(*about)  # type: ignore[arg-type]
        Recording.objects.update(rendition_lease=None, rendition_lease_until=None)
        default_storage.save(keys.rendition(refused.pk), ContentFile(b"theirs"))
        return needed

    monkeypatch.setattr(copies, "_is_needed", and_then_somebody_chooses)
    assert make_one()
    refused.refresh_from_db()
    assert refused.rendition_status == Rendition.WANTED
    with default_storage.open(keys.rendition(refused.pk)) as theirs:
        assert theirs.read() == b"theirs"
    assert files_of(refused) == ["original", "playable.mp4"]
