"""The application as Django sees it."""

from typing import Any

from django.apps import AppConfig
from django.db import connections
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class TranscriptsConfig(AppConfig):
    name = "transcripts"
    verbose_name = _("Transcripts")

    def ready(self) -> None:
        from transcripts import checks  # noqa: F401 - registers itself
        from transcripts.web import signing  # noqa: F401 - listens to Django

        post_migrate.connect(_keep_the_log, sender=self)


def _keep_the_log(using: str, **_rest: Any) -> None:
    from transcripts.models import append_only

    if append_only.TABLE in connections[using].introspection.table_names():
        append_only.install(connections[using])
