"""HiSpeech as the settings describe it."""

from functools import cache

from django.conf import settings

from transcripts.hispeech import Dialect, HiSpeech


@cache
def _client(base_url: str, key: str, dialect: Dialect) -> HiSpeech:
    return HiSpeech(base_url, key, dialect=dialect)


def recogniser() -> HiSpeech:
    """One client for a process: it keeps connections and serves all threads."""
    dialect = Dialect(
        upload_path=settings.HISPEECH_UPLOAD_PATH,
        job_path=settings.HISPEECH_JOB_PATH,
        openai_path=settings.HISPEECH_OPENAI_PATH,
        word_times_field=settings.HISPEECH_WORD_TIMES_FIELD,
        secure_field=settings.HISPEECH_SECURE_FIELD,
    )
    # The sandbox takes any key; the real service gets the real one.
    return _client(settings.HISPEECH_BASE_URL, settings.HISPEECH_API_KEY or "sandbox", dialect)
