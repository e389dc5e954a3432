"""Archives as others' programs read them."""

import io
import shutil
import subprocess
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from transcripts.exports.registry import FORMATS
from transcripts.library import bundle
from transcripts.library.bundle import File, packed

UNZIP = shutil.which("unzip")
TEXT = ("Բարի լույս, հարգելի գործընկերներ։ " * 700).encode()


def made(count: int) -> bytes:
    files = [File(str(number), "Նիստ", "job", 0, TEXT) for number in range(count)]
    return b"".join(packed(files, FORMATS["txt"]))


def by_zipfile(content: bytes) -> list[str]:
    """Checks every file's sum."""
    whole = zipfile.ZipFile(io.BytesIO(content))
    assert whole.testzip() is None
    assert whole.read("Նիստ.txt") == TEXT
    return whole.namelist()


class Broken(Exception):
    """On the way."""


NAMES = ["Նիստ.txt", "Նիստ (2).txt", "manifest.json", "SHA256SUMS"]


@pytest.mark.parametrize(
    "limits", [{}, {"_MOST_FILES": 1}, {"_MOST_BYTES": len(TEXT) + 1000}], ids=["old", "many", "large"]
)
def test_every_program_opens_it_by_the_old_rules_and_by_those_for_large_ones(
    limits: dict[str, int], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    for name, most in limits.items():
        monkeypatch.setattr(bundle, name, most)
    content = made(2)
    assert by_zipfile(content) == NAMES
    assert (b"PK\x06\x06" in content) == bool(limits)  # the newer rules' directory
    if UNZIP:
        (tmp_path / "a.zip").write_bytes(content)
        done = subprocess.run([UNZIP, "-tq", str(tmp_path / "a.zip")], capture_output=True, check=False)
        assert done.returncode == 0, done.stdout


def test_texts_take_a_third_of_their_size_and_come_one_by_one() -> None:
    pieces = packed(iter([File("1", "Նիստ", "job", 0, TEXT)] * 3), FORMATS["txt"])
    first = next(pieces)
    assert 0 < len(first) < len(TEXT) / 3
    assert len(list(pieces)) >= 3


def test_what_fails_on_the_way_has_no_directory() -> None:
    def failing() -> Iterator[File]:
        yield File("1", "Նիստ", "job", 0, TEXT)
        raise Broken

    sent = io.BytesIO()
    with pytest.raises(Broken):
        sent.writelines(packed(failing(), FORMATS["txt"]))
    assert sent.getvalue()
    with pytest.raises(zipfile.BadZipFile):
        zipfile.ZipFile(sent)
