"""Django's settings. Everything that differs between two sites comes from the environment (env.py)."""

from datetime import timedelta
from urllib.parse import quote

import django_stubs_ext
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured

from hispeech_web import databases, env, places, providers

# Lets Django's generic classes be written with their types (`QuerySet[Recording]`) at run time too.
django_stubs_ext.monkeypatch()

env.load_dotenv(places.ROOT / ".env")

BASE_DIR = places.ROOT
DATA_DIR = places.data_dir()
DEBUG = env.flag("DEBUG")


def _secret_key() -> str:
    """From the environment, else the one that `make run` made in the data folder."""
    key = env.text("SECRET_KEY")
    if not key and places.secret_file().is_file():
        key = places.secret_file().read_text(encoding="ascii").strip()
    if not key:
        raise ImproperlyConfigured("Set SECRET_KEY, or start once with `make run`, which makes one.")
    return key


SECRET_KEY = _secret_key()
# What the site calls itself, in its header and in the tabs of browsers.
PRODUCT_NAME = env.text("PRODUCT_NAME", "HiSpeech Library")
HOST = env.text("HOST", "127.0.0.1")
PORT = env.integer("PORT", 8000, least=1)
# The machine itself may always ask, so that probes need not know the site's name.
ALLOWED_HOSTS = ["localhost", "127.0.0.1", "[::1]", *env.words("ALLOWED_HOSTS", [HOST])]
CSRF_TRUSTED_ORIGINS = env.words("CSRF_TRUSTED_ORIGINS", [])
# True where a proxy ends TLS in front of the site: cookies and redirects then insist on it.
HTTPS = env.flag("HTTPS")
# How many proxies stand in front: so many addresses at the end of X-Forwarded-For are theirs to tell, the others anybody's.
ALLAUTH_TRUSTED_PROXY_COUNT = env.integer("TRUSTED_PROXIES", 0)

INSTALLED_APPS = [
    # Before ours, whose administration has its own pages for their records.
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.usersessions",
    "transcripts",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.humanize",
    "django.contrib.messages",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
    "csp",
    "django_htmx",
    "rest_framework",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "transcripts.web.compression.CompressText",
    "django.middleware.http.ConditionalGetMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "transcripts.web.doorkeeper.FullHouse",
    "transcripts.web.origin.TellOrigin",
    "django.middleware.common.CommonMiddleware",
    "hispeech_web.filenames.KeepNames",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "transcripts.web.doorkeeper.UploadLimit",
    "transcripts.web.doorkeeper.SignInFirst",
    "django.contrib.messages.middleware.MessageMiddleware",
    "transcripts.web.second_factor.SecondFactorFirst",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "transcripts.web.policy.Policy",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
]

ROOT_URLCONF = "hispeech_web.urls"
WSGI_APPLICATION = "hispeech_web.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "transcripts.web.context.product",
            ],
        },
    },
    # Lists (transcripts.templatetags.jinja): only by that tag, so without processors of their own.
    {
        "NAME": "jinja2",
        "BACKEND": "django.template.backends.jinja2.Jinja2",
        "DIRS": [BASE_DIR / "jinja"],
        "OPTIONS": {"environment": "transcripts.templatetags.jinja.environment"},
    },
]

# --- the records -------------------------------------------------------------------------------
DATABASE_URL = env.text("DATABASE_URL")
DATABASES = databases.known(DATABASE_URL)
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
CACHES = {
    # What all processes must know alike: who tried to sign in how often, which codes are used up (migration 0018).
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "shared_cache",
        "OPTIONS": {"MAX_ENTRIES": 100_000},
    },
    # What each process may work out again for itself.
    "process": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"},
}

# --- files -------------------------------------------------------------------------------------
MEDIA_ROOT = places.media()
SCRATCH_DIR = places.scratch()
SCRATCH_DIR.mkdir(parents=True, exist_ok=True)
FILE_UPLOAD_TEMP_DIR = str(SCRATCH_DIR)
FILE_UPLOAD_HANDLERS = ["hispeech_web.filenames.UnnamedFiles"]
STATIC_URL = "static/"
WHITENOISE_ALLOW_ALL_ORIGINS = False
STATIC_ROOT = BASE_DIR / "build" / "static"
# Scripts put together for browsers (hispeech_web.run.bundles) come before those they are made of.
BUNDLED = BASE_DIR / "build" / "bundled"
BUNDLED.mkdir(parents=True, exist_ok=True)
STATICFILES_DIRS = [BUNDLED, BASE_DIR / "static"]
# A bucket in place of the folder, by django-storages' own names (docs/operating.md).
AWS_STORAGE_BUCKET_NAME = env.text("AWS_STORAGE_BUCKET_NAME")
AWS_S3_ENDPOINT_URL = env.text("AWS_S3_ENDPOINT_URL") or None
# Where browsers reach the bucket, if it is not where we do.
AWS_S3_PUBLIC_ENDPOINT_URL = env.text("AWS_S3_PUBLIC_ENDPOINT_URL") or None
AWS_S3_REGION_NAME = env.text("AWS_S3_REGION_NAME", "us-east-1" if AWS_S3_ENDPOINT_URL else "") or None
AWS_S3_ADDRESSING_STYLE = env.choice("AWS_S3_ADDRESSING_STYLE", "auto", ("auto", "path", "virtual"))
AWS_LOCATION = env.text("AWS_LOCATION")
AWS_ACCESS_KEY_ID = env.text("AWS_ACCESS_KEY_ID") or None
AWS_SECRET_ACCESS_KEY = env.text("AWS_SECRET_ACCESS_KEY") or None
AWS_SESSION_TOKEN = env.text("AWS_SESSION_TOKEN") or None
STORAGES = {
    "default": {
        "BACKEND": "hispeech_web.bucket.Bucket"
        if AWS_STORAGE_BUCKET_NAME
        else "django.core.files.storage.FileSystemStorage"
    },
    "staticfiles": {"BACKEND": "hispeech_web.storage.StaticFiles"},
}
# Who sends recordings to browsers: "site" means we ourselves, always; "auto" the bucket where there is one, or else
# the proxy where X_ACCEL_PREFIX says under which internal address it serves MEDIA_ROOT (docs/operating.md).
MEDIA_DELIVERY = env.choice("MEDIA_DELIVERY", "auto", ("auto", "site"))
X_ACCEL_PREFIX = env.text("X_ACCEL_PREFIX")
MAX_UPLOAD_BYTES = env.integer("MAX_UPLOAD_MB", 5120, least=1) * 1024 * 1024
# What is in the trash for so long goes for good.
TRASH_DAYS = env.integer("TRASH_DAYS", 30, least=1)
# An upload that was broken off can be gone on with for this long after its last bytes.
UPLOAD_KEPT = timedelta(hours=env.integer("UPLOAD_KEPT_HOURS", 168, least=1))
# What uploads leave free on the disk, for the database and everything else.
DISK_RESERVE_BYTES = env.integer("DISK_RESERVE_MB", 512) * 1024 * 1024

# --- accounts ----------------------------------------------------------------------------------
AUTH_USER_MODEL = "transcripts.User"
# Whether owners, too, may make further teams; site staff always may.
OWNERS_MAKE_TEAMS = env.flag("OWNERS_MAKE_TEAMS")
INVITATION_LIVES = timedelta(days=env.integer("INVITATION_DAYS", 7, least=1))
AUTHENTICATION_BACKENDS = ["transcripts.web.accounts.Backend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    )
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "library"
# Without it people join by invitation, by an administrator, or by a group at their OpenID provider.
OPEN_SIGNUP = env.flag("OPEN_SIGNUP")
ACCOUNT_ADAPTER = "transcripts.web.accounts.Adapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_FORMS = {
    "login": "transcripts.web.account_forms.LoginForm",
    "signup": "transcripts.web.account_forms.SignupForm",
    "add_email": "transcripts.web.account_forms.AddEmailForm",
    "reset_password": "transcripts.web.account_forms.ResetPasswordForm",
}
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
# Whoever is let in by somebody in charge has a verified address from the start (User.objects.create_user).
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_CHANGE_EMAIL = True
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_REAUTHENTICATION_REQUIRED = True
ACCOUNT_LOGIN_ON_PASSWORD_RESET = False
ACCOUNT_LOGOUT_REDIRECT_URL = "account_login"
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_DEFAULT_HTTP_PROTOCOL = "https" if HTTPS else "http"
MFA_ADAPTER = "transcripts.web.second_factor.Adapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
# Nobody gets as far without a verified address; with a new one on its way a second factor may still be added, and the reverse.
MFA_ALLOW_UNVERIFIED_EMAIL = True
MFA_TOTP_ISSUER = PRODUCT_NAME
# Half a minute early or late: telephones' clocks differ.
MFA_TOTP_TOLERANCE = 1
MFA_FORMS = {
    "activate_totp": "transcripts.web.account_forms.ActivateTOTPForm",
    "add_webauthn": "transcripts.web.account_forms.AddPasskeyForm",
    "authenticate": "transcripts.web.account_forms.AuthenticateForm",
    "reauthenticate": "transcripts.web.account_forms.ReauthenticateForm",
}
SOCIALACCOUNT_ADAPTER = "transcripts.web.identities.Adapter"
SOCIALACCOUNT_FORMS = {"signup": "transcripts.web.account_forms.IdentityForm"}
SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"APPS": providers.known()}}
# Who signs in with an address that the provider has verified is who has the account with that address.
SOCIALACCOUNT_EMAIL_AUTHENTICATION = SOCIALACCOUNT_EMAIL_AUTHENTICATION_AUTO_CONNECT = True
SOCIALACCOUNT_EMAIL_VERIFICATION = "mandatory"
OIDC_GROUPS_CLAIM = env.text("OIDC_GROUPS_CLAIM", "groups")
OIDC_GROUPS = providers.groups()
if SOCIALACCOUNT_PROVIDERS["openid_connect"]["APPS"]:
    INSTALLED_APPS.append("allauth.socialaccount.providers.openid_connect")
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE_SSL_REDIRECT = HTTPS
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = HTTPS
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if HTTPS else None
# The probes of an orchestrator come over plain HTTP, from inside.
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$", r"^metrics$"]
# Who brings it may read /metrics; where there is none, this machine alone.
METRICS_TOKEN = env.text("METRICS_TOKEN")
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "img-src": [SELF, "data:"],
        "media-src": [SELF, "blob:"],
        "object-src": [NONE],
        "base-uri": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    }
}

# --- email ------------------------------------------------------------------------------------
EMAIL_HOST = env.text("EMAIL_HOST")
EMAIL_PORT = env.integer("EMAIL_PORT", 587, least=1)
EMAIL_HOST_USER = env.text("EMAIL_HOST_USER")
EMAIL_HOST_PASSWORD = env.text("EMAIL_HOST_PASSWORD")
EMAIL_USE_TLS = env.flag("EMAIL_USE_TLS", EMAIL_PORT == 587)
EMAIL_USE_SSL = env.flag("EMAIL_USE_SSL", EMAIL_PORT == 465)
EMAIL_TIMEOUT = 20
DEFAULT_FROM_EMAIL = env.text("DEFAULT_FROM_EMAIL", "transcripts@localhost")
EMAIL_BACKEND = f"django.core.mail.backends.{'smtp' if EMAIL_HOST else 'filebased'}.EmailBackend"
EMAIL_FILE_PATH = places.mail()

# How links in letters begin: where people reach this site.
SITE_URL = env.text("SITE_URL", f"{'https' if HTTPS else 'http'}://{HOST}:{PORT}").rstrip("/")

# --- language and time -------------------------------------------------------------------------
# Armenian and Russian join this list together with their catalogues.
LANGUAGES = [("en", "English")]
LANGUAGE_CODE = "en"
LOCALE_PATHS = [BASE_DIR / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = env.text("TIME_ZONE", "Asia/Yerevan")

# --- the queue ---------------------------------------------------------------------------------
CELERY_BROKER_URL = env.text("CELERY_BROKER_URL", f"redis+socket://{quote(str(places.broker_socket()))}")
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_SERIALIZER = "json"
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_WORKER_SEND_TASK_EVENTS = False
# A full queue must not make a person wait: the row is in the database, the sweep will find it.
CELERY_TASK_PUBLISH_RETRY_POLICY = {"max_retries": 1, "interval_start": 0.1, "interval_max": 0.1}
CELERY_BROKER_TRANSPORT_OPTIONS = (
    {
        "socket_connect_timeout": 3,
        "socket_timeout": 10,
        # What was delivered and never acknowledged need not come back: the database is asked for it.
        "unacked_restore_interval": 60,
        "visibility_timeout": 3600,
    }
    if CELERY_BROKER_URL.startswith("redis")
    else {}
)

# --- HiSpeech (docs/hispeech.md says which of these are documented and which are assumed) --------
HISPEECH_API_KEY = env.text("HISPEECH_API_KEY")
SANDBOX = not HISPEECH_API_KEY
SANDBOX_PORT = env.integer("SANDBOX_PORT", PORT + 1, least=1)
# "listen": it writes down roughly what it hears, where the speech model is installed; else its texts are made up.
SANDBOX_HEAR = env.choice("SANDBOX_HEAR", "listen", ("listen", "sound", "header"))
HISPEECH_BASE_URL = (
    f"http://127.0.0.1:{SANDBOX_PORT}"
    if SANDBOX
    else env.text("HISPEECH_BASE_URL", "https://api.hispeech.ai").rstrip("/")
)
HISPEECH_MODE = env.choice("HISPEECH_MODE", "auto", ("auto", "sync", "async", "openai"))
HISPEECH_UPLOAD_PATH = env.text("HISPEECH_UPLOAD_PATH", "/api/v1/transcriptions/upload")
HISPEECH_JOB_PATH = env.text("HISPEECH_JOB_PATH", "/api/v1/transcriptions/{job_id}")
HISPEECH_OPENAI_PATH = env.text("HISPEECH_OPENAI_PATH", "/v1/audio/transcriptions")
HISPEECH_WORD_TIMES_FIELD = env.text("HISPEECH_WORD_TIMES_FIELD", "return_word_timestamps")
HISPEECH_SECURE_FIELD = env.text("HISPEECH_SECURE_FIELD", "secure_mode")
HISPEECH_MAX_CONCURRENCY = env.integer("HISPEECH_MAX_CONCURRENCY", 8, least=1)
# Unknown until HiSpeech says so: settings per model (`model=value,…`, or one value for all).
HISPEECH_PRICE_PER_MINUTE = env.per_model("HISPEECH_PRICE_PER_MINUTE")
HISPEECH_CURRENCY = env.text("HISPEECH_CURRENCY", "AMD")
HISPEECH_MAX_SECONDS = env.per_model("HISPEECH_MAX_SECONDS")
HISPEECH_MAX_MB = env.per_model("HISPEECH_MAX_MB")

# --- how jobs are run ----------------------------------------------------------------------------
# A worker that says nothing for this long is taken for dead; it renews its word three times in it.
LEASE = timedelta(seconds=env.integer("LEASE_SECONDS", 30, least=3))
# How often a worker looks in the database for work that no message announced.
CLOCK_SECONDS = env.integer("CLOCK_SECONDS", 1, least=1)
# Whether workers listen to find out when each word is said; else times are estimated where none came with the words.
WORD_TIMES = env.flag("WORD_TIMES", True)
# Copies out of a bucket wait until there is room for them in the scratch folder.
SCRATCH_BYTES = env.integer("SCRATCH_MB", 20 * 1024, least=1) * 1024 * 1024
# Work files that nobody has written to for this long belong to nobody any more: a killed process left them.
SCRATCH_KEPT = timedelta(seconds=env.integer("SCRATCH_SECONDS", 24 * 3600, least=10))
# How long an archive that was made in the background can be fetched.
ARCHIVE_KEPT = timedelta(days=env.integer("ARCHIVE_DAYS", 7, least=1))

# --- the API -------------------------------------------------------------------------------------
REST_FRAMEWORK = {
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_AUTHENTICATION_CLASSES": ["transcripts.api.keys.TokenAuthentication"],
    "DEFAULT_PERMISSION_CLASSES": [
        "rest_framework.permissions.IsAuthenticated",
        "transcripts.api.keys.MayWrite",
    ],
    "EXCEPTION_HANDLER": "transcripts.api.errors.answer",
    "UNAUTHENTICATED_USER": None,
}
# A request that waits for its words holds a server thread: for how long, and how many of them at once.
API_WAIT_SECONDS = env.integer("API_WAIT_SECONDS", 1800, least=1)
API_WAITING_AT_ONCE = env.integer("API_WAITING_AT_ONCE", 32)

# --- the log -------------------------------------------------------------------------------------
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname).1s %(name)s: %(message)s"}},
    "filters": {"discretion": {"()": "hispeech_web.discretion.Discretion"}},
    "handlers": {
        "console": {"class": "logging.StreamHandler", "formatter": "line", "filters": ["discretion"]}
    },
    "root": {"handlers": ["console"], "level": env.text("LOG_LEVEL", "INFO")},
    "loggers": {
        # httpx writes every address at INFO; job ids are nobody's business in a log.
        "httpx": {"level": "WARNING"},
        "httpcore": {"level": "WARNING"},
        "celery.worker.strategy": {"level": "WARNING"},
        "celery.app.trace": {"level": "WARNING"},
    },
}
SILENCED_SYSTEM_CHECKS = env.words("SILENCED_SYSTEM_CHECKS", [])
