"""One settings file.  What differs between machines comes from the environment."""

import os

from mulin.site.environment import ROOT, database, filings, flag, home, listed, mode, secret_key

PACKAGE = ROOT / "mulin"
HOME = home()
"""Where this machine keeps what people upload, the embedded database and its own secret."""

MODE = mode()
"""`production`, `demo` or `test`.  Only a demo may let visitors sign in with one click."""

DEMO = MODE in ("demo", "test")
DEBUG = flag("MULIN_DEBUG")
SECRET_KEY = secret_key(MODE, HOME)
ALLOWED_HOSTS = listed("MULIN_HOSTS", default="*" if DEMO else "")
CSRF_TRUSTED_ORIGINS = listed("MULIN_ORIGINS")

INSTALLED_APPS = [
    "mulin.portal",
    "mulin.features.admissions",
    "mulin.features.advice",
    "mulin.features.budgets",
    "mulin.features.cases",
    "mulin.features.consents",
    "mulin.features.contests",
    "mulin.features.designs",
    "mulin.features.evidence",
    "mulin.features.ideas",
    "mulin.features.listening",
    "mulin.features.meetings",
    "mulin.features.naming",
    "mulin.features.owners",
    "mulin.features.proposals",
    "mulin.features.services",
    "mulin.features.surveys",
    "mulin.programmes",
    "mulin.commons.tasks",
    "mulin.commons.topics",
    "mulin.commons.occasions",
    "mulin.commons.notices",
    "mulin.commons.electorates",
    "mulin.commons.siteplans",
    "mulin.commons.organisations",
    "mulin.commons.files",
    "mulin.commons.places",
    "mulin.commons.people",
    "mulin.commons.audit",
    "mulin.commons.calendar",
    "mulin.web",
    "mulin.site",
    "django_htmx",
    "django_otp",
    "django_otp.plugins.otp_totp",
    "django_otp.plugins.otp_static",
    "procrastinate.contrib.django",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.humanize",
    "django.contrib.messages",
    "django.contrib.postgres",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
    "django.forms",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "mulin.web.middleware.ContentSecurity",
    "mulin.web.middleware.PagesTravelLight",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "mulin.web.middleware.NulsStayOutside",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django_otp.middleware.OTPMiddleware",
    "mulin.commons.people.middleware.SessionsLastWhileUsed",
    "mulin.commons.people.middleware.PagesStayPrivate",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "mulin.web.middleware.RefusalsBecomePages",
]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "mulin.web.context.looks",
                "mulin.portal.context.navigation",
            ],
            "builtins": ["django.templatetags.i18n", "mulin.web.templatetags.mulin"],
        },
    }
]
FORM_RENDERER = "mulin.web.forms.Renderer"

DATABASES = {"default": database()}
AUTH_USER_MODEL = "people.Person"
AUTHENTICATION_BACKENDS = ["django.contrib.auth.backends.ModelBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "mulin.commons.people.passwords.LongEnough",
        "OPTIONS": {"min_length": 10},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_URL = "people:sign_in"
LOGIN_REDIRECT_URL = "/"
LOGOUT_REDIRECT_URL = "/"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
ROOT_URLCONF = "mulin.site.urls"
WSGI_APPLICATION = "mulin.site.wsgi.application"

LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", "简体中文"), ("en", "English")]
FORMAT_MODULE_PATH = "mulin.web.written"
USE_TZ = True
TIME_ZONE = "Asia/Shanghai"

STATIC_URL = "/static/"
STATIC_ROOT = HOME / "static"
MEDIA_ROOT = HOME / "media"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if MODE == "test"
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FILES = 12

OTP_TOTP_ISSUER = os.environ.get("MULIN_SITE_NAME", "睦邻")
OTP_TOTP_THROTTLE_FACTOR = OTP_STATIC_THROTTLE_FACTOR = 0
"""Wrong second factors are counted by people.limits, which says until when to wait."""

PROXIES_IN_FRONT = int(os.environ.get("MULIN_PROXIES", "1" if MODE == "production" else "0"))
"""How many of our own proxies stand before this program and name the visitor's address."""

SMS_BACKEND = os.environ.get("MULIN_SMS_BACKEND", "mulin.commons.people.sms.ConsoleSms")
SMS_WEBHOOK = os.environ.get("MULIN_SMS_WEBHOOK", "")
SMS_SECRET = os.environ.get("MULIN_SMS_SECRET", "")
SMS_TIMEOUT = float(os.environ.get("MULIN_SMS_TIMEOUT", "5"))
"""Where a webhook takes short messages, what signs them, and how many seconds it may take."""

SITE_NAME = os.environ.get("MULIN_SITE_NAME", "睦邻")
FILINGS = filings(os.environ.get("MULIN_FILINGS", ""))
PUBLIC_ADDRESS = os.environ.get("MULIN_ADDRESS", "")
"""The address people reach this site by, such as https://mulin.example.cn, for QR codes."""

GRID_HOUSEHOLDS = int(os.environ.get("MULIN_GRID_HOUSEHOLDS", "500"))
GRID_TOLERANCE_PERCENT = int(os.environ.get("MULIN_GRID_TOLERANCE", "20"))
"""How many households a grid should have, and how far off it may be."""

SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_AGE = 60 * 60 * 24 * 30
SESSION_COOKIE_SAMESITE = "Lax"
X_FRAME_OPTIONS = "DENY"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
if MODE == "production":
    SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = True
    SECURE_SSL_REDIRECT = flag("MULIN_SSL_REDIRECT", default=True)
    SECURE_HSTS_SECONDS = 60 * 60 * 24 * 365
    SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = True
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {
        # Strangers trying addresses and names at random are no news.
        "django.request": {"level": "ERROR"},
        "django.security.DisallowedHost": {"level": "CRITICAL"},
    },
}
