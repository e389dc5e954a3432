"""An archive made in the background: part by part, by whoever is alive, and whole or not at all."""

import hashlib
import io
import json
import zipfile
from datetime import timedelta
from pathlib import Path

import pytest
from django.core import mail
from django.core.files.storage import default_storage
from django.utils import timezone
from pytest_django import Settings

from tests.factories import completed, recording
from transcripts.actions.archive import AT_ONCE, ManyArchives, order_archive, take_back
from transcripts.archiving import making
from transcripts.archiving.hand import work
from transcripts.archiving.making import make_one
from transcripts.archiving.telling import tell_one
from transcripts.archiving.tidying import sweep_archives
from transcripts.errors import NotAllowed
from transcripts.exports import plain
from transcripts.library.exporting import NoSuchFormat
from transcripts.media import keys
from transcripts.models import Act, Archive, ArchiveState, Event, Recording, User

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("any_storage")]


class Killed(BaseException):
    """Nothing below us sees a kill -9 coming."""


@pytest.fixture
def rows(anahit: User, monkeypatch: pytest.MonkeyPatch) -> list[Recording]:
    """A part for each."""
    monkeypatch.setattr(making, "AT_A_TIME", 1)
    monkeypatch.setattr(making, "SECONDS_A_PART", 0.0)
    made = [recording(anahit, "Նիստ") for _number in range(4)]
    for number, row in enumerate(made[:3]):
        completed(row, f"Բառեր {number} և՞։")
    return made


def ordered(by: User, rows: list[Recording], **asked: str) -> Archive:
    ids = [row.pk for row in rows]
    return order_archive(
        by=by, team=rows[0].team, ids=ids, asked=asked, address=lambda pk: f"https://example.am/export/{pk}/"
    )


def content(archive: Archive) -> zipfile.ZipFile:
    archive.refresh_from_db()
    with archive.file.open("rb") as file:
        read = file.read()
    assert (len(read), hashlib.sha256(read).hexdigest()) == (archive.size, archive.sha256)
    return zipfile.ZipFile(io.BytesIO(read))


def stored(archive: Archive) -> list[str]:
    try:
        return list(default_storage.listdir(keys.archive_folder(archive.pk))[1])
    except FileNotFoundError:
        return []


def test_it_holds_what_the_streamed_one_holds_and_nothing_is_left_of_its_parts(
    anahit: User, rows: list[Recording]
) -> None:
    archive = ordered(anahit, rows)
    assert make_one()
    assert not make_one()
    made = content(archive)
    assert made.testzip() is None
    assert made.namelist() == ["Նիստ.txt", "Նիստ (2).txt", "Նիստ (3).txt", "manifest.json", "SHA256SUMS"]
    assert made.read("Նիստ (2).txt").decode() == "Բառեր 1 և՞։\n"
    told = json.loads(made.read("manifest.json"))["recordings"]
    assert [one["id"] for one in told] == [str(row.pk) for row in rows]
    assert told[3]["file"] is None
    assert len(stored(archive)) == 1


def test_a_killed_worker_is_followed_by_another_that_begins_behind_the_last_part(
    anahit: User, rows: list[Recording], monkeypatch: pytest.MonkeyPatch
) -> None:
    archive = ordered(anahit, rows)
    written: list[object] = []

    def write(*told: object) -> bytes:
        if len(written) == 2:
            raise Killed
        written.append(told)
        return plain.write(*told)  # type: ignore[arg-type]

    from transcripts.exports.registry import FORMATS

    mortal = FORMATS["txt"].__class__("txt", "", "text/plain", write, by_word=False)
    monkeypatch.setitem(FORMATS, "txt", mortal)
    with pytest.raises(Killed):
        make_one()
    archive.refresh_from_db()
    assert (archive.done, archive.state, len(archive.parts)) == (2, ArchiveState.WANTED, 2)
    assert not archive.file
    assert not make_one()  # its lease has to end first
    Archive.objects.update(lease_until=timezone.now() - timedelta(seconds=1))
    monkeypatch.setitem(FORMATS, "txt", FORMATS["txt"].__class__("txt", "", "text/plain", plain.write))
    seen: list[int] = []
    original = making._write_part

    def watched(path: Path, archive: Archive, *told: object) -> int:
        seen.append(archive.done)
        return original(path, archive, *told)  # type: ignore[arg-type]

    monkeypatch.setattr(making, "_write_part", watched)
    assert make_one()
    assert seen == [2, 3]
    assert len(content(archive).namelist()) == 5


def test_who_lost_the_lease_writes_nothing(
    anahit: User, rows: list[Recording], monkeypatch: pytest.MonkeyPatch
) -> None:
    archive = ordered(anahit, rows)
    original = making._write_part

    def overtaken(*told: object) -> int:
        Archive.objects.update(lease=archive.pk)
        return original(*told)  # type: ignore[arg-type]

    monkeypatch.setattr(making, "_write_part", overtaken)
    assert make_one()
    archive.refresh_from_db()
    assert (archive.done, archive.parts, archive.state) == (0, [], ArchiveState.WANTED)
    assert stored(archive) == []


def test_what_one_may_no_longer_read_when_it_is_put_together_is_left_out(
    bagrat: User, rows: list[Recording], monkeypatch: pytest.MonkeyPatch
) -> None:
    archive, original = ordered(bagrat, rows), making._finish

    def later(*told: object) -> None:
        Recording.objects.filter(pk=rows[0].pk).update(deleted_at=timezone.now())
        original(*told)  # type: ignore[arg-type]

    monkeypatch.setattr(making, "_finish", later)
    assert make_one()
    assert "Բառեր 0 և՞։\n" not in [content(archive).read(one).decode() for one in content(archive).namelist()]


def test_a_transcript_that_cannot_be_written_leaves_no_file_and_a_reason(
    anahit: User, rows: list[Recording], monkeypatch: pytest.MonkeyPatch, tmp_path: object
) -> None:
    from transcripts.exports import setting

    monkeypatch.setattr(setting, "TYPEFACES", tmp_path)
    archive = ordered(anahit, rows, format="pdf")
    assert make_one()
    archive.refresh_from_db()
    assert (archive.state, archive.code, archive.file.name) == (ArchiveState.FAILED, "no_pdf_fonts", "")
    assert stored(archive) == []


def test_trouble_is_tried_again_later_and_at_last_given_up(
    anahit: User, rows: list[Recording], monkeypatch: pytest.MonkeyPatch
) -> None:
    archive = ordered(anahit, rows)
    monkeypatch.setattr(making, "stored", lambda *_told: (_ for _ in ()).throw(OSError("full")))
    for _try in range(making.MOST_TRIES):
        Archive.objects.update(lease_until=None)
        assert make_one()
    archive.refresh_from_db()
    assert (archive.state, archive.code) == (ArchiveState.FAILED, making.GAVE_UP)


def test_the_link_comes_once_by_mail_without_a_title(anahit: User, rows: list[Recording]) -> None:
    archive = ordered(anahit, rows)
    while work():
        pass
    assert not tell_one(timezone.now())
    (letter,) = mail.outbox
    assert letter.to == [anahit.email]
    assert f"https://example.am/export/{archive.pk}/" in letter.body
    assert "Նիստ" not in f"{letter.subject} {letter.body}"


def test_it_goes_when_its_time_is_over_or_when_it_is_taken_back(
    anahit: User, bagrat: User, rows: list[Recording], settings: Settings
) -> None:
    old, back = ordered(anahit, rows), ordered(anahit, rows)
    make_one()
    make_one()
    with pytest.raises(NotAllowed):
        take_back(by=bagrat, archive=back)
    take_back(by=anahit, archive=back)
    sweep_archives(timezone.now())
    assert (len(stored(old)), stored(back)) == (1, [])
    sweep_archives(timezone.now() + settings.ARCHIVE_KEPT + timedelta(minutes=1))
    assert (stored(old), Archive.objects.count()) == ([], 0)


def test_only_readers_order_archives_a_few_at_once_and_it_is_recorded(
    anahit: User, mallory: User, gayane: User, rows: list[Recording]
) -> None:
    for stranger in (mallory, gayane):
        with pytest.raises(NotAllowed):
            ordered(stranger, rows)
    with pytest.raises(NoSuchFormat):
        ordered(anahit, rows, format="exe")
    for _number in range(AT_ONCE):
        ordered(anahit, rows)
    with pytest.raises(ManyArchives):
        ordered(anahit, rows)
    make_one()
    told = Event.objects.filter(act=Act.EXPORTED, actor=anahit)
    assert {one.object_id for one in told} == {str(row.pk) for row in rows}
    assert told[0].detail == {"format": "txt"}
