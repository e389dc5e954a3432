from pathlib import Path

import pytest

from transcripts.text.armenian import lexicon


def test_without_a_table_nothing_is_known(nothing_known: None) -> None:
    assert lexicon.installed() is None
    assert lexicon.lemmas("տուն") == set()


@pytest.mark.parametrize("content", ["", "{}", "[]", '{"edition": "1"}'])
def test_a_broken_table_is_none(nothing_known: None, content: str) -> None:
    lexicon.PLACE.mkdir()
    (lexicon.PLACE / lexicon.TABLE).write_text(content)
    assert lexicon.installed() is None


def test_a_table_without_its_stems_is_none(
    nothing_known: None, small: lexicon.Lexicon, grammar: Path
) -> None:
    from transcripts.text.armenian.make import main

    main(str(grammar), str(lexicon.PLACE))
    (lexicon.PLACE / lexicon.STEMS).unlink()
    assert lexicon.installed() is None


@pytest.mark.usefixtures("whole")
@pytest.mark.parametrize(
    ("form", "lemma"),
    [
        ("տներից", "տուն"),
        ("ջրերում", "ջուր"),
        ("եկավ", "գալ"),
        ("կերանք", "ուտել"),
        ("չասացինք", "ասել"),
        ("կգնայի", "գնալ"),
        ("ամենագեղեցիկը", "գեղեցիկ"),
        ("գրվեցին", "գրել"),
        ("օրվանից", "օր"),
        ("քրոջս", "քույր"),
        ("պետության", "պետություն"),
        ("երևանցիների", "երևանցի"),
    ],
)
def test_the_whole_lexicon_knows_irregular_forms(form: str, lemma: str) -> None:
    assert lemma in lexicon.lemmas(form)
