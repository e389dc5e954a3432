"""A day's work with words: read along, correct them, lose the connection and the tab, and lose nothing."""

import json
import re
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect

from tests.journeys import written
from tests.journeys.chromium import player, sign_in
from tests.journeys.conftest import PATIENCE
from tests.journeys.line import Line, line_to
from tests.journeys.reader import admit
from tests.journeys.reader import sign_in as sign_in_as_reader
from tests.journeys.site import ROOT, Site, until

pytestmark = pytest.mark.journey
AXE = ROOT / "node_modules" / "axe-core" / "axe.min.js"


@pytest.fixture
def words(site: Site) -> str:
    """The address of a recording of its own with both models' words."""
    return written.bring(site, 90, title="Հարցազրույց", models="conversational,formal")


@pytest.fixture
def way(site: Site) -> Iterator[Line]:
    with line_to(site.port) as line:
        yield line


@pytest.fixture
def rough(browser: Browser, way: Line) -> Iterator[BrowserContext]:
    """As `context`, over a line of its own; a lost connection may be named in the console."""
    said: list[str] = []
    context = browser.new_context(base_url=way.address, viewport={"width": 1280, "height": 800})
    context.set_default_timeout(PATIENCE)
    context.on("weberror", lambda error: said.append(str(error.error)))
    sign_in(context.new_page())
    yield context
    context.close()
    assert said == []


def go(page: Page, address: str) -> None:
    """Until the page's script is at work."""
    page.goto(address)
    page.locator("#words[data-open]").wait_for()


def paragraph(page: Page, number: int) -> Locator:
    return page.locator(".paragraph").nth(number)


def edit(page: Page, number: int) -> Locator:
    paragraph(page, number).hover()
    paragraph(page, number).get_by_role("button", name="Edit").click()
    box = page.get_by_role("textbox", name="Words of this paragraph")
    expect(box).to_be_focused()
    return box


def saving(page: Page, kind: str) -> Locator:
    return page.locator(f"#saving[data-kind={kind}]")


def stored(page: Page) -> str:
    """What the library holds, paragraphs parted by an empty line."""
    address = str(page.locator("#words").get_attribute("data-words"))
    ids = [place[0] for place in page.request.get(address).json()["paragraphs"]]
    found = page.request.get(f"{address}?ids={','.join(map(str, ids))}").json()["paragraphs"]
    texts = {one["id"]: " ".join(word[0] for word in one["words"]) for one in found}
    return "\n\n".join(texts[one] for one in ids)


def test_nothing_typed_is_lost_with_the_connection_and_the_tab(
    rough: BrowserContext, way: Line, words: str
) -> None:
    page = rough.new_page()
    go(page, words)
    box = edit(page, 1)
    box.press("Control+End")
    box.press_sequentially(" Սա պահվեց։")
    expect(saving(page, "saved")).to_be_visible()
    assert "Սա պահվեց։" in stored(page)
    way.go_down()
    box.press_sequentially(" Սա կորած կլիներ։")
    expect(saving(page, "offline")).to_contain_text("Kept on this computer")
    page.close()
    way.is_down = False
    page = rough.new_page()
    go(page, words)
    left = page.locator(".left")
    left.get_by_text("Show the words").click()
    expect(left).to_contain_text("Սա կորած կլիներ։")
    assert "Սա կորած կլիներ։" not in stored(page)
    left.get_by_role("button", name="Save it now").click()
    expect(saving(page, "saved")).to_be_visible()
    expect(left).to_have_count(0)
    expect(paragraph(page, 1)).to_contain_text("Սա պահվեց։ Սա կորած կլիներ։")
    assert "Սա պահվեց։ Սա կորած կլիներ։" in stored(page)
    page.reload()
    page.locator("#words[data-open]").wait_for()
    expect(page.locator(".left")).to_have_count(0)


def test_a_connection_that_comes_back_is_enough(rough: BrowserContext, way: Line, words: str) -> None:
    page = rough.new_page()
    go(page, words)
    box = edit(page, 0)
    way.go_down()
    box.press_sequentially("Անցանց ")
    expect(saving(page, "offline")).to_be_visible()
    way.is_down = False
    expect(saving(page, "saved")).to_be_visible()
    assert stored(page).startswith("Անցանց ")


def test_two_who_write_the_same_choose_and_nobodys_words_vanish(rough: BrowserContext, words: str) -> None:
    one, other = rough.new_page(), rough.new_page()
    for page in (one, other):
        go(page, words)
    one.route("**/change", lambda route: route.abort())
    edit(one, 0).press_sequentially("Մեկը։ ")
    expect(saving(one, "offline")).to_be_visible()
    edit(other, 0).press_sequentially("Մյուսը։ ")
    expect(saving(other, "saved")).to_be_visible()
    one.unroute("**/change")
    dialog = one.get_by_role("dialog", name="Two versions of the same words")
    expect(dialog).to_contain_text("Մյուսը։")
    expect(dialog.locator("mark", has_text="Մեկը։")).to_be_visible()
    assert "Մեկը։" not in stored(one)
    dialog.get_by_role("button", name="Keep both").click()
    expect(saving(one, "saved")).to_be_visible()
    assert re.match(r"Մյուսը։ .*\n\nՄեկը։ ", stored(one))
    for text in ("Մյուսը։", "Մեկը։"):
        expect(one.locator(".paragraph", has_text=text)).to_have_count(1)
    # The other page learns of it by itself.
    expect(other.locator(".paragraph", has_text="Մեկը։")).to_be_visible()


@pytest.fixture
def reader(browser: Browser, site: Site) -> Iterator[Page]:
    """Somebody else, who may only read."""
    admit(site)
    context = browser.new_context(base_url=site.address, viewport={"width": 1280, "height": 800})
    context.set_default_timeout(PATIENCE)
    page = context.new_page()
    sign_in_as_reader(page)
    yield page
    context.close()


def look_now(page: Page) -> None:
    """As whoever comes back to the tab."""
    page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")


def test_who_reads_sees_what_others_save_and_stays_where_they_are(
    page: Page, reader: Page, site: Site
) -> None:
    words = written.bring(site, 600, title="Ընթերցում")
    for one in (page, reader):
        go(one, words)
    read = paragraph(reader, 8)
    read.evaluate("element => element.scrollIntoView({ block: 'start' })")
    expect(read.locator("p")).to_contain_text("։")
    read.locator("a.moment").focus()
    top, said = read.bounding_box(), read.inner_text()
    edit(page, 0).press_sequentially(
        "Մեկ տող, երկու տող, երեք տող, չորս տող, հինգ տող, և ևս մի քանի բառ վերևում։ "
    )
    expect(saving(page, "saved")).to_be_visible()
    look_now(reader)
    expect(paragraph(reader, 0)).to_contain_text("հինգ տող")
    now = read.bounding_box()
    assert top
    assert now
    assert abs(top["y"] - now["y"]) < 2
    assert read.inner_text() == said
    expect(read.locator("a.moment")).to_be_focused()
    # What one is about to copy is left alone until one lets go of it.
    read.locator("p").evaluate("element => getSelection().selectAllChildren(element)")
    edit(page, 1).press_sequentially("Երկրորդը։ ")
    expect(saving(page, "saved")).to_be_visible()
    with reader.expect_response("**/newest"):
        look_now(reader)
    expect(paragraph(reader, 1)).not_to_contain_text("Երկրորդը։")
    reader.evaluate("getSelection().removeAllRanges()")
    look_now(reader)
    expect(paragraph(reader, 1)).to_contain_text("Երկրորդը։")


def test_words_are_read_parted_joined_and_noted_by_keys_alone(page: Page, words: str) -> None:
    go(page, words)
    before = page.locator(".paragraph").count()
    page.keyboard.press("?")
    expect(page.get_by_role("dialog", name="Keys")).to_be_visible()
    page.keyboard.press("Escape")
    # Chromium takes the focus out of a closed dialog some milliseconds later; keys pressed before that are still its own.
    expect(page.locator("#keys-help input")).not_to_be_focused()
    heard = player(page)
    page.keyboard.press("n")
    until(lambda: heard.evaluate("player => player.currentTime") > 5)
    expect(paragraph(page, 1).locator(".word-now")).to_be_visible()
    page.keyboard.press("Shift+ArrowRight")
    expect(paragraph(page, 1).locator("p > span").nth(1)).to_have_class(re.compile("word-now"))
    page.keyboard.press("e")
    box = page.get_by_role("textbox", name="Words of this paragraph")
    expect(box).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator(".paragraph")).to_have_count(before + 1)
    expect(saving(page, "saved")).to_be_visible()
    page.keyboard.press("Backspace")
    expect(page.locator(".paragraph")).to_have_count(before)
    page.keyboard.press("Escape")
    expect(saving(page, "saved")).to_be_visible()
    page.keyboard.press("m")
    expect(page.locator("#note-text")).to_be_focused()
    page.keyboard.type("Ստուգե՛լ")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator(".thread")).to_contain_text("Ստուգե՛լ")


def test_enter_at_the_end_begins_a_paragraph(page: Page, words: str) -> None:
    go(page, words)
    before = page.locator(".paragraph").count()
    box = edit(page, 0)
    box.press("Control+End")
    box.press("Enter")
    expect(page.locator(".paragraph")).to_have_count(before + 1)
    expect(box).to_be_focused()
    expect(box).to_have_value("")
    box.press_sequentially("Սա նոր է։")
    expect(saving(page, "saved")).to_be_visible()
    assert stored(page).split("\n\n")[1] == "Սա նոր է։"
    # One that was begun and left again was never there.
    box.press("Control+End")
    box.press("Enter")
    expect(page.locator(".paragraph")).to_have_count(before + 2)
    box.press("Escape")
    expect(page.locator(".paragraph")).to_have_count(before + 1)
    assert len(stored(page).split("\n\n")) == before + 1


def test_a_link_to_a_moment_lights_the_word_that_is_said(page: Page, words: str) -> None:
    go(page, f"{words}?t=61.5")
    lit = page.locator(".word-now")
    expect(lit).to_be_visible()
    expect(page.locator("#player")).to_have_js_property("seeking", False)
    assert page.locator("#player").evaluate("player => player.currentTime") >= 61


def test_a_result_without_times_leads_to_its_words(page: Page, site: Site) -> None:
    there = written.bring(site, 3600, title="Առանց ժամանակների", times=False)
    go(page, there)
    before = page.locator(".paragraph").count()
    wanted = page.locator("#words").evaluate("words => words.lastElementChild.id")
    page.goto(f"{there}?from={before - 1}&words=1,2#{wanted}")
    page.locator("#words[data-open]").wait_for()
    marked = page.locator(f"#{wanted} .word-found")
    expect(marked).to_have_count(2)
    expect(marked.first).to_be_in_viewport()
    assert page.locator(".word-now").count() == 0


def _faults(page: Page) -> list[str]:
    """What axe finds serious or worse: rule, and where."""
    found: dict[str, Any] = json.loads(
        page.evaluate(AXE.read_text(encoding="utf-8") + "; axe.run().then((found) => JSON.stringify(found))")
    )
    serious = [one for one in found["violations"] if one["impact"] in ("serious", "critical")]
    return [
        f"{one['id']}: {node['target']} {node['failureSummary']}" for one in serious for node in one["nodes"]
    ]


@pytest.mark.skipif(not AXE.is_file(), reason="axe-core could not be fetched at set-up")
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_nothing_stands_in_the_way_of_who_cannot_see_or_point(page: Page, words: str, scheme: str) -> None:
    page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    go(page, words)
    page.locator("#notes > summary").click()
    edit(page, 0)
    found = {"recording": _faults(page)}
    for part in ("history/", "compare/?regular=1", "replace/?find=է"):
        page.goto(words + part)
        found[part] = _faults(page)
    assert {part: faults for part, faults in found.items() if faults} == {}
