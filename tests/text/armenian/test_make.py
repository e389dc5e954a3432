"""The table says of each form what the grammar says."""

from pathlib import Path

import pytest

from transcripts.text.armenian.grammar import paradigms
from transcripts.text.armenian.lexicon import Lexicon
from transcripts.text.armenian.make import main


@pytest.mark.parametrize(
    ("form", "lemmas"),
    [
        ("գետիկ", {"գետիկ"}),
        ("գետիկներին", {"գետիկ"}),
        ("կամրջի", {"կամուրջ"}),
        ("կամրջերը", {"կամուրջ"}),
        ("կամուրջերը", {"կամուրջ"}),
        ("լաստանաւն", {"լաստանավ"}),
        ("չլողեցի", {"լողալ"}),
        ("լողացա", {"լողալ"}),
        ("լողի", {"լող"}),
    ],
)
def test_a_form_leads_to_its_lemmas(small: Lexicon, form: str, lemmas: set[str]) -> None:
    assert small.lemmas(form) == lemmas


@pytest.mark.parametrize(
    "form",
    ["կամուրջի", "կամրջ", "չլողել", "լողա", "չգետիկ", "գետիկյի", "գետիկիը", "գետ", "", "քիչ", "քիչքիչ"],
)
def test_what_the_grammar_does_not_allow_is_not_known(small: Lexicon, form: str) -> None:
    assert small.lemmas(form) == set()


def test_a_condition_after_an_empty_ending_is_the_stems(small: Lexicon) -> None:
    assert small.lemmas("գետիկը") == {"գետիկ"}
    assert small.lemmas("գետիկիը") == set()


def test_the_table_takes_the_place_of_an_older_one_as_a_whole(grammar: Path, tmp_path: Path) -> None:
    folder = tmp_path / "lexicon"
    folder.mkdir()
    (folder / "left over").touch()
    main(str(grammar), str(folder))
    assert sorted(file.name for file in folder.iterdir()) == ["stems.marisa", "table.json"]
    assert [file.name for file in tmp_path.iterdir()] == ["lexicon"]


def test_the_same_grammar_makes_the_same_table(grammar: Path, small: Lexicon, tmp_path: Path) -> None:
    main(str(grammar), str(tmp_path / "again"))
    assert Lexicon(tmp_path / "again").edition == small.edition


def test_another_grammar_has_another_edition(grammar: Path, small: Lexicon, tmp_path: Path) -> None:
    (tmp_path / "paradigms.txt").write_bytes((grammar / "paradigms.txt").read_bytes())
    (tmp_path / "lexemes.txt").write_text(
        "-lexeme\n lex: ծով\n stem: ծով.\n paradigm: noun\n", encoding="utf-8"
    )
    main(str(tmp_path), str(tmp_path / "other"))
    assert Lexicon(tmp_path / "other").edition != small.edition


@pytest.mark.parametrize("line", ["  regex-prev: ^.*ռ[<>.]*$", " -flex: without a stem"])
def test_a_grammar_that_says_what_we_cannot_read_is_refused(line: str) -> None:
    with pytest.raises(ValueError, match="that we do not know"):
        paradigms(["-paradigm: noun", " -flex: .ը", line])
