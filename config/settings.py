"""Settings: every difference between machines is an environment variable, named here with its default.

A deployment names its servers (``DATABASE_URL``, ``DATABASE_OWNER_URL``, ``CELERY_BROKER_URL``), its ``SECRET_KEY``,
``ALLOWED_HOSTS`` and ``SITE_URL``. Only the demonstration (``DEMONSTRATION=1``, set by ``make run``) may leave them
out.
"""

import shlex
from pathlib import Path
from urllib.parse import urlsplit

from celery.schedules import crontab
from django.core.exceptions import ImproperlyConfigured
from environs import Env

BASE_DIR = Path(__file__).resolve().parent.parent
env = Env()

DEMONSTRATION = env.bool("DEMONSTRATION", False)
DEBUG = False
DATA_DIR = Path(env.str("DATA_DIR", str(BASE_DIR / ".data"))).resolve()

DEFAULT_SECRET = "demonstration-only-" + "0" * 40
SECRET_KEY = env.str("SECRET_KEY", DEFAULT_SECRET if DEMONSTRATION else "")
if not DEMONSTRATION and (len(SECRET_KEY) < 50 or SECRET_KEY == DEFAULT_SECRET):
    raise ImproperlyConfigured(
        "SECRET_KEY is missing, shorter than 50 characters or the demonstration's own. "
        "Set SECRET_KEY to a long random value that only this deployment knows."
    )
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", ["localhost", "127.0.0.1", "[::1]"] if DEMONSTRATION else [])
CSRF_TRUSTED_ORIGINS: list[str] = env.list("CSRF_TRUSTED_ORIGINS", [])

# The base of links in e-mail: a worker answers no request that could tell it.
SITE_URL = env.str("SITE_URL", f"http://localhost:{env.str('PORT', '') or '8000'}" if DEMONSTRATION else "").rstrip("/")
_site = urlsplit(SITE_URL)
if not (_site.hostname and _site.scheme in (("http", "https") if DEMONSTRATION else ("https",))):
    raise ImproperlyConfigured(
        f"SITE_URL is “{SITE_URL}”: links in e-mail need the address that readers type. "
        "Set SITE_URL to it, such as https://deficit.example.gov.uk."
    )

COUNCIL_NAME = env.str("COUNCIL_NAME", "BCP Council")
COUNCIL_DFE_CODE = env.str("COUNCIL_DFE_CODE", "839")

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "django.contrib.postgres",
    "django.forms",
    "axes",
    "csp",
    "django_filters",
    "django_htmx",
    "django_tables2",
    "pgtrigger",
    "apps.core",
    "apps.initiatives",
    "apps.benchmarking",
    "apps.deficit",
    "apps.board",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "apps.board.anybody.recognise_nobody",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "apps.core.middleware.session_limits",
    "apps.core.memory.remember_while_reading",
    "apps.board.middleware.read_as_at",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"
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
                "apps.core.context_processors.product",
            ],
            "builtins": ["apps.core.templatetags.product"],
        },
    }
]
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"

DATABASES = {"default": env.dj_db_url("DATABASE_URL", "postgresql://localhost/deficit", conn_max_age=600)}
DATABASES["default"]["CONN_HEALTH_CHECKS"] = True
DATABASE_OWNER_URL = env.str("DATABASE_OWNER_URL", "")
APPLICATION_ROLE = env.str("APPLICATION_ROLE", "deficit_app")
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "core.User"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "apps.core.backends.RoleBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
]
LOGIN_URL = "core:sign_in"
LOGIN_REDIRECT_URL = "board:overview"
LOGOUT_REDIRECT_URL = "core:sign_in"
DEFAULT_DEMO_PASSWORD = "demonstration"  # noqa: S105 - refused by a deployment, which has none of these accounts
DEMO_PASSWORD = env.str("DEMO_PASSWORD", DEFAULT_DEMO_PASSWORD)

# Ten wrong guesses in five minutes, counted per account *and* address, so a stranger cannot lock the true user out.
AXES_VERBOSE = False
AXES_CLIENT_IP_CALLABLE = "apps.core.addresses.client_address"
AXES_FAILURE_LIMIT = 10
AXES_COOLOFF_TIME = 5 / 60
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_RESET_ON_SUCCESS = True
AXES_DISABLE_ACCESS_LOG = True
AXES_LOCKOUT_TEMPLATE = "core/too_many_attempts.html"
AXES_HTTP_RESPONSE_CODE = 429

SESSION_ENGINE = "django.contrib.sessions.backends.db"
SESSION_IDLE_SECONDS = 30 * 60
SESSION_ABSOLUTE_SECONDS = 10 * 60 * 60
SESSION_COOKIE_AGE = SESSION_ABSOLUTE_SECONDS
SESSION_COOKIE_NAME = env.str("SESSION_COOKIE_NAME", "deficit_session")
CSRF_COOKIE_NAME = env.str("CSRF_COOKIE_NAME", "deficit_csrf")
CSRF_FAILURE_VIEW = "apps.core.views.form_lost"
SESSION_COOKIE_HTTPONLY = True
CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
# The demonstration is plain HTTP on loopback: the one exception.
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE_SSL_REDIRECT = not DEMONSTRATION
SECURE_REDIRECT_EXEMPT = [r"^healthz$"]
SECURE_HSTS_SECONDS = 0 if DEMONSTRATION else 31536000
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = not DEMONSTRATION
BEHIND_PROXY = env.bool("BEHIND_PROXY", not DEMONSTRATION)
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if BEHIND_PROXY else None
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'none'"],
        "script-src": ["'self'"],
        "style-src": ["'self'"],
        "img-src": ["'self'", "data:"],
        "font-src": ["'self'"],
        "connect-src": ["'self'"],
        "base-uri": ["'none'"],
        "object-src": ["'none'"],
        "frame-ancestors": ["'none'"],
        "form-action": ["'self'"],
    }
}

LANGUAGE_CODE = "en-gb"
TIME_ZONE = "Europe/London"
USE_I18N = True
USE_TZ = True
USE_THOUSAND_SEPARATOR = False

STATIC_URL = "/static/"  # from the root, also where a page is read as at a past meeting
STATIC_ROOT = Path(env.str("STATIC_ROOT", str(BASE_DIR / "collected")))
STATICFILES_DIRS = [("dist", BASE_DIR / "static" / "dist")]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
WHITENOISE_KEEP_ONLY_HASHED_FILES = True

# Evidence is kept by its hash, outside the web's root, once it is checked.
EVIDENCE_DIR = Path(env.str("EVIDENCE_DIR", str(DATA_DIR / "evidence"))).resolve()
# The command that scans a file for viruses, such as "clamdscan --no-summary -", which reads it from standard input and
# ends with 0 where it is clean and 1 where it is not; or a function's path, such as "council.scanning.scan". Empty:
# nothing is scanned, and the pages say so.
_scanner = env.str("EVIDENCE_SCANNER", "")
_is_function = "." in _scanner and not set(_scanner) & set(" /\\")
EVIDENCE_SCANNER: str | list[str] = _scanner if _is_function else shlex.split(_scanner)

CELERY_BROKER_URL = env.str("CELERY_BROKER_URL", "redis://localhost:6379/0")
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_TASK_TIME_LIMIT = 300
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_BROKER_TRANSPORT_OPTIONS = (
    {"visibility_timeout": 600, "socket_connect_timeout": 3} if "redis" in CELERY_BROKER_URL else {}
)
CELERY_TASK_PUBLISH_RETRY = False
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_TIMEZONE = TIME_ZONE
CELERY_BEAT_SCHEDULE = {
    "take-up-requests": {"task": "deficit.take_up_requests", "schedule": 10.0},
    "make-papers": {"task": "board.make_papers", "schedule": 10.0},
    "recompute-nightly": {"task": "deficit.recompute_nightly", "schedule": crontab(hour=2, minute=15)},
    "send-mail": {"task": "core.send_mail", "schedule": 60.0},
    "write-audit-head": {"task": "core.write_audit_head", "schedule": 300.0},
    "verify-audit": {"task": "core.verify_audit", "schedule": crontab(hour=5, minute=0)},
    "take-into-force": {"task": "initiatives.take_into_force", "schedule": crontab(hour=0, minute=5)},
    "remind": {"task": "initiatives.remind", "schedule": crontab(hour=6, minute=30)},
    "remind-of-actions": {"task": "board.remind", "schedule": crontab(hour=6, minute=40)},
    "send-digest": {"task": "core.send_digest", "schedule": crontab(hour=7, minute=0)},
}
# A running run that has not renewed its lease for this long was lost with its worker and is taken up again.
RUN_LEASE_SECONDS = env.int("RUN_LEASE_SECONDS", 30)
# For drills: how long each step of a run waits, so that a worker can be killed in the middle.
RUN_STEP_PAUSE_SECONDS = env.float("RUN_STEP_PAUSE_SECONDS", 0.0)
# A run given up because its worker was lost each time is asked for again after this long.
RUN_RETRY_SECONDS = env.int("RUN_RETRY_SECONDS", 60)
# Draws of a projection: how fine its percentiles are.
DRAWS = env.int("DRAWS", 10_000)
if DRAWS < 100:
    raise ImproperlyConfigured(f"DRAWS is {DRAWS}: percentiles need 100 draws at least. Set it to 100 or more.")

# E-mail. The demonstration writes it to the worker's log.
EMAIL_BACKEND = f"django.core.mail.backends.{'console' if DEMONSTRATION else 'smtp'}.EmailBackend"
EMAIL_HOST = env.str("EMAIL_HOST", "localhost")
EMAIL_USE_TLS = env.bool("EMAIL_USE_TLS", False)
EMAIL_USE_SSL = env.bool("EMAIL_USE_SSL", False)
if EMAIL_USE_TLS and EMAIL_USE_SSL:
    raise ImproperlyConfigured(
        "EMAIL_USE_TLS and EMAIL_USE_SSL are both on: set EMAIL_USE_TLS for STARTTLS (port 587) or EMAIL_USE_SSL for "
        "TLS from the first byte (port 465), not both."
    )
EMAIL_PORT = env.int("EMAIL_PORT", 465 if EMAIL_USE_SSL else 587 if EMAIL_USE_TLS else 25)
EMAIL_HOST_USER = env.str("EMAIL_HOST_USER", "")
EMAIL_HOST_PASSWORD = env.str("EMAIL_HOST_PASSWORD", "")
EMAIL_TIMEOUT = 15
DEFAULT_FROM_EMAIL = env.str("DEFAULT_FROM_EMAIL", f"Deficit Recovery Board <no-reply@{_site.hostname}>")
# What the daily e-mail says beside its notifications: functions of apps above, each (person, at) → sentences.
DIGEST_SECTIONS = [
    "apps.initiatives.selectors.claim_digest.waiting_for",
    "apps.deficit.selectors.waiting.waiting_for",
    "apps.board.selectors.keepers.waiting_for",
]
# What people know the trail's subjects as: apps.core.trail.kinds.
TRAIL_KINDS = [
    "apps.benchmarking.trail.KINDS",
    "apps.initiatives.trail.KINDS",
    "apps.deficit.trail.KINDS",
    "apps.board.trail.KINDS",
    "apps.core.trail.kinds.OWN",
]
# What apps above find of edits behind the database's back, beside the trail: functions that yield faults.
AUDIT_CHECKS = ["apps.board.selectors.frozen_faults.frozen_faults"]
# How many wait behind a link of the navigation, by the link's address name.
NAVIGATION_COUNTS = {
    "initiatives:claim_queue": "apps.initiatives.selectors.claim_queue.waiting_count",
    "deficit:positions": "apps.deficit.selectors.waiting.positions_waiting",
    "deficit:assumptions": "apps.deficit.selectors.waiting.assumptions_waiting",
}

# Above this (£ a year, or once) an approved claim also needs the Board's noting at a meeting.
CLAIM_NOTING_THRESHOLD = env.int("CLAIM_NOTING_THRESHOLD", 250_000)
# Counts above 0 and below this are hidden in what leaves the service (docs/disclosure.md). At least 3.
DISCLOSURE_THRESHOLD = env.int("DISCLOSURE_THRESHOLD", 5)
if DISCLOSURE_THRESHOLD < 3:
    raise ImproperlyConfigured(f"DISCLOSURE_THRESHOLD is {DISCLOSURE_THRESHOLD}. It must be 3 or more.")
# How many days after a quarter's last day its readings are due.
QUARTER_DUE_DAYS = env.int("QUARTER_DUE_DAYS", 30)
# Marks the heads of the audit trail that are kept outside the database, which does not hold this key.
DEMONSTRATION_AUDIT_KEY = "demonstration-only-audit-key"
AUDIT_KEY = env.str("AUDIT_KEY", DEMONSTRATION_AUDIT_KEY if DEMONSTRATION else "")
if not DEMONSTRATION and (len(AUDIT_KEY) < 32 or AUDIT_KEY == DEMONSTRATION_AUDIT_KEY):
    raise ImproperlyConfigured(
        "AUDIT_KEY is missing, shorter than 32 characters or the demonstration's own. "
        "Set AUDIT_KEY to a long random value that only this deployment knows, and that its database does not hold."
    )
# Uploads are read in memory, never written to a disk unchecked: field name and the most bytes of it.
MEMORY_ONLY_UPLOADS = {
    "children": 512 * 1024,
    "sheet": 2 * 1024 * 1024,
    "evidence": 10 * 1024 * 1024,
    "report": 10 * 1024 * 1024,
    "national": 60 * 1024 * 1024,
    "word": 5 * 1024 * 1024,
}
FILE_UPLOAD_HANDLERS = ["apps.core.uploads.MemoryOnlyHandler"]
DATA_UPLOAD_MAX_NUMBER_FILES = 5
# Turns pupil numbers into hashes that only this deployment can compare. Lost, children can no longer be matched.
DEMONSTRATION_CHILD_KEY = "demonstration-only-child-key"
CHILD_KEY = env.str("CHILD_KEY", DEMONSTRATION_CHILD_KEY if DEMONSTRATION else "")
if not DEMONSTRATION and (len(CHILD_KEY) < 32 or CHILD_KEY == DEMONSTRATION_CHILD_KEY):
    raise ImproperlyConfigured(
        "CHILD_KEY is missing, shorter than 32 characters or the demonstration's own. "
        "Set it to a long random value, keep a copy in a safe place, and never change it."
    )

# Off in tests, whose changes are never committed and so move no stamp.
REMEMBER_READS = env.bool("REMEMBER_READS", True)

DJANGO_TABLES2_TEMPLATE = "core/table.html"
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"plain": {"format": "{asctime} {levelname} {name} {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "plain"}},
    "root": {"handlers": ["console"], "level": env.str("LOG_LEVEL", "INFO")},
}
