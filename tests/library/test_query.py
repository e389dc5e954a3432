"""What people type into the search box."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from transcripts.library.query import MOST_TERMS, Asked, Term, asked, misread, unfinished


@pytest.mark.parametrize(
    ("box", "terms"),
    [
        ("ազգային ժողով", (Term("ազգային"), Term("ժողով"))),
        ("«ազգային ժողով»", (Term("ազգային ժողով", is_phrase=True),)),
        ('"ազգային ժողով" օրենք', (Term("ազգային ժողով", is_phrase=True), Term("օրենք"))),
        ("-դատարան", (Term("դատարան", is_excluded=True),)),
        ("«Հայփոստ»-ի տնօրենը", (Term("Հայփոստ"), Term("տնօրենը"))),
        ("«Սասնա ծռեր»ը", (Term("Սասնա ծռեր", is_phrase=True),)),
        ('title:"Հայփոստ"֊ում', (Term("Հայփոստ", in_title=True),)),
        ("«Հայփոստ»-իրավունք", (Term("Հայփոստ", is_phrase=True), Term("իրավունք", is_excluded=True))),
        ("«Հայփոստ» -ի", (Term("Հայփոստ", is_phrase=True), Term("ի", is_excluded=True))),
        ('-title:"դատական նիստ"', (Term("դատական նիստ", True, True, True),)),
        ("title:ժողով", (Term("ժողով", in_title=True),)),
        ('"չփակված', (Term('"չփակված'),)),
        ("title:", (Term("title:"),)),
        ("before:երեկ", (Term("before:երեկ"),)),
        ("model:other", (Term("model:other"),)),
        ("length:long", (Term("length:long"),)),
        ("http://example.am", (Term("http://example.am"),)),
        ("", ()),
        ('""', ()),
    ],
)
def test_words_quotes_and_minus(box: str, terms: tuple[Term, ...]) -> None:
    assert asked(box) == Asked(terms=terms)


@pytest.mark.parametrize(
    ("box", "question"),
    [
        ("by:Անահիտ", Asked(people=("Անահիտ",))),
        ('by:"Անահիտ Սարգսյան"', Asked(people=("Անահիտ Սարգսյան",))),
        ("model:Formal", Asked(models=("model-01052025",))),
        ("after:2026", Asked(since=date(2026, 1, 1))),
        ("after:2026-03", Asked(since=date(2026, 3, 1))),
        ("before:15.03.2026", Asked(until=date(2026, 3, 15))),
        ("before:2026-02-30", Asked(terms=(Term("before:2026-02-30"),))),
        ("length:10-30", Asked(longer=600.0, shorter=1800.0)),
        ("length:30-10", Asked(longer=600.0, shorter=1800.0)),
        ("length:>1h", Asked(longer=3600.0)),
        ("length:<1,5m", Asked(shorter=90.0)),
        ("length:60", Asked(longer=3240.0, shorter=3960.0)),
        ("length:=2", Asked(longer=90.0, shorter=150.0)),
        ("length:0", Asked(longer=0.0, shorter=30.0)),
        ("length:20s", Asked(longer=18.0, shorter=22.0)),
        ("Title: ժողով", Asked(terms=(Term("ժողով", in_title=True),))),
        ("BY: Անահիտ", Asked(people=("Անահիտ",))),
        ("-before:2020", Asked(since=date(2020, 1, 1))),
        ("-after:2026-03", Asked(until=date(2026, 3, 1))),
        ("-length:>1h", Asked(shorter=3600.0)),
        ("-length:10-30", Asked(terms=(Term("length:10-30", is_excluded=True),))),
        ("-tag:կարևոր -by:Անահիտ", Asked(without=Asked(people=("Անահիտ",), tags=("կարևոր",)))),
        ("-model:other", Asked(terms=(Term("model:other", is_excluded=True),))),
    ],
)
def test_what_is_asked_of_a_recording(box: str, question: Asked) -> None:
    assert asked(box) == question


@given(st.text())
def test_whatever_is_typed_is_a_query(box: str) -> None:
    assert len(asked(box).terms) <= MOST_TERMS


@given(
    st.lists(st.sampled_from(['"', "-", "title:", "by:", "ժողով", " ", ":", "<", ">", "«", "length:", "1"]))
)
def test_pieces_of_queries_in_any_order_are_a_query(pieces: list[str]) -> None:
    asked("".join(pieces))


def test_values_that_say_nothing_are_told() -> None:
    box = 'after:երեկ Length:"long" -before:երեկ model:other after:2026 by:Անահիտ title:x length: ժողով'
    assert list(misread(box)) == [
        ("after", "երեկ"),
        ("length", "long"),
        ("before", "երեկ"),
        ("model", "other"),
        ("length", "ժողով"),
    ]


@pytest.mark.parametrize(
    ("box", "names"),
    [
        ("before:", ["before"]),
        ("ժողով Title:", ["title"]),
        ("by: ", ["by"]),
        ("before: 2026", []),
        ("before:երեկ", []),
        ("note:", []),
        ("title:by:", []),
    ],
)
def test_names_behind_which_nothing_stands(box: str, names: list[str]) -> None:
    assert list(unfinished(box)) == names
