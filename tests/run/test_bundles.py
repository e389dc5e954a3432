"""What browsers get of our scripts, and what they get where nothing can be put together."""

import re
from pathlib import Path

import pytest

from hispeech_web import places
from hispeech_web.run.bundles import ENTRIES, bundle

NAMED = re.compile(r"""type="module" src="{% static 'js/(\w+)\.js' %}\"""")


def test_every_script_that_a_page_names_is_put_together() -> None:
    pages = (places.ROOT / "templates").rglob("*.html")
    named = {name for page in pages for name in NAMED.findall(page.read_text(encoding="utf-8"))}
    assert named == set(ENTRIES)


def test_a_page_loads_few_files_and_none_twice(tmp_path: Path) -> None:
    if not any(places.ROOT.glob("node_modules/@esbuild/*/bin/esbuild")):
        pytest.skip("esbuild was not fetched")
    assert bundle(places.ROOT, tmp_path / "bundled")
    made = {file.name: file.read_text(encoding="utf-8") for file in (tmp_path / "bundled/js").iterdir()}
    assert set(made) >= {f"{name}.js" for name in ENTRIES}
    assert all(re.match(r"(chunk-\w+|\w+)\.js$", name) for name in made)
    imported = set(re.findall(r'from "\./([^"]+)"', "".join(made.values())))
    assert imported == set(made) - {f"{name}.js" for name in ENTRIES}


def test_stylesheets_lose_what_only_we_read_and_nothing_else(tmp_path: Path) -> None:
    if not any(places.ROOT.glob("node_modules/@esbuild/*/bin/esbuild")):
        pytest.skip("esbuild was not fetched")
    assert bundle(places.ROOT, tmp_path / "bundled")
    for written in (places.ROOT / "static/css").glob("*.css"):
        made = (tmp_path / "bundled/css" / written.name).read_text(encoding="utf-8")
        whole = written.read_text(encoding="utf-8")
        assert "/*" not in made
        assert len(made) < len(whole)
        assert set(re.findall(r"\.[a-z][\w-]*\w", made)) >= set(
            re.findall(r"\.[a-z][\w-]*\w", re.sub(r"/\*.*?\*/", "", whole, flags=re.DOTALL))
        )


def test_without_esbuild_the_modules_are_served_as_they_are(tmp_path: Path) -> None:
    (tmp_path / "bundled/js").mkdir(parents=True)
    (tmp_path / "bundled/js/site.js").write_text("of an earlier start", encoding="ascii")
    assert not bundle(tmp_path, tmp_path / "bundled")
    assert not list((tmp_path / "bundled").iterdir())


def test_a_script_that_cannot_be_read_is_told_and_keeps_nobody_from_starting(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    program = next(places.ROOT.glob("node_modules/@esbuild/*/bin/esbuild"), None)
    if program is None:
        pytest.skip("esbuild was not fetched")
    (tmp_path / "static/js").mkdir(parents=True)
    (tmp_path / "node_modules/@esbuild/here/bin").mkdir(parents=True)
    (tmp_path / "node_modules/@esbuild/here/bin/esbuild").symlink_to(program)
    for name in ENTRIES:
        (tmp_path / f"static/js/{name}.js").write_text("import {", encoding="ascii")
    assert not bundle(tmp_path, tmp_path / "bundled")
    assert "could not be bundled" in caplog.text
    assert not list((tmp_path / "bundled").iterdir())
