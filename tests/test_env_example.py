"""Whoever sets the site up reads .env.example: it must name every variable that the code reads."""

import re

from hispeech_web.places import ROOT

READ = re.compile(r'env\.(?:text|flag|integer|words|choice|per_model)\(\s*"([A-Z_0-9]+)"')
NAMED = re.compile(r"^#([A-Z_0-9]+)=", re.MULTILINE)


def read_by_the_code() -> set[str]:
    folders = [ROOT / "hispeech_web", ROOT / "transcripts"]
    files = (file for folder in folders for file in folder.rglob("*.py"))
    return {name for file in files for name in READ.findall(file.read_text(encoding="utf-8"))}


def test_every_variable_is_named_once_and_none_in_vain() -> None:
    named = NAMED.findall((ROOT / ".env.example").read_text(encoding="utf-8"))
    assert sorted(named) == sorted(read_by_the_code())


def test_as_it_stands_it_changes_nothing() -> None:
    lines = (ROOT / ".env.example").read_text(encoding="utf-8").splitlines()
    assert [line for line in lines if line and not line.startswith("#")] == []
