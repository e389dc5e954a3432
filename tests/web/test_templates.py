"""What the Content-Security-Policy would refuse in a browser is refused here, in every template at once."""

import re
from pathlib import Path

import pytest
from django.conf import settings

ROOT = Path(settings.BASE_DIR)
TEMPLATES = sorted(path for folder in ("templates", "jinja") for path in (ROOT / folder).rglob("*.html"))


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: str(path.relative_to(ROOT)))
def test_a_template_has_no_inline_script_or_style(template: Path) -> None:
    source = template.read_text(encoding="utf-8")
    assert not re.search(r"""\sstyle\s*=|<style\b|\son[a-z]+\s*=\s*["']|\shx-on|javascript:""", source)
    assert all("src=" in tag for tag in re.findall(r"<script\b[^>]*>", source))


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: str(path.relative_to(ROOT)))
def test_every_text_goes_to_the_translators(template: Path) -> None:
    source = template.read_text(encoding="utf-8")
    source = re.sub(r"{% comment %}.*?{% endcomment %}", "", source, flags=re.DOTALL)
    source = re.sub(r"{% blocktrans(?:late)?\b.*?{% endblocktrans(?:late)? %}", "", source, flags=re.DOTALL)
    source = re.sub(r"{% trans\b.*?{% endtrans %}|{#.*?#}", "", source, flags=re.DOTALL)
    source = re.sub(r"{% block page_class %}.*?{% endblock %}", "", source)
    source = re.sub(r"{%.*?%}|{{.*?}}", "", source, flags=re.DOTALL)
    words = re.findall(r">[^<>]*?([A-Za-z]{2,})[^<>]*?<", source)
    assert words == []
