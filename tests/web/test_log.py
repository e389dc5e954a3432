"""The audit log's page and table."""

import ast
import csv
import io
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from django.db import connection
from django.http import QueryDict
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.factories import person, recording
from transcripts import access
from transcripts.library.log import PAGE_SIZE, UNTOLD, asked, events, fact_words, facts
from transcripts.models import Act, Event, Team, User
from transcripts.models.origin import Door, Origin, coming_from

DAY = datetime(2026, 3, 1, 12, tzinfo=UTC)


def tell(act: Act, team: Team | None, by: User | None = None, *, days: int = 0, **facts: object) -> Event:
    made = Event.of(act, by=by, team=team, **facts)  # type: ignore[arg-type]
    made.at = DAY + timedelta(days=days)
    made.save(force_insert=True)
    return made


def facts_in(source: str) -> set[str]:
    """By which names an act's facts are recorded there."""
    calls = (node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Call))
    told = (one for one in calls if ast.unparse(one.func) in ("Event.record", "Event.of", "Event.record_for"))
    names = {word.arg for call in told for word in call.keywords if word.arg}
    return names - {"by", "team", "on", "hourly"}


def test_no_fact_is_shown_by_the_name_that_it_has_in_the_program() -> None:
    rooms = Path(access.__file__).parents[1]
    names = {name for path in rooms.rglob("*.py") for name in facts_in(path.read_text(encoding="utf-8"))}
    assert len(names) > 15
    assert names - set(fact_words()) <= set(UNTOLD)


def test_rules_and_why_something_went_are_told_in_words() -> None:
    told = facts(Event(detail={"sound_days": 90, "text_days": None, "why": "rule", "receipt": "1"}))
    assert told == [
        ("days of sound", "90"),
        ("days of text", "for ever"),
        ("why", "by the team's rule on how long it is kept"),
    ]


def rows_of(client: Client, query: str = "") -> list[dict[str, str]]:
    answer = client.get(f"/team/log/log.csv?{query}")
    assert answer.status_code == 200
    text = answer.getvalue().decode()
    assert text.startswith("\ufeff")
    return list(csv.DictReader(io.StringIO(text[1:])))


@pytest.fixture
def owner(client: Client, anahit: User) -> User:
    client.force_login(anahit)
    return anahit


def test_it_is_for_owners_and_staff(
    client: Client, bagrat: User, vahe: User, gayane: User, team: Team
) -> None:
    for user in (bagrat, vahe, gayane):
        client.force_login(user)
        assert client.get("/team/log/").status_code == 404
        assert client.get("/team/log/log.csv").status_code == 404


def test_owners_see_their_own_team_and_no_other(
    client: Client, owner: User, mallory: User, team: Team
) -> None:
    tell(Act.EXPORTED, mallory.teams.get(), mallory)
    other = mallory.teams.get()
    for query in ("", f"?team={other.pk}", "?team=nonsense"):
        page = client.get(f"/team/log/{query}").content.decode()
        assert "Anahit" in page
        assert "Mallory" not in page
    assert {row["person"] for row in rows_of(client, f"team={other.pk}")} == {"Anahit <anahit@example.am>"}


def test_staff_see_all_and_may_choose(client: Client, anahit: User, mallory: User, team: Team) -> None:
    tell(Act.EXPORTED, mallory.teams.get(), mallory)
    tell(Act.EXPORTED, team, anahit)
    tell(Act.SIGN_IN_FAILED, None)
    client.force_login(person("Staff", is_staff=True))
    assert len(rows_of(client, "act=exported")) == 2
    assert len(rows_of(client, "act=sign_in_failed")) == 1
    assert {row["team"] for row in rows_of(client, f"act=exported&team={team.pk}")} == {"Լրատուն"}
    assert "Strangers" in client.get("/team/log/").content.decode()


def test_it_can_be_narrowed(client: Client, owner: User, bagrat: User, team: Team, own_storage: None) -> None:
    row = recording(owner, "Ժողով")
    tell(Act.OPENED, team, bagrat, on=row)
    tell(Act.EXPORTED, team, owner, on=row, days=1)
    tell(Act.EXPORTED, team, bagrat, days=2)
    count = {
        "person=bagrat@example.am": 2,
        "person=Bagr": 2,
        "person=nobody": 0,
        "act=exported": 2,
        f"on={row.pk}": 2,
        f"on={row.pk}&act=opened": 1,
        "from=2026-03-02&to=2026-03-02": 1,
        "from=2026-03-02&to=2026-03-03": 2,
        "to=2026-03-02": 2,
        "act=exported&from=0000-99-99": 2,
    }
    assert {query: len(rows_of(client, query)) for query in count} == count
    page = client.get(f"/team/log/?on={row.pk}").content.decode()
    assert "Only about “Ժողով”." in page


def test_a_row_says_where_it_came_from(client: Client, owner: User, team: Team) -> None:
    with coming_from(Origin(Door.API, "hst_abcdef", "192.0.2.7")):
        tell(Act.TRANSCRIBED, team, owner, model="model-01052025", seconds=61)
    page = client.get("/team/log/?act=transcribed").content.decode()
    for said in ("ordered a transcription", "the API", "hst_abcdef", "192.0.2.7", "seconds: 61"):
        assert said in page
    row = rows_of(client, "act=transcribed")[0]
    assert (row["by_way_of"], row["key"], row["address"]) == ("api", "hst_abcdef", "192.0.2.7")


def test_pages_follow_each_other_while_rows_arrive(client: Client, owner: User, team: Team) -> None:
    made = [tell(Act.EXPORTED, team, owner, days=n // 7) for n in range(2 * PAGE_SIZE + 3)]
    seen: list[int] = []
    following: str | None = ""
    while following is not None:
        page = client.get("/team/log/", {"act": "exported", "after": following}).context["page"]
        seen += [event.pk for event in page.events]
        following = page.next
        tell(Act.EXPORTED, team, owner, days=1000)
    assert seen == [event.pk for event in sorted(made, key=lambda one: (one.at, one.pk), reverse=True)]


@pytest.mark.parametrize("cursor", ["x", "eA", "MjAyNi0wMy0wMXwx", "////", "ԱԲ"])
def test_a_cursor_that_was_cut_shows_the_beginning(client: Client, owner: User, cursor: str) -> None:
    assert client.get("/team/log/", {"after": cursor}).context["page"].events


def test_cells_are_no_formulas(client: Client, owner: User, team: Team) -> None:
    owner.name = "=cmd|' /C calc'!A0"
    tell(Act.EXPORTED, team, owner)
    assert rows_of(client, "act=exported")[0]["person"].startswith("'=cmd")


def test_armenian_names_stay_as_they_are(client: Client, owner: User, team: Team) -> None:
    armenian = person("Նարեկ", team)
    tell(Act.EXPORTED, team, armenian)
    assert len(rows_of(client, "person=ՆԱՐԵԿ")) == 1
    assert rows_of(client, "act=exported")[0]["person"].startswith("Նարեկ <")


def test_the_number_of_queries_does_not_grow(client: Client, owner: User, team: Team) -> None:
    client.get("/team/log/")
    with CaptureQueriesContext(connection) as few:
        client.get("/team/log/")
    for n in range(PAGE_SIZE):
        tell(Act.EXPORTED, team, person(f"P{n}", team))
    with CaptureQueriesContext(connection) as many:
        client.get("/team/log/")
    assert len(many) == len(few) <= 12


def test_an_act_that_this_edition_does_not_know_is_shown_by_its_code(
    client: Client, owner: User, team: Team
) -> None:
    Event.objects.create(team=team, act="teleported", detail=["odd"])
    page = client.get("/team/log/").content.decode()
    assert "teleported" in page


@pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL reads a table of few rows whole")
@pytest.mark.parametrize(
    ("query", "index"),
    [
        ("", "events_of_a_team"),
        ("from=2026-03-01&to=2026-03-02", "events_of_a_team"),
        ("act=exported", "events_of_a_kind"),
        ("person=anahit@example.am", "events_of_a_person"),
        ("on=x", "events_of_an_object"),
    ],
)
def test_each_filter_has_an_index_that_gives_its_order(
    owner: User, team: Team, query: str, index: str
) -> None:
    plan = events(owner, asked(QueryDict(query).dict(), team)).explain()
    assert f"USING INDEX {index} " in plan
    assert "TEMP B-TREE" not in plan
