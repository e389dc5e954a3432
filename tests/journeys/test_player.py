"""Listening: the waveform, seeking by hand and by keys, speed, what browsers refuse, and the choice of a sound track."""

import re
import time
from fractions import Fraction
from pathlib import Path

import av
import numpy as np
import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.factories import SAMPLES
from tests.journeys.chromium import choose, sign_in
from tests.journeys.conftest import PATIENCE
from tests.journeys.site import Site

pytestmark = pytest.mark.journey
FORMAL = "model-01052025"
COPY = """
    const canvas = document.querySelector(".wave canvas");
    const { width, height } = canvas;
    const copy = new OffscreenCanvas(width, height).getContext("2d", { willReadFrequently: true });
    copy.drawImage(canvas, 0, 0);
"""
# The heights of the bars that are drawn, one for each column of pixels that has any.
HEIGHTS = f"""() => {{ {COPY}
    const {{ data }} = copy.getImageData(0, 0, width, height - 6);
    const heights = Array.from({{ length: width }}, (_none, x) => {{
        let drawn = 0;
        for (let y = 0; y < height - 6; y += 1) drawn += data[4 * (y * width + x) + 3] > 0;
        return drawn;
    }});
    return heights.filter(Boolean);
}}"""
COLOURS = f"""() => {{ {COPY}
    const {{ data }} = copy.getImageData(0, height / 2, width, 1);
    const found = new Set();
    for (let x = 0; x < data.length; x += 4) if (data[x + 3] === 255) found.add(data.slice(x, x + 3).join(" "));
    return [...found];
}}"""


def bring(page: Page, path: Path) -> None:
    """As the form without scripts sends it; ends on the recording's page."""
    token = next(one["value"] for one in page.context.cookies() if one["name"] == "csrftoken")
    file = {"name": path.name, "mimeType": "application/octet-stream", "buffer": path.read_bytes()}
    fields = {"csrfmiddlewaretoken": token, "stt_model": FORMAL, "file": file}
    answer = page.request.post("/upload/", multipart=fields)  # type: ignore[arg-type]  # its types know no dict of a file
    assert re.search(r"/recordings/[0-9a-f-]+/", answer.url), answer.text()
    page.goto(answer.url)


def until(page: Page, condition: str, argument: object = None) -> None:
    """As `wait_for_function`, which the site's CSP forbids."""
    deadline = time.monotonic() + PATIENCE / 1000
    while not page.evaluate(condition, argument):
        assert time.monotonic() < deadline, condition
        page.wait_for_timeout(100)


def drawn(page: Page) -> Locator:
    return page.locator("#sound[data-drawn]")


def place(page: Page) -> float:
    return float(page.evaluate("document.getElementById('player').currentTime"))


def slider(page: Page) -> Locator:
    return page.get_by_role("slider", name="Place in the recording")


def test_the_waveform_comes_by_itself_and_follows_the_theme(page: Page, recording: Path) -> None:
    bring(page, recording)
    page.evaluate("window.kept = true")
    expect(drawn(page)).to_be_attached(timeout=PATIENCE)
    until(page, f"new Set(({HEIGHTS})()).size > 8")
    assert page.evaluate("window.kept")
    light = page.evaluate(COLOURS)
    page.emulate_media(color_scheme="dark")
    until(page, f"(light) => !({COLOURS})().some((colour) => light.includes(colour))", light)


def test_a_click_and_a_drag_move_the_sound(page: Page, recording: Path) -> None:
    bring(page, recording)
    # Then nothing on the page moves any more.
    expect(page.locator("#outcome")).to_have_attribute("data-status", "completed", timeout=PATIENCE)
    expect(drawn(page)).to_be_attached(timeout=PATIENCE)
    until(page, "document.getElementById('player').duration > 18")
    box = slider(page).bounding_box()
    assert box is not None
    length = float(page.evaluate("document.getElementById('player').duration"))
    middle = box["y"] + box["height"] / 2
    page.mouse.click(box["x"] + box["width"] / 2, middle)
    assert place(page) == pytest.approx(length / 2, abs=0.2)
    page.mouse.move(box["x"] + box["width"] / 2, middle)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] / 4, middle, steps=4)
    # Nothing is fetched for places that are only passed.
    assert place(page) == pytest.approx(length / 2, abs=0.2)
    page.mouse.up()
    assert place(page) == pytest.approx(length / 4, abs=0.2)
    # The played part has a colour of its own.
    until(page, f"({COLOURS})().length >= 2")


def test_the_keyboard_alone_is_enough(page: Page, recording: Path) -> None:
    bring(page, recording)
    slider(page).focus()
    until(page, "document.getElementById('player').duration > 18")
    for key, seconds in (("ArrowRight", 5), ("ArrowUp", 10), ("ArrowLeft", 5), ("Home", 0)):
        page.keyboard.press(key)
        assert place(page) == pytest.approx(seconds, abs=0.01)
    page.keyboard.press("ArrowRight")
    expect(slider(page)).to_have_attribute("aria-valuenow", "5")
    expect(slider(page)).to_have_attribute("aria-valuetext", re.compile("^5 seconds of 1[89] seconds$"))
    page.keyboard.press("Space")
    expect(page.locator("#player")).to_have_js_property("paused", False)
    expect(page.get_by_role("button", name="Pause")).to_be_visible()
    page.keyboard.press("Space")
    expect(page.get_by_role("button", name="Play")).to_be_visible()
    page.get_by_role("button", name="Forward 10 s").press("Enter")
    assert place(page) >= 15


def test_the_speed_is_kept(page: Page, recording: Path) -> None:
    bring(page, recording)
    page.get_by_label("Speed").select_option("1.5")
    page.reload()
    expect(page.get_by_label("Speed")).to_have_value("1.5")
    expect(page.locator("#player")).to_have_js_property("playbackRate", 1.5)


def test_without_scripts_the_browsers_own_player_stands_there(
    browser: Browser, site: Site, recording: Path, trouble: list[str]
) -> None:
    with browser.new_context(base_url=site.address, java_script_enabled=False) as context:
        page = context.new_page()
        sign_in(page)
        bring(page, recording)
        expect(page.locator("#player")).to_be_visible()
        expect(page.locator("#player")).to_have_attribute("controls", "")
        expect(page.locator(".player-bar")).to_be_hidden()


def old_camera(path: Path) -> Path:
    """MPEG-4 part 2 and MP3 in AVI: the sample's sound under a grey picture. No browser plays it."""
    with av.open(str(SAMPLES / "meeting.mp3")) as source, av.open(str(path), "w", format="avi") as film:
        picture = film.add_stream("mpeg4", rate=5)
        picture.width, picture.height, picture.pix_fmt = 64, 48, "yuv420p"
        heard = source.streams.audio[0]
        sound = film.add_stream_from_template(heard)
        grey = av.VideoFrame.from_ndarray(np.full((48, 64, 3), 128, dtype=np.uint8), format="rgb24")
        for number in range(5 * 18):
            grey.pts, grey.time_base = number, Fraction(1, 5)
            film.mux(picture.encode(grey))
        film.mux(picture.encode(None))
        for packet in source.demux(heard):
            if packet.dts is not None:
                packet.stream = sound
                film.mux(packet)
    return path


def test_a_video_that_browsers_refuse_plays_its_sound_and_then_its_copy(page: Page, tmp_path: Path) -> None:
    bring(page, old_camera(tmp_path / "տեսանյութ.avi"))
    page.evaluate("window.kept = true")
    video = page.locator("video#player")
    expect(video).to_be_attached(timeout=2 * PATIENCE)
    expect(video).to_have_js_property("videoHeight", 48)
    page.get_by_role("button", name="Play").click()
    until(page, "document.getElementById('player').currentTime > 0.2")
    assert page.evaluate("window.kept")
    page.reload()
    expect(drawn(page)).to_be_attached()

    # On the whole screen the subtitles stay on the picture, and our controls beneath it.
    page.get_by_role("link", name="Subtitles", exact=True).click()
    page.locator(".player-screen #caption").wait_for(state="attached")
    page.locator(".player-screen").hover()
    page.get_by_role("button", name="Full screen").click()
    until(page, "document.fullscreenElement?.contains(document.getElementById('caption'))")
    assert page.evaluate("document.fullscreenElement.contains(document.querySelector('[role=slider]'))")
    page.get_by_role("button", name="Leave full screen").press("Enter")
    until(page, "document.fullscreenElement === null")


def test_nothing_is_bought_before_a_sound_track_is_chosen_and_another_can_be_had_later(page: Page) -> None:
    page.goto("/upload/")
    choose(page, SAMPLES / "two_tracks.mka")
    page.get_by_role("button", name="Upload and transcribe").click()
    page.get_by_role("link", name="Choose the sound track").click()
    expect(page.get_by_role("heading", name="This file has 2 sound tracks")).to_be_visible()
    # One can listen before choosing.
    second = page.get_by_label("The beginning of sound track 2")
    second.evaluate("(audio) => audio.play()")
    until(page, "(audio) => audio.duration > 9 && audio.duration < 11", second.element_handle())
    page.get_by_role("radio", name="Sound track 2").check()
    page.get_by_role("button", name="Transcribe", exact=True).click()
    expect(page.locator("#outcome")).to_have_attribute("data-status", "completed", timeout=PATIENCE)
    expect(page.locator(".facts")).to_contain_text("track 2, of 2")
    # What plays is that track, which is about half as long as the first.
    until(page, "() => document.getElementById('player')?.duration < 11")
    former = page.locator(".transcript").inner_text()
    page.get_by_text("Transcribe another sound track").click()
    page.get_by_role("radio", name="Sound track 1").check()
    page.get_by_role("button", name="Transcribe", exact=True).click()
    expect(page.locator(".facts")).to_contain_text("track 1, of 2")
    expect(page.locator("#outcome")).to_have_attribute("data-status", "completed", timeout=PATIENCE)
    assert page.locator(".transcript").inner_text() != former


def test_what_cannot_be_played_after_all_says_so(page: Page, recording: Path) -> None:
    # A middleman sends something else in the file's place.
    page.route("**/media?*", lambda route: route.fulfill(body=b"no sound at all", content_type="audio/mpeg"))
    bring(page, recording)
    said = page.get_by_role("alert").filter(has_text="Your browser cannot play this file.")
    expect(said.get_by_role("link", name="Download it")).to_have_attribute("href", re.compile(r"\?download$"))
