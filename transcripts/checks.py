"""What must be right before the site starts: `manage.py check` and every start say it in words."""

import re
from collections.abc import Sequence
from decimal import Decimal, InvalidOperation
from typing import Any

from django.apps import AppConfig
from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, Warning, register
from django.db import DatabaseError, connection

from transcripts.actions.follow_groups import team_called
from transcripts.alignment import packages
from transcripts.hispeech import Dialect, HiSpeech
from transcripts.text.armenian import lexicon

_ADDRESS = re.compile(r"https?://[A-Za-z0-9.\-_\[\]:]+/?")
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


@register()
def place_of_the_recordings(app_configs: Sequence[AppConfig] | None, **options: Any) -> list[CheckMessage]:
    """A bucket that is only half described would show itself at the first upload, or worse: not at all."""
    return [*_half_a_bucket(), *_addresses_of_the_bucket(), *_delivery()]


def _half_a_bucket() -> list[CheckMessage]:
    found: list[CheckMessage] = []
    about_it = ("AWS_S3_ENDPOINT_URL", "AWS_S3_PUBLIC_ENDPOINT_URL", "AWS_LOCATION")
    named = [name for name in about_it if getattr(settings, name)]
    if named and not settings.AWS_STORAGE_BUCKET_NAME:
        told = f"{named[0]} is set, but AWS_STORAGE_BUCKET_NAME is not: recordings would go into a folder."
        found.append(Error(told, id="transcripts.E010"))
    if bool(settings.AWS_ACCESS_KEY_ID) != bool(settings.AWS_SECRET_ACCESS_KEY):
        told = "Set both AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or neither."
        found.append(Error(told, id="transcripts.E011"))
    if settings.AWS_STORAGE_BUCKET_NAME and settings.SCRATCH_BYTES < settings.MAX_UPLOAD_BYTES:
        told = "SCRATCH_MB must be at least MAX_UPLOAD_MB: recordings are copied there from the bucket."
        found.append(Error(told, id="transcripts.E014"))
    return found


def _addresses_of_the_bucket() -> list[CheckMessage]:
    """Paths are for buckets and objects; a name and password in it would be shown to browsers."""
    names = ("AWS_S3_ENDPOINT_URL", "AWS_S3_PUBLIC_ENDPOINT_URL")
    return [
        Error(f"{name} must be http(s)://host or http(s)://host:port.", id="transcripts.E012")
        for name in names
        if getattr(settings, name) and not _ADDRESS.fullmatch(getattr(settings, name))
    ]


def _delivery() -> list[CheckMessage]:
    prefix: str = settings.X_ACCEL_PREFIX
    found: list[CheckMessage] = []
    if prefix and not (prefix.startswith("/") and prefix.endswith("/")):
        found.append(Error("X_ACCEL_PREFIX must begin and end with a slash.", id="transcripts.E013"))
    if prefix and settings.AWS_STORAGE_BUCKET_NAME:
        told = "X_ACCEL_PREFIX has no effect: recordings are in a bucket, which the proxy cannot serve."
        found.append(Warning(told, id="transcripts.W010"))
    seen_at = settings.AWS_S3_PUBLIC_ENDPOINT_URL or settings.AWS_S3_ENDPOINT_URL or ""
    if settings.HTTPS and settings.MEDIA_DELIVERY == "auto" and seen_at.startswith("http:"):
        told = "Browsers refuse to play from the bucket's http:// address in a page that came by HTTPS."
        hint = "Set AWS_S3_PUBLIC_ENDPOINT_URL to an https:// address, or MEDIA_DELIVERY=site."
        found.append(Warning(told, hint=hint, id="transcripts.W011"))
    return found


@register()
def what_listens(app_configs: Sequence[AppConfig] | None, **options: Any) -> list[CheckMessage]:
    """The site runs without it, and less well."""
    if not (lacking := packages.missing()):
        return []
    hint = "Set-up fetches it (make run); by hand: see requirements/speech.txt. Until then word times are estimated."
    return [Warning(lacking, hint=hint, id="transcripts.W020")]


@register()
def what_knows_words(app_configs: Sequence[AppConfig] | None, **options: Any) -> list[CheckMessage]:
    """Without the lexicon search joins only forms with regular endings."""
    if lexicon.installed():
        return []
    hint = "Set-up makes it (make run). Until then search guesses at endings; index anew when it is there."
    return [Warning("The Armenian lexicon is not there.", hint=hint, id="transcripts.W021")]


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


@register(Tags.database)
def teams_of_groups(app_configs: Sequence[AppConfig] | None, **options: Any) -> list[CheckMessage]:
    """A group that opens a team which is not there opens nothing."""
    try:
        lost = [grant.team for grant in settings.OIDC_GROUPS if team_called(grant.team) is None]
    except DatabaseError:
        return []  # no tables yet
    return [
        Warning(
            f"OIDC_GROUPS names the team {name!r}: there is none, or more than one.",
            hint="Name it as it is called, or by its id.",
            id="transcripts.W030",
        )
        for name in dict.fromkeys(lost)
    ]
