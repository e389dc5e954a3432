"""What may have been meant by what was typed into the search box."""

import pytest

from transcripts.library.meant import in_armenian, with_whole_names


@pytest.mark.parametrize(
    ("box", "meant"),
    [
        ("by:Անահիտ Սարգսյան", ['by:"Անահիտ Սարգսյան"']),
        (
            "ժողով folder:Մեծ նիստեր 2026 -դատարան",
            ['ժողով folder:"Մեծ նիստեր 2026" -դատարան', 'ժողով folder:"Մեծ նիստեր" 2026 -դատարան'],
        ),
        ("by: Անահիտ Սարգսյան tag:ա", ['by: "Անահիտ Սարգսյան" tag:ա']),
        ("by:Անահիտ tag:ա", []),
        ('by:Անահիտ "ազգային ժողով"', []),
        ('by:"Անահիտ" Սարգսյան', []),
        ("title:ազգային ժողով", []),
        ("", []),
    ],
)
def test_names_of_several_words_without_quotes(box: str, meant: list[str]) -> None:
    assert list(with_whole_names(box)) == meant


@pytest.mark.parametrize(
    ("box", "meant"),
    [
        ("barev", "բարև"),
        (",fht'd", "բարև"),
        ("title:barev", "title:բարև"),
        ('"barev" -tag:կարևոր', '"բարև" -tag:կարևոր'),
        ("barev դատարան after:2026", "բարև դատարան after:2026"),
        ("erevan by:Անահիտ", "երևան by:Անահիտ"),
    ],
)
def test_words_in_other_letters_are_read_where_they_stand(box: str, meant: str) -> None:
    assert in_armenian(box)[0] == meant


@pytest.mark.parametrize("box", ["", "-", '"', "դատարան", "model:formal length:long", "xq", "a" * 5000])
def test_what_is_no_word_is_left_alone(box: str) -> None:
    assert in_armenian(box) == []
