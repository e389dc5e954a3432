"""The lexicon is fetched and compiled once, and never ends the set-up."""

from pathlib import Path

import pytest

from hispeech_web.bootstrap import lexicon


@pytest.fixture
def build(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A set-up that has made nothing yet."""
    monkeypatch.setattr(lexicon, "BUILD", tmp_path)
    monkeypatch.setattr(lexicon, "MADE", tmp_path / "lexicon")
    monkeypatch.setattr(lexicon, "STAMP", tmp_path / "lexicon.made")
    return tmp_path


@pytest.fixture
def fetched(build: Path, monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """How long each download may take; instead of a download, a grammar of one word appears."""
    seconds: list[float] = []

    def fetch(folder: str, patience: float) -> str:
        seconds.append(patience)
        data = Path(folder) / "uniparser_eastern_armenian" / "data"
        data.mkdir(parents=True)
        (data / "paradigms.txt").write_text("-paradigm: N\n -flex: .\n -flex: .ով\n", encoding="utf-8")
        (data / "lexemes.txt").write_text("-lexeme\n lex: գետ\n stem: գետ.\n paradigm: N\n", encoding="utf-8")
        licences = Path(folder) / "uniparser_eastern_armenian-0.dist-info"
        licences.mkdir()
        (licences / "LICENSE").write_text("MIT", encoding="ascii")
        return ""

    monkeypatch.setattr(lexicon, "_fetch", fetch)
    return seconds


def test_the_table_lies_beside_the_licence_of_its_source(build: Path, fetched: list[float]) -> None:
    lexicon.ensure()
    made = sorted(file.name for file in (build / "lexicon").iterdir())
    assert made == ["LICENSE", "stems.marisa", "table.json"]
    assert sorted(file.name for file in build.iterdir()) == ["lexicon", "lexicon.made"]


def test_a_second_start_makes_nothing(build: Path, fetched: list[float]) -> None:
    lexicon.ensure()
    lexicon.ensure()
    assert fetched == [lexicon.FIRST_TRY]


def test_a_table_that_was_swept_away_is_made_again(build: Path, fetched: list[float]) -> None:
    lexicon.ensure()
    (build / "lexicon").rename(build / "elsewhere")
    lexicon.ensure()
    assert (build / "lexicon" / "table.json").is_file()


def test_without_a_network_set_up_goes_on_and_later_starts_wait_less(
    build: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    tries: list[float] = []

    def fail(folder: str, patience: float) -> str:
        tries.append(patience)
        return "one line\nno network"

    monkeypatch.setattr(lexicon, "_fetch", fail)
    lexicon.ensure()
    lexicon.ensure()
    assert tries == [lexicon.FIRST_TRY, lexicon.LATER_TRY]
    assert "could not be made (no network)" in capsys.readouterr().out
