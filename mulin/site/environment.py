"""Read what this machine says about itself."""

import os
import secrets
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

ROOT = Path(__file__).resolve().parents[2]
MODES = ("production", "demo", "test")


def home() -> Path:
    """Return where this machine keeps what people upload, its own database and its own secret."""
    return Path(os.environ.get("MULIN_HOME") or ROOT / ".mulin").resolve()


def listed(name: str, *, default: str = "") -> list[str]:
    """Return the words an environment variable lists, between commas."""
    return [word for word in os.environ.get(name, default).split(",") if word]


def flag(name: str, *, default: bool = False) -> bool:
    """Return whether an environment variable says yes."""
    return os.environ.get(name, str(int(default))) in ("1", "true", "yes")


def mode() -> str:
    """Return how this site runs.  Without a word it is in production, the strictest."""
    word = os.environ.get("MULIN_MODE", "production")
    if word not in MODES:
        raise ImproperlyConfigured(f"MULIN_MODE is {word!r}; use one of {MODES}")
    return word


def secret_key(mode: str, home: Path) -> str:
    """Return the given key; a demo makes one for itself and keeps it out of the repository."""
    if key := os.environ.get("MULIN_SECRET_KEY"):
        return key
    if mode == "production":
        raise ImproperlyConfigured("Set MULIN_SECRET_KEY: a production site needs its own secret.")
    if mode == "test":
        return secrets.token_urlsafe(50)
    path = home / "secret-key"
    if not path.exists():
        home.mkdir(parents=True, exist_ok=True)
        half = home / "secret-key.half"
        half.touch(mode=0o600)
        half.write_text(secrets.token_urlsafe(50))
        half.rename(path)
    return path.read_text()


def filings(text: str) -> list[dict[str, str]]:
    """Read the filing numbers a public site must show: `number address; number address`."""
    pairs = (entry.strip().rpartition(" ") for entry in text.split(";") if entry.strip())
    return [{"text": number.strip(), "url": address} for number, _, address in pairs]


def database() -> dict[str, Any]:
    """Return Django's settings for DATABASE_URL, a libpq address of a PostgreSQL."""
    url = urlsplit(os.environ.get("DATABASE_URL", "postgresql:///mulin"))
    if url.scheme not in ("postgres", "postgresql"):
        raise ImproperlyConfigured(
            "DATABASE_URL must start with postgresql://; Mulin uses no other."
        )
    query = {name: values[-1] for name, values in parse_qs(url.query).items()}
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(url.path.lstrip("/")) or "mulin",
        "USER": unquote(url.username or query.pop("user", "")),
        "PASSWORD": unquote(url.password or ""),
        "HOST": query.pop("host", "") or (url.hostname or ""),
        "PORT": query.pop("port", "") or str(url.port or ""),
        "OPTIONS": query,
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
        "TEST": {"NAME": os.environ.get("MULIN_TEST_DATABASE") or None},
    }
