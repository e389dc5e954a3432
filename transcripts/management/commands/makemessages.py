"""Django's own, which reads the texts in the templates of `jinja/` as well."""

from pathlib import Path
from typing import Any, cast

from django.conf import settings
from django.core.management.commands import makemessages
from django.template import engines
from django.template.backends.jinja2 import Jinja2


class _File(makemessages.BuildFile):
    @property
    def _is_jinja(self) -> bool:
        return Path(self.path).resolve().is_relative_to(settings.BASE_DIR / "jinja")

    def preprocess(self) -> None:
        if not (self.is_templatized and self._is_jinja):
            super().preprocess()
            return
        source = Path(self.path).read_text(encoding="utf-8")
        Path(self.work_path).write_text(as_python(source), encoding="utf-8")


class Command(makemessages.Command):
    build_file_class = _File


def as_python(source: str) -> str:
    """The texts of a Jinja template as calls in Python, each in its own line, for xgettext."""
    environment: Any = cast("Jinja2", engines["jinja2"]).env
    lines = [""] * (source.count("\n") + 1)
    for number, function, message in environment.extract_translations(source):
        texts = message if isinstance(message, tuple) else (message,)
        lines[number - 1] += f"{function}({', '.join(repr(text) for text in texts if text is not None)}); "
    return "\n".join(lines) + "\n"
