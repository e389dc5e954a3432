"""Two lexicons: a small one, made here of words of our own in the grammar's format, and the one that set-up has made."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from transcripts.text.armenian import analyser, lexicon
from transcripts.text.armenian.make import main

PARADIGMS = """
-paradigm: article
 -flex: .
  gramm: nonposs
 -flex: .ը
  gramm: def
  regex-prev: ^.*([բգդզթժլխծկհձղճմյնշչպջռսվտրցփքֆև]|[^ո]ւ)[<>.]*$
 -flex: .ն
  gramm: def

-paradigm: case
 -flex: .<.>
  gramm: nom
  paradigm: article
 -flex: .ի<.>
  gramm: obl
  paradigm: article
 -flex: .յի<.>
  gramm: obl
  paradigm: article
  regex-prev: ^.*[^բգդզթժլխծկհձղճմյնշչպջռսվտրցփքֆև<>.][<>.]*$

-paradigm: noun
 -flex: .<.>
  gramm: sg
  paradigm: case
 -flex: .ներ<.>
  gramm: pl
  paradigm: case

-paradigm: reduced
 -flex: <0>.<.>
  gramm: nom
  paradigm: article
 -flex: <1>.ի<.>
  gramm: obl
  paradigm: article
 -flex: <1>.եր<.>//<0>.եր<.>
  gramm: pl
  paradigm: case

-paradigm: verb
 -flex: .ել
  gramm: inf
 -flex: .եց|ի
  gramm: aor
 -flex: չ.եց|ի
  gramm: aor,neg
 -flex: <1>.ա
  gramm: old
"""

LEXEMES = """
-lexeme
 lex: Գետիկ
 stem: գետիկ.
 gramm: N
 paradigm: noun

-lexeme
 lex: կամուրջ
 stem: կամուրջ.|կամրջ.
 gramm: N
 paradigm: reduced

-lexeme
 lex: լաստանավ
 stem: լաստանավ.//լաստանաւ.
 gramm: N
 paradigm: noun

-lexeme
 lex: նավակ
 stem: նավակ.
 paradigm: noun

-lexeme
 lex: լողալ
 stem: .լող.|.լողաց.
 gramm: V
 paradigm: verb

-lexeme
 lex: լող
 stem: լող.
 gramm: N
 paradigm: noun
 paradigm: written nowhere

-lexeme
 lex: քիչ-քիչ
 stem: քիչ-քիչ.
 paradigm: noun
"""


@pytest.fixture(scope="session")
def grammar(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("grammar")
    (folder / "paradigms.txt").write_text(PARADIGMS, encoding="utf-8-sig")
    (folder / "lexemes.txt").write_text(LEXEMES, encoding="utf-8-sig")
    return folder


@pytest.fixture(scope="session")
def small(grammar: Path, tmp_path_factory: pytest.TempPathFactory) -> lexicon.Lexicon:
    """The lexicon of the words above."""
    folder = tmp_path_factory.mktemp("made") / "lexicon"
    main(str(grammar), str(folder))
    return lexicon.Lexicon(folder)


@pytest.fixture
def nothing_known(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A site whose set-up could not make the lexicon."""
    monkeypatch.setattr(lexicon, "PLACE", tmp_path / "nowhere")
    _forget()
    yield
    monkeypatch.undo()
    _forget()


def _forget() -> None:
    lexicon.installed.cache_clear()
    analyser._remembered.cache_clear()


@pytest.fixture(scope="session")
def whole() -> None:
    """For tests of what only the real lexicon knows."""
    if lexicon.installed() is None:
        pytest.skip("Set-up could not make the lexicon.")
