"""The secret part of a calendar's address."""

import hashlib
import secrets

BYTES = 24


def new_key() -> str:
    return secrets.token_urlsafe(BYTES)


def digest_of(key: str) -> str:
    """Return what is kept of a key: enough to know it again, not to say it."""
    return hashlib.sha256(key.encode()).hexdigest()
