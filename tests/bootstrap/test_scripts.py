"""The tus client as it is served."""

from pathlib import Path

import pytest

from hispeech_web.bootstrap import scripts


def test_the_script_names_no_file_that_is_not_served() -> None:
    """`make test` has fetched it; without the registry there is one that says so."""
    script = scripts.MADE.read_text(encoding="utf-8")
    assert "tus" in script
    assert "sourceMappingURL" not in script


def test_a_copy_comes_with_its_licence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    package = tmp_path / "package"
    (package / "dist").mkdir(parents=True)
    (package / "LICENSE").write_text("free", encoding="ascii")
    (package / "dist" / "tus.min.js").write_text(
        "run()\n//# sourceMappingURL=tus.min.js.map", encoding="ascii"
    )
    monkeypatch.setattr(scripts, "PACKAGE", package)
    monkeypatch.setattr(scripts, "VENDOR", tmp_path)
    monkeypatch.setattr(scripts, "MADE", tmp_path / "tus.min.js")
    scripts.copy()
    assert scripts.MADE.read_text(encoding="ascii") == "run()\n"
    assert (tmp_path / "tus.LICENSE").read_text(encoding="ascii") == "free"


def test_without_the_registry_the_page_still_finds_a_script(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(scripts, "MADE", tmp_path / "tus.min.js")
    scripts.do_without()
    assert scripts.MADE.read_text(encoding="ascii").startswith("//")
