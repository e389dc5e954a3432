from dataclasses import replace
from typing import Any

import pytest
from django.utils.datastructures import MultiValueDict
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests import factories
from transcripts.actions import arrange
from transcripts.actions.edit import rename
from transcripts.actions.folders import make
from transcripts.actions.tags import find_or_make
from transcripts.library import lookup, places
from transcripts.library.filters import Narrowing, View
from transcripts.library.lookup import Condition
from transcripts.library.query import asked
from transcripts.library.results import results_page
from transcripts.library.search import find, search
from transcripts.models import IndexEntry, Membership, Recording, Revision, Role, Status, Team, User
from transcripts.models.among import written
from transcripts.models.transcript import Paragraph
from transcripts.text.armenian.keys import key
from transcripts.text.document import Paragraph as Written
from transcripts.text.sentences import words_of


def titles(by: User, q: str, narrowing: Narrowing | None = None) -> list[str]:
    found = find(by, asked(q), narrowing)
    return [Recording.objects.get(pk=one).title for one in found.recordings()]


def one(by: User, title: str, text: str = "", **fields: Any) -> Recording:
    row = factories.recording(by, title, filename="a.wav", **fields)
    if text:
        factories.completed(row, text)
    return row


@pytest.mark.parametrize("q", ["ժողով", "ԺՈՂՈՎ", "գործընկերներ", "գործընկերոջ", "ժողովում լույսի", "", "  "])
def test_title_and_words_are_found(anahit: User, q: str) -> None:
    row = factories.recording(anahit, "Ժողով")
    factories.completed(row)
    assert list(search(anahit, q)) == [row]


@pytest.mark.parametrize(("written", "q"), [("Երեւան", "երևան"), ("Ի՞նչ", "ինչ"), ("ԵՐԵՎԱՆ", "Երեւան")])
def test_spellings_of_one_word_find_each_other(anahit: User, written: str, q: str) -> None:
    row = factories.recording(anahit, written)
    assert list(search(anahit, q)) == [row]


def test_every_word_must_be_there(anahit: User) -> None:
    factories.recording(anahit, "Ժողով")
    assert not search(anahit, "ժողով դատարան")


def test_words_may_stand_far_from_each_other(anahit: User) -> None:
    one(anahit, "Նիստ", "Դատարանը լսեց։\n\n" + "Այո։ " * 500 + "Գրադարանը բացվեց։")
    assert titles(anahit, "գրադարան դատարան նիստ") == ["Նիստ"]


def test_nobody_finds_what_another_team_has(anahit: User, mallory: User) -> None:
    factories.recording(anahit, "Ժողով")
    assert not search(mallory, "ժողով")


def test_signs_of_the_database_are_just_signs(anahit: User) -> None:
    factories.recording(anahit, "Ժողով")
    for q in ("%", "_", "\\", "'", '"', "100%"):
        assert not search(anahit, q)


def test_better_matches_come_first_and_newer_ones_among_equals(anahit: User) -> None:
    one(anahit, "forms", "Դատարանների մասին։")
    one(anahit, "older", "Դատարան։")
    one(anahit, "newer", "Դատարան։")
    one(anahit, "Դատարանում")
    one(anahit, "Դատարան")
    assert titles(anahit, "դատարան") == ["Դատարան", "Դատարանում", "newer", "older", "forms"]


def test_words_in_quotes_stand_side_by_side(anahit: User) -> None:
    one(anahit, "beside", "Ազգային ժողովում քննարկեցին։")
    one(anahit, "apart", "Ազգային հարցերի ժողով։")
    one(anahit, "turned", "Ժողով ազգային։")
    assert titles(anahit, "«ազգային ժողով»") == ["beside"]
    assert titles(anahit, "ժողով -«ազգային ժողով»") == ["turned", "apart"]


def test_one_word_in_quotes_is_wanted_as_it_is_typed(anahit: User) -> None:
    one(anahit, "form", "Դատարանում։")
    one(anahit, "word", "Դատարան։")
    assert titles(anahit, '"դատարանում"') == ["form"]


def test_a_minus_leaves_out(anahit: User) -> None:
    one(anahit, "both", "Դատարան և գրադարան։")
    one(anahit, "single", "Դատարան։")
    assert titles(anahit, "դատարան -գրադարանում") == ["single"]
    assert titles(anahit, "-գրադարան") == ["single"]


def test_a_minus_leaves_out_people_models_folders_and_tags(anahit: User, bagrat: User, team: Team) -> None:
    one(anahit, "Ա", "Դատարան։", folder=make(by=anahit, team=team, name="Նիստեր"))
    one(bagrat, "Բ", "Դատարան։")
    tagged = one(anahit, "Գ")
    arrange.tag(by=anahit, recordings=[tagged.pk], tag=find_or_make(by=anahit, team=team, name="կարևոր"))
    assert titles(anahit, "-by:bagrat") == ["Գ", "Ա"]
    assert titles(anahit, "-folder:նիստեր") == ["Գ", "Բ"]
    assert titles(anahit, "դատարան -folder:նիստեր") == ["Բ"]
    assert titles(anahit, "-tag:կարևոր -by:bagrat") == ["Ա"]
    assert titles(anahit, "-model:formal") == ["Գ"]
    assert titles(anahit, "-tag:unknown -by:nobody") == ["Գ", "Բ", "Ա"]


def test_the_title_alone_can_be_asked(anahit: User) -> None:
    one(anahit, "Դատարանում", "Ոչինչ։")
    one(anahit, "text", "Դատարան։")
    assert titles(anahit, "title:դատարան") == ["Դատարանում"]


def test_who_when_how_long_and_which_model(anahit: User, bagrat: User) -> None:
    one(anahit, "hers", "Դատարան։", duration=60.0)
    one(bagrat, "his", "Դատարան։", duration=7200.0)
    assert titles(anahit, "դատարան by:bagrat") == ["his"]
    assert titles(anahit, "by:Anahit") == ["hers"]
    assert titles(anahit, "by:nobody դատարան") == []
    assert titles(anahit, "length:>1h") == ["his"]
    assert titles(anahit, "դատարան length:<1h") == ["hers"]
    assert titles(anahit, "model:formal after:2020 before:2999") == ["his", "hers"]
    assert titles(anahit, "model:conversational") == []
    assert titles(anahit, "դատարան before:2020") == []


def test_what_is_in_the_trash_is_not_found(anahit: User) -> None:
    row = one(anahit, "Դատարան")
    Recording.objects.filter(pk=row.pk).update(deleted_at=row.created_at)
    assert titles(anahit, "դատարան") == []


def test_a_correction_is_found_and_what_it_took_away_is_not(anahit: User) -> None:
    from transcripts.library.index import refresh

    row = one(anahit, "Նիստ", "Դատարանը լսեց։")
    machine = Revision.objects.get()
    new = Paragraph.written(machine.transcription, Written(words_of("Գրադարանը լսեց։")))
    new.save()
    Revision.objects.create(transcription=machine.transcription, number=1, author=anahit, order=[new.pk])
    refresh(row)
    assert titles(anahit, "գրադարան") == ["Նիստ"]
    assert titles(anahit, "դատարան") == []


def test_a_recording_that_is_gone_leaves_nothing_in_the_index(anahit: User) -> None:
    row = one(anahit, "Դատարան")
    rename(by=anahit, recording=row, title="Գրադարան")
    number = IndexEntry.objects.get().pk
    IndexEntry.objects.all().delete()
    # In the place of the old one.
    IndexEntry.objects.create(pk=number, recording=row, team=row.team, keys=[1], edition="")
    for q in ("դատարան", "գրադարան"):
        assert titles(anahit, q) == []


def test_of_two_teams_both_are_searched_and_one_alone_where_it_is_named(anahit: User, bagrat: User) -> None:
    second = Team.objects.create(name="Արխիվ")
    Membership.objects.create(team=second, user=anahit, role=Role.EDITOR)
    one(bagrat, "Դատարան")
    factories.recording(anahit, "Դատարաններ", team=second)
    assert sorted(titles(anahit, "դատարան")) == ["Դատարան", "Դատարաններ"]
    assert titles(bagrat, "դատարան") == ["Դատարան"]
    alone = find(anahit, asked("դատարան"), team=second.pk).hits
    assert len(alone) == 1


def test_counts_and_names_are_of_the_own_team_alone(anahit: User, mallory: User) -> None:
    one(anahit, "Դատարան", "Այո։")
    for _ in range(3):
        one(mallory, "Դատարան", "Այո։")
    page = results_page(anahit, "դատարան", Narrowing(person=str(mallory.pk)))
    assert (page.total, page.rows, page.facets) == (0, [], [])
    page = results_page(anahit, "դատարան", Narrowing())
    assert page.total == 1
    assert "Mallory" not in str(page)


def test_narrowing_counts_what_it_would_leave(anahit: User, bagrat: User) -> None:
    for _ in range(2):
        one(anahit, "Դատարան", "Այո։")
    one(bagrat, "Դատարան")
    people = next(f for f in results_page(anahit, "դատարան", Narrowing()).facets if f.name == "person")
    assert [(c.words, c.count) for c in people.choices] == [("Anahit", 2), ("Bagrat", 1)]
    page = results_page(anahit, "դատարան", Narrowing(person=people.choices[0].value))
    assert page.total == 2


def test_another_teams_words_have_other_numbers(anahit: User, mallory: User) -> None:
    """So no list of the index is longer for what another team has."""
    group = frozenset({1, 2})
    hers = Condition((anahit.teams.get().pk,), (group,)).salted(group)
    theirs = Condition((mallory.teams.get().pk,), (group,)).salted(group)
    assert not set(hers) & set(theirs)


def test_the_newest_blocks_are_asked_first_and_the_rest_if_need_be(
    anahit: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    from transcripts.library import index

    monkeypatch.setattr(index, "BLOCK_SIZE", 2)
    monkeypatch.setattr(lookup, "BLOCK_SIZE", 2)
    monkeypatch.setattr(lookup, "_GENEROUS", 1)
    for number in range(12):
        one(anahit, f"Դատարան {number}" if number % 6 == 0 else f"Նիստ {number}")
    assert titles(anahit, "դատարան") == ["Դատարան 6", "Դատարան 0"]
    frame = Condition((anahit.teams.get().pk,), (frozenset({index.EVERY}),))
    for most, count in ((3, 3), (100, 12)):
        [found] = lookup.newest([frame], most)
        assert len(found) == count


@pytest.mark.parametrize("telling", [1, 100])
def test_however_far_back_the_index_is_asked_the_newest_come_first(
    anahit: User, monkeypatch: pytest.MonkeyPatch, telling: int
) -> None:
    from transcripts.library import index

    for module in (index, lookup):
        monkeypatch.setattr(module, "BLOCK_SIZE", 2)
    monkeypatch.setattr(lookup, "_TELLING", telling)
    rows = [one(anahit, "Դատարան" if number % 5 in (0, 1) else "Նիստ") for number in range(24)]
    frame = Condition((anahit.teams.get().pk,), (frozenset({index.EVERY}),))
    court = replace(frame, every=(frozenset({key(index.TITLE_EXACT, "դատարան")}),))
    expected = [written(row.pk) for number, row in enumerate(rows) if number % 5 in (0, 1)][::-1]
    for most in range(1, 12):
        found = lookup.newest([court, frame], most)
        assert found[0] == expected[:most]
        assert [len(some) for some in found] == ([most] if most <= len(expected) else [len(expected), most])


def test_of_too_many_only_the_best_are_ranked(anahit: User) -> None:
    for _ in range(4):
        one(anahit, "Դատարան")
    found = find(anahit, asked("դատարան"), most=3)
    assert (len(found.hits), found.is_all) == (3, False)


def test_phrases_are_read_in_so_many_recordings_at_most(
    anahit: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(places, "MOST_READ", 2)
    for number in range(3):
        one(anahit, f"{number}", "Ազգային ժողով։")
    found = find(anahit, asked("«ազգային ժողով»"))
    assert (len(found.hits), found.is_all) == (2, False)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(q=st.text(max_size=40) | st.text(alphabet="\"'()-:*&|!<>%_\\ 0aդՍ՞", max_size=20))
def test_no_query_is_an_error(anahit: User, q: str) -> None:
    assert list(search(anahit, q)) == ([] if asked(q) != asked("") else list(Recording.objects.all()))
    chosen = View.of(MultiValueDict({name: [q] for name in ("person", "model", "month")})).narrowing
    results_page(anahit, q, chosen)


def test_a_failed_transcription_is_found_by_its_title(anahit: User) -> None:
    factories.transcription(one(anahit, "Դատարան"), Status.FAILED)
    assert titles(anahit, "դատարանի") == ["Դատարան"]
