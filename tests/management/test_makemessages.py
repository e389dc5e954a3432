"""What translators get from the templates of `jinja/`."""

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management.commands import makemessages as django

from transcripts.management.commands import makemessages

ROOT = Path(settings.BASE_DIR) / "jinja"
TEMPLATES = sorted(ROOT.rglob("*.html"))


def test_texts_stand_in_their_lines_with_their_plurals() -> None:
    source = "<p>{{ _(\"Name\") }} {{ _('“Move”') }}</p>\n{% trans n=3 %}{{ n }} row{% pluralize %}{{ n }} rows{% endtrans %}"
    assert makemessages.as_python(source).splitlines() == [
        "_('Name'); _('“Move”'); ",
        "ngettext('%(n)s row', '%(n)s rows'); ",
    ]


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: str(path.relative_to(ROOT)))
def test_every_text_of_a_template_is_taken(template: Path) -> None:
    source = template.read_text(encoding="utf-8")
    taken = makemessages.as_python(source)
    compile(taken, "taken", "exec")
    for text in re.findall(r"""_\(["'](.*?)["']\)""", source):
        assert repr(text) in taken


def test_the_command_reads_both_kinds_of_templates(monkeypatch: pytest.MonkeyPatch) -> None:
    written: dict[str, str] = {}
    monkeypatch.setattr(Path, "write_text", lambda path, text, encoding: written.update({path.name: text}))
    monkeypatch.chdir(settings.BASE_DIR)
    command = makemessages.Command()
    found = django.TranslatableFile("./jinja/parts", "search_box.html", None)
    command.build_file_class(command, "django", found).preprocess()
    assert "gettext('Search in “%(name)s”')" in written["search_box.html.py"]
