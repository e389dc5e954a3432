import json

from django.http import QueryDict
from hypothesis import given
from hypothesis import strategies as st

from transcripts.library.filters import Narrowing, View


def view(address: str) -> View:
    return View.of(QueryDict(address))


def test_an_address_is_read_and_written_the_same() -> None:
    address = "q=%D5%B6%D5%AB%D5%BD%D5%BF&folder=3&tag=1&tag=2&status=ready&from=2026-01-01&sort=title"
    assert view(address).address == address
    assert View.of_kept(view(address).kept()) == view(address)


def test_what_makes_no_sense_asks_for_nothing_or_finds_nothing() -> None:
    odd = view("folder=x&tag=y&sort=upside&from=yesterday&month=13&length=long&status=%00")
    assert odd.sort == ""
    assert odd.narrowing.folder_id is None
    assert odd.narrowing.tag_ids == (0,)
    assert odd.narrowing.created == (None, None)
    assert odd.narrowing.duration == (None, None)
    assert odd.narrowing.statuses == ()


def test_days_are_whole_and_a_month_ends_where_the_next_begins() -> None:
    since, until = view("from=2026-11-28&to=2026-11-28").narrowing.created
    assert since is not None
    assert until is not None
    assert (until - since).days == 1
    since, until = view("month=2026-12").narrowing.created
    assert since is not None
    assert until is not None
    assert (since.month, until.month) == (12, 1)
    assert Narrowing(length="10-60").duration == (600.0, 3600.0)


def test_one_thing_is_chosen_beside_the_others_and_taken_back() -> None:
    here = view("folder=3&tag=1")
    assert here.turned("tag", "2").address == "folder=3&tag=1&tag=2"
    assert here.turned("tag", "1").address == "folder=3"
    assert here.turned("folder", "3").address == "tag=1"
    assert here.turned("person", "7").address == "folder=3&tag=1&person=7"


@given(
    st.dictionaries(st.sampled_from(["q", "folder", "tag", "status", "from", "sort", "length"]), st.text())
)
def test_any_address_is_a_view_that_can_be_kept(asked: dict[str, str]) -> None:
    told = QueryDict(mutable=True)
    told.update(asked)
    found = View.of(told)
    assert View.of_kept(found.kept()).kept() == found.kept()
    assert json.loads(found.kept()) is not None
    found.narrowing.created, found.narrowing.duration, found.narrowing.statuses  # noqa: B018
