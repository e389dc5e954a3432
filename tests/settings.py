"""The site's own settings in a data folder of the tests' own, with nothing of the shell's environment or a developer's `.env`.

`DATABASE_URL` alone is taken over, so that the same tests run on PostgreSQL.
"""

import os
import tempfile

os.environ["DATA_DIR"] = tempfile.mkdtemp(prefix="hispeech-tests-")
os.environ["SECRET_KEY"] = "only for tests"
os.environ["CELERY_BROKER_URL"] = "memory://"
# Texts that are made up are the same each time.
os.environ["SANDBOX_HEAR"] = "sound"
for name in [
    name
    for name in os.environ
    if name.startswith(
        ("HISPEECH_", "AWS_", "EMAIL_", "MEDIA_", "X_ACCEL_", "OIDC_", "GOOGLE_", "MICROSOFT_")
    )
]:
    del os.environ[name]

from tests.run.bare import blank  # noqa: E402

for name in blank():
    os.environ.setdefault(name, "")

from hispeech_web.settings import *  # noqa: E402, F403
from hispeech_web.settings import DATA_DIR, DATABASES, INSTALLED_APPS, STORAGES  # noqa: E402

# As where a provider is set; tests name their own.
INSTALLED_APPS = [*INSTALLED_APPS, "allauth.socialaccount.providers.openid_connect"]

# Pages must not need a collectstatic before they can be tested.
STORAGES = {
    **STORAGES,
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
STATIC_ROOT = DATA_DIR / "static"
STATIC_ROOT.mkdir()
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]

if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    # A file, as in the product: in memory, threads would share one connection and its locks.
    DATABASES["default"]["TEST"] = {"NAME": DATA_DIR / "tests.sqlite3"}
