"""What must be right before the site starts: `manage.py check` and every start say it in words."""

from collections.abc import Sequence
from decimal import Decimal, InvalidOperation
from typing import Any

from django.apps import AppConfig
from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, Warning, register
from django.db import DatabaseError, connection

from transcripts.hispeech import Dialect, HiSpeech

_PER_MODEL = ("HISPEECH_PRICE_PER_MINUTE", "HISPEECH_MAX_SECONDS", "HISPEECH_MAX_MB")


def _is_amount(value: str) -> bool:
    try:
        return Decimal(value).is_finite() and Decimal(value) >= 0
    except InvalidOperation:
        return False


@register()
def figures_per_model(app_configs: Sequence[AppConfig] | None, **options: Any) -> list[CheckMessage]:
    return [
        Error(f"{name} must be a number, or model=number pairs; {value!r} is none.", id="transcripts.E001")
        for name in _PER_MODEL
        for value in getattr(settings, name).values()
        if not _is_amount(value)
    ]


@register()
def address_of_hispeech(app_configs: Sequence[AppConfig] | None, **options: Any) -> list[CheckMessage]:
    dialect = Dialect(
        upload_path=settings.HISPEECH_UPLOAD_PATH,
        job_path=settings.HISPEECH_JOB_PATH,
        openai_path=settings.HISPEECH_OPENAI_PATH,
    )
    try:
        HiSpeech(settings.HISPEECH_BASE_URL, "key", dialect=dialect).close()
    except ValueError as error:
        return [Error(f"HISPEECH_BASE_URL or a HISPEECH_…_PATH: {error}", id="transcripts.E002")]
    return []


@register(Tags.database)
def letters_of_the_database(app_configs: Sequence[AppConfig] | None, **options: Any) -> list[CheckMessage]:
    """With the locale C, PostgreSQL neither folds nor indexes Armenian letters."""
    if connection.vendor != "postgresql":
        return []
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT lower('ԵՐԵՎԱՆ')")
            folded = cursor.fetchone()
    except DatabaseError:
        return []  # not there yet: the start waits for it and says so
    if folded == ("երևան",) or folded == ("երեվան",):
        return []
    hint = "Create the database with LC_CTYPE 'C.UTF-8' or an ICU locale."
    return [Warning("This database does not know Armenian letters.", hint=hint, id="transcripts.W001")]
